using System.Buffers.Binary;
using CommerceOS.Studio;
using CommerceOS.Studio.Vips;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Studio;

[Collection(nameof(StudioCollection))]
public sealed class HostileUploadTests(StudioFixture studio)
{
    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>")]
    [InlineData("%PDF-1.7\n1 0 obj")]
    [InlineData("BM000000000000000000000000000000")]
    [InlineData("II*\0\b\0\0\0 a TIFF renamed to photo.jpg")]
    [InlineData("GIF89a\u0001\0\u0001\0")]
    [InlineData("<!doctype html><script>alert(1)</script>")]
    [InlineData("P6 10 10 255 ppm")]
    [InlineData("x")]
    public void Anything_but_the_accepted_formats_is_refused_by_its_content(string content) =>
        Refusal(System.Text.Encoding.Latin1.GetBytes(content)).ShouldBe("unsupported_format");

    [Fact]
    public void An_empty_file_is_refused() => Refusal([]).ShouldBe("empty");

    [Fact]
    public void A_file_over_the_byte_limit_is_refused_unread()
    {
        using var small = new StudioEngine(new StudioOptions { MaxUploadBytes = 2048 });

        var refused = small.Normalise(new byte[2049]).ShouldBeOfType<NormaliseOutcome.Refused>();

        (refused.Code, refused.Detail).ShouldBe(("too_many_bytes", "Expected at most 2,048 bytes, got 2,049."));
    }

    [Theory]
    [InlineData("jpegsave_buffer")]
    [InlineData("pngsave_buffer")]
    [InlineData("webpsave_buffer")]
    public void A_file_cut_off_anywhere_is_refused_as_truncated_or_corrupt(string encoder)
    {
        var whole = StudioFixture.Encode(StudioFixture.BallOnGrey(400, 300).Photo, encoder);

        foreach (var length in new[] { whole.Length - 1, whole.Length - 16, whole.Length * 3 / 4, whole.Length / 2, 200 })
        {
            Refusal(whole[..length]).ShouldBeOneOf("truncated", "corrupt");
        }
    }

    [Fact]
    public void The_end_marker_of_an_embedded_thumbnail_does_not_pass_for_the_photos_own()
    {
        var whole = StudioFixture.Jpeg(StudioFixture.BallOnGrey(400, 300).Photo);
        byte[] segment = [0xFF, 0xE5, 0x00, 0x08, 0xFF, 0xD8, 0xFF, 0xD9, 0x00, 0x00];
        byte[] withThumbnail = [.. whole[..2], .. segment, .. whole[2..]];
        studio.Engine.Normalise(withThumbnail).ShouldBeOfType<NormaliseOutcome.Normalised>();

        Refusal(withThumbnail[..^200]).ShouldBe("truncated");
    }

    [Fact]
    public void A_JPEG_that_promises_more_rows_than_it_has_is_refused()
    {
        var jpeg = StudioFixture.Jpeg(StudioFixture.BallOnGrey(400, 300).Photo);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]) + 5), 420);

        Refusal(jpeg).ShouldBe("truncated");
    }

    [Fact]
    public void A_JPEG_with_stray_bytes_before_its_end_marker_as_some_cameras_write_them_is_accepted()
    {
        var jpeg = StudioFixture.Jpeg(StudioFixture.BallOnGrey(400, 300).Photo);

        studio.Engine.Normalise((byte[])[.. jpeg[..^2], 0x12, 0x34, 0x56, 0xFF, 0xD9]).ShouldBeOfType<NormaliseOutcome.Normalised>();
    }

    [Fact]
    public void Stray_bytes_do_not_make_a_photo_on_a_pure_white_backdrop_look_cut_off()
    {
        var (photo, mask) = StudioFixture.BallOnGrey(400, 300);
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 0)
            {
                photo.Pixels.AsSpan(i * 3, 3).Fill(byte.MaxValue);
            }
        }

        var jpeg = StudioFixture.Jpeg(photo);

        studio.Engine.Normalise((byte[])[.. jpeg[..^2], 0x12, 0x34, 0x56, 0xFF, 0xD9]).ShouldBeOfType<NormaliseOutcome.Normalised>();
    }

    [Fact]
    public void A_small_file_that_claims_to_be_huge_is_refused_before_any_pixel_is_decoded()
    {
        var png = StudioFixture.Encode(StudioFixture.BallOnGrey(100, 100).Photo, "pngsave_buffer");
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 30_000);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 30_000);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc32(png.AsSpan(12, 17)));
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var refused = studio.Engine.Normalise(png).ShouldBeOfType<NormaliseOutcome.Refused>();

        (refused.Code, refused.Detail).ShouldBe(("too_many_pixels", "Expected at most 50,000,000 pixels, got 30000 x 30000 = 900,000,000."));
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(10_000_000);
    }

    [Theory]
    [InlineData(40, 400, "too_small")]
    [InlineData(64, 1600, "too_elongated")]
    public void A_photo_that_no_recipe_could_use_is_refused(int width, int height, string code) =>
        Refusal(StudioFixture.Jpeg(StudioFixture.BallOnGrey(width, height).Photo)).ShouldBe(code);

    [Fact]
    public void A_PNG_with_a_wrong_checksum_is_corrupt()
    {
        var png = StudioFixture.Encode(StudioFixture.BallOnGrey(200, 200).Photo, "pngsave_buffer");
        var data = png.AsSpan().IndexOf("IDAT"u8);
        png[data + 40] ^= 0x55;

        Refusal(png).ShouldBe("corrupt");
    }

    [Fact]
    public void Two_hundred_damaged_files_are_each_answered_and_leave_no_pixels_behind()
    {
        var photo = StudioFixture.BallOnGrey(240, 180).Photo;
        byte[][] originals = [StudioFixture.Jpeg(photo), StudioFixture.Encode(photo, "pngsave_buffer"), StudioFixture.Encode(photo, "webpsave_buffer")];
        var random = new Random(20261122);
        var answers = new Dictionary<string, int>();
        for (var i = 0; i < 210; i++)
        {
            var damaged = (byte[])originals[i % originals.Length].Clone();
            for (var flips = 1 + random.Next(12); flips > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            var answer = studio.Engine.Normalise(damaged) is NormaliseOutcome.Refused refused ? refused.Code : "normalised";
            answers[answer] = answers.GetValueOrDefault(answer) + 1;
        }

        answers.Values.Sum().ShouldBe(210);
        answers.GetValueOrDefault("corrupt").ShouldBeGreaterThan(20, "else the damage did not reach the decoders");
        VipsRuntime.TrackedBytes.ShouldBe(0);
    }

    private string Refusal(byte[] upload) => studio.Engine.Normalise(upload).ShouldBeOfType<NormaliseOutcome.Refused>().Code;

    // PNG's checksum (ISO 3309), so that the forged header is a valid one.
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1)));
            }
        }

        return ~crc;
    }
}
