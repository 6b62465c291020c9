using System.Text.Json;
using CommerceOS.Studio;
using CommerceOS.Studio.Matting;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Studio;

[Collection(nameof(StudioCollection))]
public sealed class CutoutTests(StudioFixture studio)
{
    // White on white: the Studio cannot do it and has to say so.
    private const string Hard = "vase";

    public static TheoryData<string> Samples => [.. SamplePhotos.Names.Where(name => name != Hard)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_cut_out_of_a_sample_photo_covers_its_true_mask(string sample)
    {
        var (overlap, verdict) = Compare(sample);

        // Measured .976 to .993 with libvips 8.14.1; the allowance is for other versions.
        overlap.ShouldBeGreaterThan(.955, string.Join(", ", verdict.Concerns));
        verdict.Confidence.ShouldBeGreaterThan(.5, string.Join(", ", verdict.Concerns));
    }

    [Fact]
    public void A_product_of_the_backdrop_s_own_colour_is_found_and_still_reported_with_the_reasons()
    {
        var (overlap, verdict) = Compare(Hard);

        overlap.ShouldBeGreaterThan(.9);
        verdict.Confidence.ShouldBeLessThan(.3);
        verdict.Concerns.ShouldContain(concern => concern.Reason == CutoutConcernReason.NothingFound || concern.Reason == CutoutConcernReason.SameColourAsBackdrop);
        verdict.Concerns.ShouldAllBe(concern => concern.Suggestions.Count > 0);
    }

    [Fact]
    public void A_ball_on_grey_is_found_without_its_shadow_and_without_concern()
    {
        var (photo, mask) = StudioFixture.BallOnGrey(2600, 2000);

        var cutout = CutOut(photo);

        StudioFixture.Overlap(cutout, mask, 2600, 2000).ShouldBeGreaterThan(.985);
        cutout.Verdict.Confidence.ShouldBeGreaterThan(.5);
        cutout.Verdict.NeedsReview.ShouldBeFalse(string.Join(", ", cutout.Verdict.Concerns));
        cutout.Box.Width.ShouldBeInRange(1105, 1135);
    }

    [Fact]
    public void A_product_cut_off_by_the_frame_is_mentioned()
    {
        var (photo, _) = StudioFixture.BallOnGrey(900, 700);
        var cropped = Crop(photo, left: 0, top: 0, width: 520, height: 700);

        CutOut(cropped).Verdict.Concerns.ShouldContain(concern => concern.Reason == CutoutConcernReason.TouchesFrame && concern.Measured > concern.Limit);
    }

    [Fact]
    public void A_photo_of_nothing_needs_review()
    {
        var empty = new Raster(new byte[800 * 600 * 3], 800, 600, 3);
        empty.Pixels.AsSpan().Fill(180);

        CutOut(empty).Verdict.NeedsReview.ShouldBeTrue();
    }

    [Fact]
    public void A_small_product_is_cut_from_the_masters_own_pixels_and_its_resolution_is_mentioned()
    {
        var (ball, _) = StudioFixture.BallOnGrey(1000, 1000);
        var wide = new Raster(new byte[3000 * 2200 * 3], 3000, 2200, 3);
        for (var y = 0; y < 2200; y++)
        {
            for (var x = 0; x < 3000; x++)
            {
                var inside = x is >= 1000 and < 2000 && y is >= 600 and < 1600;
                var from = inside ? ((y - 600) * 1000 + x - 1000) * 3 : Math.Clamp(y - 600, 0, 999) * 1000 * 3;
                ball.Pixels.AsSpan(from, 3).CopyTo(wide.Pixels.AsSpan((y * 3000 + x) * 3));
            }
        }

        var cutout = CutOut(wide);

        cutout.Box.Width.ShouldBeInRange(540, 580, "560 pixels of the photo, not reduced");
        cutout.Verdict.Concerns.ShouldContain(concern => concern.Reason == CutoutConcernReason.LowResolution);
    }

    [Fact]
    public void A_photo_on_pure_white_takes_the_short_way()
    {
        var ball = CutOut(StudioFixture.BallOnGrey().Photo);
        var onWhite = studio.Engine.MainImage(ball, new MainImageParameters { SidePixels = 1200 }).Bytes;

        var again = studio.Engine.CutOut(studio.Normalised(onWhite).Master);

        again.Verdict.Method.ShouldBe(CutoutMethod.PureWhiteBackdrop);
        again.Box.Width.ShouldBeInRange(1070, 1090);
        again.Rgba.Pixels.Where((_, i) => i % 4 == 3).Count(alpha => alpha > 127).ShouldBeInRange((int)(Math.PI * 538 * 538), (int)(Math.PI * 544 * 544));
    }

    [Fact]
    public void Given_transparency_is_taken_as_it_is()
    {
        var pixels = new byte[600 * 600 * 4];
        for (var i = 0; i < 600 * 600; i++)
        {
            var inside = i % 600 is > 200 and < 400 && i / 600 is > 100 and < 500;
            (pixels[i * 4], pixels[i * 4 + 3]) = (200, inside ? (byte)255 : (byte)0);
        }

        var master = studio.Normalised(StudioFixture.Encode(new Raster(pixels, 600, 600, 4), "pngsave_buffer")).Master;

        var cutout = studio.Engine.CutOut(master);

        cutout.Verdict.Method.ShouldBe(CutoutMethod.GivenTransparency);
        cutout.Box.ShouldBe(new PixelBox(201, 101, 199, 399));
    }

    [Fact]
    public void A_stored_cut_out_comes_back_the_same()
    {
        var cutout = CutOut(StudioFixture.BallOnGrey().Photo);

        var restored = Cutout.FromPng(cutout.ToPng(), JsonSerializer.Deserialize<CutoutVerdict>(JsonSerializer.Serialize(cutout.Verdict))!);

        restored.Rgba.Pixels.ShouldBe(cutout.Rgba.Pixels);
        restored.Box.ShouldBe(cutout.Box);
        restored.Verdict.Concerns.ShouldBe(cutout.Verdict.Concerns);
        (restored.Verdict with { Concerns = [] }).ShouldBe(cutout.Verdict with { Concerns = [] });
    }

    [Fact]
    public void The_same_photo_gives_the_same_bytes_on_one_thread_and_on_two()
    {
        var master = studio.Normalised(StudioFixture.Jpeg(StudioFixture.BallOnGrey().Photo)).Master;
        using var single = new StudioEngine(new StudioOptions { ThreadsPerJob = 1 });
        using var doubled = new StudioEngine(new StudioOptions { ThreadsPerJob = 2 });

        var first = doubled.CutOut(master);
        var again = doubled.CutOut(master);
        var alone = single.CutOut(master);

        again.ToPng().ShouldBe(first.ToPng());
        alone.ToPng().ShouldBe(first.ToPng());
        alone.Verdict.Confidence.ShouldBe(first.Verdict.Confidence);
    }

    [Fact]
    public void What_is_no_master_is_an_error_and_not_an_empty_cut_out() =>
        Should.Throw<StudioException>(() => studio.Engine.CutOut(new byte[100]));

    private (double Overlap, CutoutVerdict Verdict) Compare(string sample)
    {
        var mask = SamplePhotos.Mask(sample);
        var cutout = studio.Engine.CutOut(studio.Normalised(SamplePhotos.Photo(sample)).Master);
        return (StudioFixture.Overlap(cutout, mask.Pixels, mask.Width, mask.Height), cutout.Verdict);
    }

    private Cutout CutOut(Raster photo) => studio.Engine.CutOut(studio.Normalised(StudioFixture.Jpeg(photo)).Master);

    private static Raster Crop(Raster photo, int left, int top, int width, int height)
    {
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            photo.Pixels.AsSpan(((top + y) * photo.Width + left) * 3, width * 3).CopyTo(pixels.AsSpan(y * width * 3));
        }

        return new Raster(pixels, width, height, 3);
    }
}
