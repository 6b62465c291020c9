using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Matting.Learned;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Studio;

/// <summary>The network that looks closely.</summary>
[Collection(nameof(StudioCollection))]
public sealed class OutlineTests(StudioFixture studio)
{
    [Fact]
    public void It_says_the_same_on_one_thread_and_on_two()
    {
        var ball = StudioFixture.BallOnGrey(300, 200).Photo;
        var one = OutlineOpinion.Of(ball, Prior, new Lanes(1));
        var two = OutlineOpinion.Of(ball, Prior, new Lanes(2));

        one.Odds.ShouldBe(two.Odds);
        one.Width.ShouldBe(448);
    }

    [Fact]
    public void It_is_wrong_on_fewer_pixels_of_the_sample_photos_than_the_first_look()
    {
        int before = 0, after = 0;
        foreach (var sample in SamplePhotos.Names)
        {
            var photo = StudioFixture.Decode(studio.Normalised(SamplePhotos.Photo(sample)).Master, "jpegload_buffer");
            var scale = 768.0 / Math.Max(photo.Width, photo.Height);
            var picture = photo.Resize((int)(photo.Width * scale), (int)(photo.Height * scale));
            var small = photo.Resize(picture.Width / 2, picture.Height / 2);
            var prior = new OddsMap(ProductPrior.Of(small, new Lanes(2)), small.Width, small.Height);
            var closer = OutlineOpinion.Of(picture, (u, v) => Math.Clamp(prior.At(u, v), -4, 4), new Lanes(2));

            var truth = SamplePhotos.Mask(sample);
            for (var y = 0; y < truth.Height; y += 2)
            {
                for (var x = 0; x < truth.Width; x += 2)
                {
                    float u = (x + .5f) / truth.Width, v = (y + .5f) / truth.Height;
                    var product = truth.Pixels[((y * truth.Width) + x) * truth.Bands] == 1;
                    before += prior.At(u, v) > 0 != product ? 1 : 0;
                    after += closer.At(u, v) > 0 != product ? 1 : 0;
                }
            }
        }

        after.ShouldBeLessThan(before);
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
        Should.Throw<ArgumentException>(() => LearnedNetwork.Outline.Ask(new FeatureMap(4, 24, 40), new Lanes(1))).Message.ShouldContain("multiples of 16 pixels, got 40 x 24");

    private static float Prior(float u, float v) => MathF.Sqrt(((u - .5f) * (u - .5f)) + ((v - .5f) * (v - .5f))) < .275f ? 2 : -2;
}
