using CommerceOS.Studio;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Matting.Learned;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Studio;

/// <summary>The network that looks closely, and what both say together.</summary>
[Collection(nameof(StudioCollection))]
public sealed class OutlineTests(StudioFixture studio)
{
    [Fact]
    public void It_says_the_same_on_one_thread_and_on_two()
    {
        var ball = StudioFixture.BallOnGrey(300, 200).Photo;
        var one = OutlineOpinion.Of(ball, marks: null, new Lanes(1));
        var two = OutlineOpinion.Of(ball, marks: null, new Lanes(2));

        one.Odds.ShouldBe(two.Odds);
        (one.Width, one.Height).ShouldBe((480, 320));
    }

    [Fact]
    public void With_it_fewer_pixels_of_the_sample_photos_are_wrong_than_after_the_first_look()
    {
        int before = 0, after = 0;
        foreach (var sample in SamplePhotos.Names)
        {
            var photo = StudioFixture.Decode(studio.Normalised(SamplePhotos.Photo(sample)).Master, "jpegload_buffer");
            var scale = 768.0 / Math.Max(photo.Width, photo.Height);
            var picture = photo.Resize((int)(photo.Width * scale), (int)(photo.Height * scale));
            var first = ProductPrior.Of(picture, new Lanes(2));
            var both = LearnedOdds.Of(picture, new Lanes(2));

            var truth = SamplePhotos.Mask(sample);
            for (var y = 0; y < truth.Height; y += 2)
            {
                for (var x = 0; x < truth.Width; x += 2)
                {
                    float u = (x + .5f) / truth.Width, v = (y + .5f) / truth.Height;
                    var product = truth.Pixels[((y * truth.Width) + x) * truth.Bands] == 1;
                    before += first.At(u, v) > 0 != product ? 1 : 0;
                    after += both.At(u, v) > 0 != product ? 1 : 0;
                }
            }
        }

        after.ShouldBeLessThan(before);
    }

    [Theory]
    [InlineData(.2f, .3f)]
    [InlineData(.75f, .7f)]
    public void A_small_thing_is_found_where_it_lies_in_a_wide_photo(float across, float down)
    {
        var (width, height, radius) = (900, 500, 45);
        var picture = StudioFixture.BallOnGrey(width, height, across, down, radius).Photo;

        var odds = LearnedOdds.Of(picture, new Lanes(2)).At(width, height, new Lanes(2));

        odds[((int)(down * height) * width) + (int)(across * width)].ShouldBeGreaterThan(0, "its middle");
        odds.Max().ShouldBeLessThanOrEqualTo(8);
        odds.Min().ShouldBeGreaterThanOrEqualTo(-8);
        int both = 0, either = 0;
        for (var i = 0; i < odds.Length; i++)
        {
            var (y, x) = Math.DivRem(i, width);
            var ball = Math.Pow(x - (across * width), 2) + Math.Pow(y - (down * height), 2) < radius * radius;
            both += ball && odds[i] > 0 ? 1 : 0;
            either += ball || odds[i] > 0 ? 1 : 0;
        }

        ((double)both / either).ShouldBeGreaterThan(.85);
    }

    [Fact]
    public void An_empty_photo_is_product_nowhere()
    {
        var grey = new Raster([.. Enumerable.Repeat((byte)128, 400 * 300 * 3)], 400, 300, 3);

        LearnedOdds.Of(grey, new Lanes(2)).At(40, 30, new Lanes(1)).Count(odds => odds > 0).ShouldBeLessThan(120);
    }

    [Fact]
    public void Strokes_change_its_mind_about_what_they_mark_and_about_nothing_far_from_them()
    {
        // A blue block beside the ball, and nothing above it.
        var (width, height) = (900, 700);
        var photo = StudioFixture.BallOnGrey(width, height).Photo;
        for (var y = 300; y < 420; y++)
        {
            for (var x = 630; x < 760; x++)
            {
                new byte[] { 0, 0, 150 }.CopyTo(photo.Pixels, ((y * width) + x) * 3);
            }
        }

        var untold = LearnedOdds.Of(photo, new Lanes(2));
        var erased = untold.Told([Stroke(StrokeKind.Erase, (690, 320), (690, 400))], new Lanes(2));
        var kept = untold.Told([Stroke(StrokeKind.Keep, (300, 120), (600, 120))], new Lanes(2));

        (float X, float Y) block = (740 / 900f, 310 / 700f), ball = (450 / 900f, 350 / 700f), above = (450 / 900f, 120 / 700f), corner = (.02f, .98f);
        untold.At(block.X, block.Y).ShouldBeGreaterThan(0, "or else the case proves nothing");
        erased.At(block.X, block.Y).ShouldBeLessThan(0, "the stroke speaks for the whole block");
        erased.At(ball.X, ball.Y).ShouldBeGreaterThan(0);
        untold.At(above.X, above.Y).ShouldBeLessThan(0);
        kept.At(above.X, above.Y).ShouldBeGreaterThan(0);
        kept.At(corner.X, corner.Y).ShouldBe(untold.At(corner.X, corner.Y), .5);

        static CutoutStroke Stroke(StrokeKind kind, params (double X, double Y)[] pixels) => new(kind, .015, [.. pixels.Select(at => new StrokePoint(at.X / 900, at.Y / 900))]);
    }

    [Fact]
    public void It_looks_at_what_is_marked_as_product_beyond_its_region()
    {
        var picture = StudioFixture.BallOnGrey(900, 500, .2f, .3f, 45).Photo;
        var untold = LearnedOdds.Of(picture, new Lanes(2));

        var told = untold.Told([new(StrokeKind.Keep, .03, [new(.8, .4)])], new Lanes(2));

        (told.At(.8f, .4f * 900 / 500) - untold.At(.8f, .4f * 900 / 500)).ShouldBeGreaterThan(4);
    }

    [Fact]
    public void Odds_lie_on_a_straight_line_between_the_places_of_their_grid()
    {
        var map = new OddsMap([0, 4, 8, 12], 2, 2);

        map.At(.25f, .25f).ShouldBe(0);
        map.At(.5f, .25f).ShouldBe(2);
        map.At(.5f, .5f).ShouldBe(6);
        map.At(1, 1).ShouldBe(12, "beyond the last place it stays");
    }

    [Fact]
    public void A_picture_of_a_size_that_cannot_be_halved_is_refused_with_what_was_expected() =>
        Should.Throw<ArgumentException>(() => LearnedNetwork.Outline.Ask(new FeatureMap(5, 24, 40), new Lanes(1))).Message.ShouldContain("multiples of 32 pixels, got 40 x 24");
}
