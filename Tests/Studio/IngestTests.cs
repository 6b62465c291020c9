using System.Text;
using CommerceOS.Studio;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Vips;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Studio;

[Collection(nameof(StudioCollection))]
public sealed class IngestTests(StudioFixture studio)
{
    [Theory]
    [InlineData("jpegsave_buffer", SourceFormat.Jpeg)]
    [InlineData("pngsave_buffer", SourceFormat.Png)]
    [InlineData("webpsave_buffer", SourceFormat.WebP)]
    public void Every_accepted_format_becomes_a_master_and_two_previews(string encoder, SourceFormat format)
    {
        var (photo, _) = StudioFixture.BallOnGrey();

        var normalised = studio.Normalised(StudioFixture.Encode(photo, encoder));

        normalised.SourceFormat.ShouldBe(format);
        (normalised.Width, normalised.Height, normalised.HasAlpha).ShouldBe((900, 700, false));
        normalised.MasterContentType.ShouldBe("image/jpeg");
        var master = StudioFixture.Decode(normalised.Master, "jpegload_buffer");
        MeanDifference(master, photo).ShouldBeLessThan(4);
        StudioFixture.Decode(normalised.Preview, "webpload_buffer").Width.ShouldBe(900, "a preview is never enlarged");
        StudioFixture.Decode(normalised.Thumb, "webpload_buffer").Width.ShouldBe(320);
    }

    [Fact]
    public void An_AVIF_photo_is_read_where_the_library_can_and_refused_with_a_reason_where_it_cannot()
    {
        var (photo, _) = StudioFixture.BallOnGrey(600, 400);
        byte[] avif;
        try
        {
            avif = StudioFixture.Encode(photo, "heifsave_buffer", ("compression", "av1"), ("Q", 70), ("effort", 0));
        }
        catch (VipsException)
        {
            Assert.Skip("This libvips cannot write AVIF, so there is nothing to read.");
            return;
        }

        var normalised = studio.Normalised(avif);

        (normalised.SourceFormat, normalised.Width, normalised.Height).ShouldBe((SourceFormat.Avif, 600, 400));
    }

    [Fact]
    public void A_phone_s_HEIC_is_turned_upright_once_and_place_and_owner_are_gone_from_every_output()
    {
        var upload = PhoneHeic.Write(LeftRed());
        Encoding.ASCII.GetString(upload, 4, 8).ShouldBe("ftypheic");
        Encoding.Latin1.GetString(upload).ShouldContain(JpegWithMetadata.CameraOwner);

        var normalised = studio.Normalised(upload);

        (normalised.SourceFormat, normalised.Width, normalised.Height, normalised.MasterContentType).ShouldBe((SourceFormat.Heic, 400, 600, "image/jpeg"));
        var master = StudioFixture.Decode(normalised.Master, "jpegload_buffer");
        master.Pixels[(100 * 400 + 200) * 3].ShouldBeGreaterThan((byte)200, "turned clockwise, left is up");
        master.Pixels[(500 * 400 + 200) * 3].ShouldBeLessThan((byte)50);
        foreach (var output in new[] { normalised.Master, normalised.Preview, normalised.Thumb })
        {
            var text = Encoding.Latin1.GetString(output);
            text.ShouldNotContain(JpegWithMetadata.CameraOwner);
            text.ShouldNotContain("Exif", Case.Insensitive);
        }
    }

