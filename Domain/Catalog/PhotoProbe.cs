using System.Buffers.Binary;
using System.Globalization;

namespace CommerceOS.Domain.Catalog;

public enum PhotoFormat { Jpeg, Png, WebP, Avif, Heic }

/// <summary>What a look at the bytes of an upload says, before any pixel is decoded.</summary>
public abstract record PhotoProbeOutcome
{
    private PhotoProbeOutcome() { }

    public sealed record Accepted(PhotoFormat Format, int Width, int Height) : PhotoProbeOutcome;

    /// <param name="Code">Stable: <c>photo_empty</c>, <c>photo_too_large</c>, <c>photo_format</c>, <c>photo_truncated</c>, <c>photo_corrupt</c>, <c>photo_too_many_pixels</c>, <c>photo_too_small</c>, <c>photo_too_long</c>.</param>
    public sealed record Refused(string Code, string Detail) : PhotoProbeOutcome;
}

/// <summary>
/// Decides whether bytes are a whole photo of a format and size that we take. It walks the file's structure (segments, chunks,
/// boxes) without decoding pixels, so a bomb costs nothing; damage inside the pixel data shows when the Studio decodes it.
/// </summary>
public static class PhotoProbe
{
    public const int MaxSizeBytes = 25 * 1024 * 1024;
    public const long MaxPixels = 50_000_000;
    public const int MinSide = 100;
    public const int MaxAspect = 20;

    public static PhotoProbeOutcome Inspect(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty) return Refused("photo_empty", "Expected a photo, got an empty file.");
        if (file.Length > MaxSizeBytes) return Refused("photo_too_large", $"Expected at most 25 MB, got {Megabytes(file.Length)} MB.");
        var outcome = Recognise(file) switch
        {
            PhotoFormat.Jpeg => JpegStructure.Inspect(file),
            PhotoFormat.Png => PngStructure.Inspect(file),
            PhotoFormat.WebP => WebPStructure.Inspect(file),
            PhotoFormat.Avif => HeifStructure.Inspect(file, PhotoFormat.Avif),
            PhotoFormat.Heic => HeifStructure.Inspect(file, PhotoFormat.Heic),
            _ => Refused("photo_format", $"This is {FileKind.Name(file)}. Expected a photo: JPEG, PNG, WebP, AVIF or HEIC."),
        };
        return outcome is PhotoProbeOutcome.Accepted photo ? CheckSize(photo) : outcome;
    }

    internal static PhotoProbeOutcome Refused(string code, string detail) => new PhotoProbeOutcome.Refused(code, detail);

    internal static PhotoProbeOutcome Truncated(string what) => Refused("photo_truncated", $"The file ends too early: {what}. Expected the whole photo.");

    internal static PhotoProbeOutcome Corrupt(string what) => Refused("photo_corrupt", $"The file is damaged: {what}.");

    private static PhotoProbeOutcome CheckSize(PhotoProbeOutcome.Accepted photo)
    {
        var (_, width, height) = photo;
        if (width <= 0 || height <= 0) return Corrupt("its header says it has no pixels");
        if ((long)width * height > MaxPixels)
        {
            return Refused("photo_too_many_pixels", string.Create(CultureInfo.InvariantCulture, $"Expected at most 50 megapixels, got {width} x {height} ({(long)width * height / 1_000_000} megapixels)."));
        }
        if (Math.Min(width, height) < MinSide)
        {
            return Refused("photo_too_small", string.Create(CultureInfo.InvariantCulture, $"Expected at least {MinSide} pixels on each side, got {width} x {height}."));
        }
        if (Math.Max(width, height) > (long)MaxAspect * Math.Min(width, height))
        {
            return Refused("photo_too_long", string.Create(CultureInfo.InvariantCulture, $"Expected sides of at most 1 to {MaxAspect}, got {width} x {height}."));
        }
        return photo;
    }

    private static PhotoFormat? Recognise(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return PhotoFormat.Jpeg;
        if (file.StartsWith(PngStructure.Signature)) return PhotoFormat.Png;
        if (file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8)) return PhotoFormat.WebP;
        return HeifStructure.Brand(file);
    }

    private static string Megabytes(long bytes) => (bytes / 1048576.0).ToString("0.0", CultureInfo.InvariantCulture);
}

