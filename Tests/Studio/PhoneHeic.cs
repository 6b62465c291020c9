using System.Buffers.Binary;
using System.Text;
using CommerceOS.Studio;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Vips;
using Xunit;

namespace CommerceOS.Tests.Studio;

/// <summary>
/// A HEIC as a phone writes it: brand <c>heic</c>, HEVC, EXIF with owner, place and orientation, and the turn itself as a property of the picture
/// (<c>irot</c>, ISO/IEC 23008-12, 6.5.10), which is the one that counts. The library writes all but the turn, so that is put in by hand.
/// </summary>
internal static class PhoneHeic
{
    /// <summary>What EXIF's orientation 6 means: the sensor lay on its side, a quarter turn clockwise puts it upright.</summary>
    private const ushort OnItsSide = 6;

    /// <summary>The picture as the sensor saw it; skips the test where this machine's libheif has no HEVC encoder.</summary>
    internal static byte[] Write(Raster sensor, bool withTurn = true)
    {
        // Starts the library where no other test has yet.
        using var engine = new StudioEngine();
        var jpeg = JpegWithMetadata.Write(StudioFixture.Encode(sensor, "jpegsave_buffer", ("Q", 95)), OnItsSide);
        byte[] heic;
        try
        {
            using var image = VipsOperation.Load("jpegload_buffer", jpeg);
            heic = image.Save("heifsave_buffer", [("compression", "hevc"), ("Q", 80)]);
        }
        catch (VipsException)
        {
            Assert.Skip("This machine's libheif cannot write HEVC (it has no x265 plugin), so there is no HEIC to read.");
            throw;
        }

        return withTurn ? AddTurn(heic, quarterTurnsAnticlockwise: 3) : heic;
    }

    private static byte[] AddTurn(byte[] heic, byte quarterTurnsAnticlockwise)
    {
        byte[] turn = [0, 0, 0, 9, .. "irot"u8, quarterTurnsAnticlockwise];
        var meta = Find(heic, 0, heic.Length, "meta");
        var properties = Find(heic, meta.At + 12, meta.End, "iprp");
        var list = Find(heic, properties.At + 8, properties.End, "ipco");
        var use = Find(heic, properties.At + 8, properties.End, "ipma");
        var locations = Find(heic, meta.At + 12, meta.End, "iloc");

        // ipma: version and flags 4, number of items 4, then the first item: id 2, number of its properties 1, the properties.
        var countAt = use.At + 18;
        var lastUse = countAt + 1 + heic[countAt];
        var number = (byte)Boxes(heic, list.At + 8, list.End).Count();
        var result = heic.ToList();
        result.Insert(lastUse, (byte)(0x80 | (number + 1)));
        result.InsertRange(list.End, turn);
        var bytes = result.ToArray();
        bytes[countAt + turn.Length]++;
        Grow(bytes, meta.At, turn.Length + 1);
        Grow(bytes, properties.At, turn.Length + 1);
        Grow(bytes, list.At, turn.Length);
        Grow(bytes, use.At + turn.Length, 1);
        // iloc version 0 with four-byte base offsets, as libheif writes it: the data behind meta moved.
        var items = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(locations.At + 14));
        for (var item = 0; item < items; item++) Grow(bytes, locations.At + 16 + (item * 18) + 4, turn.Length + 1);
        return bytes;
    }

    private static void Grow(byte[] bytes, int at, int by) =>
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at)) + by);

    private static (int At, int End) Find(byte[] file, int from, int to, string type) => Boxes(file, from, to).Single(box => Encoding.ASCII.GetString(file, box.At + 4, 4) == type);

    private static IEnumerable<(int At, int End)> Boxes(byte[] file, int from, int to)
    {
        for (var at = from; at < to;)
        {
            var end = at + BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            yield return (at, end);
            at = end;
        }
    }
}