    [Fact]
    public void A_HEIC_whose_picture_has_no_turn_is_not_turned_whatever_its_EXIF_says()
    {
        // The standard: readers of HEIF follow the picture's own properties; EXIF's orientation is only a copy for other programs.
        var normalised = studio.Normalised(PhoneHeic.Write(LeftRed(), withTurn: false));
        (normalised.Width, normalised.Height).ShouldBe((600, 400));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public void A_HEIC_that_stops_before_its_end_is_refused(double share)
    {
        var upload = PhoneHeic.Write(LeftRed());
        studio.Engine.Normalise(upload.AsMemory(0, (int)(upload.Length * share))).ShouldBeOfType<NormaliseOutcome.Refused>();
    }

    [Fact]
    public void A_large_photo_is_reduced_to_the_masters_long_side()
    {
        var wide = new Raster(new byte[5000 * 1000 * 3], 5000, 1000, 3);

        var normalised = studio.Normalised(StudioFixture.Jpeg(wide));

        (normalised.Width, normalised.Height).ShouldBe((4000, 800));
        (normalised.SourceWidth, normalised.SourceHeight).ShouldBe((5000, 1000));
        StudioFixture.Decode(normalised.Preview, "webpload_buffer").Width.ShouldBe(1280);
    }

    [Fact]
    public void Transparency_is_kept_lossless_and_an_opaque_alpha_channel_is_dropped()
    {
        var seeThrough = Rgba(200, 120, alphaOutside: 0);
        var opaque = Rgba(200, 120, alphaOutside: 255);

        var kept = studio.Normalised(StudioFixture.Encode(seeThrough, "pngsave_buffer"));
        var dropped = studio.Normalised(StudioFixture.Encode(opaque, "pngsave_buffer"));

        (kept.HasAlpha, kept.MasterContentType).ShouldBe((true, "image/png"));
        StudioFixture.Decode(kept.Master, "pngload_buffer").Pixels.ShouldBe(seeThrough.Pixels);
        (dropped.HasAlpha, dropped.MasterContentType).ShouldBe((false, "image/jpeg"));
    }

    [Fact]
    public void Orientation_is_applied_and_place_owner_and_provenance_are_gone_from_every_output()
    {
        var photo = new Raster(new byte[300 * 200 * 3], 300, 200, 3);
        for (var i = 0; i < 300 * 200; i++)
        {
            photo.Pixels[i * 3] = (byte)(i % 300 < 150 ? 255 : 0); // the left half is red
        }

        var upload = JpegWithMetadata.Write(StudioFixture.Jpeg(photo), orientation: 6);
        Encoding.Latin1.GetString(upload).ShouldContain(JpegWithMetadata.CameraOwner);

        var normalised = studio.Normalised(upload);

        (normalised.Width, normalised.Height).ShouldBe((200, 300));
        var master = StudioFixture.Decode(normalised.Master, "jpegload_buffer");
        master.Pixels[(50 * 200 + 100) * 3].ShouldBeGreaterThan((byte)200, "turned clockwise, left is up");
        master.Pixels[(250 * 200 + 100) * 3].ShouldBeLessThan((byte)50);
        foreach (var output in new[] { normalised.Master, normalised.Preview, normalised.Thumb })
        {
            var text = Encoding.Latin1.GetString(output);
            foreach (var trace in new[] { JpegWithMetadata.CameraOwner, JpegWithMetadata.XmpMarker, "Exif", "EXIF", "XMP ", "Comment-Marker", "Manifest-Marker", "ICC" })
            {
                text.ShouldNotContain(trace, Case.Sensitive);
            }
        }
    }

    [Fact]
    public void A_wide_gamut_profile_is_converted_to_sRGB_and_removed()
    {
        var green = new Raster(new byte[200 * 200 * 3], 200, 200, 3);
        for (var i = 1; i < green.Pixels.Length; i += 3)
        {
            green.Pixels[i] = 180;
        }

        var upload = StudioFixture.Encode(green, "pngsave_buffer", ("profile", "p3"));

        var normalised = studio.Normalised(upload);

        var master = StudioFixture.Decode(normalised.Master, "jpegload_buffer");
        master.Pixels[1].ShouldBeGreaterThan((byte)181, "this green is stronger in sRGB's numbers than in Display P3's");
        Encoding.Latin1.GetString(normalised.Master).ShouldNotContain("ICC_PROFILE");
    }

    [Fact]
    public void Parallel_uploads_do_not_disturb_each_other()
    {
        var (photo, _) = StudioFixture.BallOnGrey(400, 300);
        var good = StudioFixture.Jpeg(photo);
        var bad = good[..(good.Length / 2)];

        var outcomes = Enumerable.Range(0, 24).AsParallel().WithDegreeOfParallelism(8).Select(i => (Good: i % 2 == 0, Outcome: studio.Engine.Normalise(i % 2 == 0 ? good : bad))).ToList();

        outcomes.ShouldAllBe(one => one.Good == (one.Outcome is NormaliseOutcome.Normalised));
    }

    private static Raster LeftRed()
    {
        var photo = new Raster(new byte[600 * 400 * 3], 600, 400, 3);
        for (var i = 0; i < 600 * 400; i++) photo.Pixels[i * 3] = (byte)(i % 600 < 300 ? 255 : 0);
        return photo;
    }

    private static Raster Rgba(int width, int height, byte alphaOutside)
    {
        var pixels = new byte[width * height * 4];
        for (var i = 0; i < width * height; i++)
        {
            var inside = i % width > width / 4 && i % width < width * 3 / 4;
            (pixels[i * 4], pixels[i * 4 + 1], pixels[i * 4 + 2], pixels[i * 4 + 3]) = (30, 90, 200, inside ? (byte)255 : alphaOutside);
        }

        return new Raster(pixels, width, height, 4);
    }

    private static double MeanDifference(Raster a, Raster b) =>
        a.Pixels.Zip(b.Pixels, (x, y) => Math.Abs(x - y)).Average();
}