/// <summary>JPEG (ITU-T T.81): markers with lengths up to the scan, the end marker after it.</summary>
internal static class JpegStructure
{
    public static PhotoProbeOutcome Inspect(ReadOnlySpan<byte> file)
    {
        var (width, height) = (0, 0);
        var at = 2;
        while (true)
        {
            if (at + 4 > file.Length) return PhotoProbe.Truncated("no picture data follows the header");
            if (file[at] != 0xFF) return PhotoProbe.Corrupt("a segment does not start with a marker");
            var marker = file[at + 1];
            if (marker == 0xFF)
            {
                at++; // fill byte
                continue;
            }
            if (marker is 0x01 or >= 0xD0 and <= 0xD7)
            {
                at += 2;
                continue;
            }
            if (marker == 0xD9) return PhotoProbe.Truncated("it ends before the picture begins");
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2) return PhotoProbe.Corrupt("a segment has an impossible length");
            if (at + 2 + length > file.Length) return PhotoProbe.Truncated("a segment is cut off");
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                if (length < 8) return PhotoProbe.Corrupt("the frame header is too short");
                height = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]);
                width = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]);
            }
            at += 2 + length;
            if (marker == 0xDA) break;
        }
        if (width == 0) return PhotoProbe.Corrupt("it has no frame header");
        // Cameras append maker data after the end marker, so it need not be the last two bytes; a cut file has none after the scan.
        return file[at..].LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) < 0
            ? PhotoProbe.Truncated("the end marker is missing")
            : new PhotoProbeOutcome.Accepted(PhotoFormat.Jpeg, width, height);
    }
}

/// <summary>PNG (W3C PNG 3): chunks with checksums from IHDR to IEND.</summary>
internal static class PngStructure
{
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static readonly uint[] CrcTable = MakeTable();

    public static PhotoProbeOutcome Inspect(ReadOnlySpan<byte> file)
    {
        var (width, height, hasData) = (0, 0, false);
        var at = 8;
        while (at + 12 <= file.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            var type = file.Slice(at + 4, 4);
            if (length > int.MaxValue) return PhotoProbe.Corrupt("a chunk has an impossible length");
            if (at + 12L + length > file.Length) return PhotoProbe.Truncated("a chunk is cut off");
            var body = file.Slice(at + 8, (int)length);
            if (Crc(file.Slice(at + 4, 4 + (int)length)) != BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + (int)length)..])) return PhotoProbe.Corrupt("a chunk's checksum is wrong");
            if (at == 8)
            {
                if (!type.SequenceEqual("IHDR"u8) || length != 13) return PhotoProbe.Corrupt("it does not start with a header");
                var (w, h) = (BinaryPrimitives.ReadUInt32BigEndian(body), BinaryPrimitives.ReadUInt32BigEndian(body[4..]));
                if (w > int.MaxValue || h > int.MaxValue) return PhotoProbe.Corrupt("its header says an impossible size");
                (width, height) = ((int)w, (int)h);
            }
            hasData |= type.SequenceEqual("IDAT"u8);
            if (type.SequenceEqual("IEND"u8))
            {
                return hasData ? new PhotoProbeOutcome.Accepted(PhotoFormat.Png, width, height) : PhotoProbe.Corrupt("it has no picture data");
            }
            at += 12 + (int)length;
        }
        return PhotoProbe.Truncated("the end chunk is missing");
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes) crc = CrcTable[(crc ^ b) & 0xFF] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            var c = n;
            for (var k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
            table[n] = c;
        }
        return table;
    }
}

/// <summary>WebP (RFC 9649): a RIFF container with one of three first chunks.</summary>
internal static class WebPStructure
{
    public static PhotoProbeOutcome Inspect(ReadOnlySpan<byte> file)
    {
        var declared = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) + 8L;
        if (declared > file.Length) return PhotoProbe.Truncated(string.Create(CultureInfo.InvariantCulture, $"its header promises {declared} bytes, {file.Length} came"));
        if (file.Length < 30) return PhotoProbe.Truncated("the first chunk is cut off");
        var chunk = file.Slice(12, 4);
        var body = file[20..];
        if (chunk.SequenceEqual("VP8X"u8)) return Accept(1 + Read24(body[4..]), 1 + Read24(body[7..]));
        if (chunk.SequenceEqual("VP8L"u8))
        {
            if (body[0] != 0x2F) return PhotoProbe.Corrupt("the lossless signature is wrong");
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
            return Accept(1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));
        }
        if (chunk.SequenceEqual("VP8 "u8))
        {
            if (!body.Slice(3, 3).SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])) return PhotoProbe.Corrupt("the key frame's start code is wrong");
            return Accept(BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFF);
        }
        return PhotoProbe.Corrupt("the first chunk is not a picture");
    }

    private static PhotoProbeOutcome.Accepted Accept(int width, int height) => new(PhotoFormat.WebP, width, height);

    private static int Read24(ReadOnlySpan<byte> b) => b[0] | b[1] << 8 | b[2] << 16;
}

/// <summary>AVIF and HEIC (ISO/IEC 23008-12): boxes; the picture's size is the largest <c>ispe</c> property.</summary>
internal static class HeifStructure
{
    public static PhotoFormat? Brand(ReadOnlySpan<byte> file)
    {
        if (file.Length < 16 || !file[4..].StartsWith("ftyp"u8)) return null;
        var length = Math.Min(file.Length, (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(file), 256));
        for (var at = 8; at + 4 <= length; at += at == 8 ? 8 : 4)
        {
            var brand = file.Slice(at, 4);
            if (brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8)) return PhotoFormat.Avif;
            if (brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("hevc"u8) || brand.SequenceEqual("heim"u8)) return PhotoFormat.Heic;
        }
        return null;
    }

    public static PhotoProbeOutcome Inspect(ReadOnlySpan<byte> file, PhotoFormat format)
    {
        var (width, height, hasData) = (0, 0, false);
        var at = 0L;
        while (at + 8 <= file.Length)
        {
            if (!TryBox(file, at, file.Length, out var type, out var body, out var end)) return PhotoProbe.Truncated("a box is cut off");
            if (type == Meta) FindSize(file, body + 4, end, depth: 0, ref width, ref height);
            hasData |= type == Mdat;
            at = end;
        }
        if (width == 0) return PhotoProbe.Corrupt("it does not say how large the picture is");
        return hasData ? new PhotoProbeOutcome.Accepted(format, width, height) : PhotoProbe.Truncated("the picture data is missing");
    }

    private const uint Meta = 0x6D657461, Mdat = 0x6D646174, Iprp = 0x69707270, Ipco = 0x6970636F, Ispe = 0x69737065;

    private static void FindSize(ReadOnlySpan<byte> file, long start, long end, int depth, ref int width, ref int height)
    {
        for (var at = start; at + 8 <= end;)
        {
            if (!TryBox(file, at, end, out var type, out var body, out var next)) return;
            if (type is Iprp or Ipco && depth < 4) FindSize(file, body, next, depth + 1, ref width, ref height);
            else if (type == Ispe && body + 12 <= next)
            {
                var w = BinaryPrimitives.ReadUInt32BigEndian(file[(int)(body + 4)..]);
                var h = BinaryPrimitives.ReadUInt32BigEndian(file[(int)(body + 8)..]);
                if (w <= int.MaxValue && h <= int.MaxValue && (long)w * h > (long)width * height) (width, height) = ((int)w, (int)h);
            }
            at = next;
        }
    }

    private static bool TryBox(ReadOnlySpan<byte> file, long at, long limit, out uint type, out long body, out long end)
    {
        var size = (long)BinaryPrimitives.ReadUInt32BigEndian(file[(int)at..]);
        type = BinaryPrimitives.ReadUInt32BigEndian(file[(int)(at + 4)..]);
        body = at + 8;
        if (size == 1 && at + 16 <= limit)
        {
            size = (long)Math.Min(BinaryPrimitives.ReadUInt64BigEndian(file[(int)(at + 8)..]), long.MaxValue / 4);
            body = at + 16;
        }
        else if (size == 0) size = limit - at;
        end = at + size;
        return size >= body - at && end <= limit;
    }
}
