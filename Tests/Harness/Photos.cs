using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CommerceOS.Tests.Harness;

/// <summary>Pictures for tests: a real one from the samples, and small ones built byte by byte, sound or broken on purpose.</summary>
internal static class Photos
{
    public static string SamplesFolder { get; } = Path.Combine(RepositoryRoot.Path, "samples");

    public static byte[] Bottle { get; } = File.ReadAllBytes(Path.Combine(SamplesFolder, "bottle.jpg"));

    /// <summary>A sound RGB PNG of one colour.</summary>
    public static byte[] Png(int width, int height, params ReadOnlySpan<(string Type, byte[] Body)> extra)
    {
        var row = new byte[1 + (3 * width)];
        Array.Fill(row, (byte)200, 1, 3 * width);
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < height; y++) zlib.Write(row);
        }
        return Assemble([("IHDR", Header(width, height)), .. extra, ("IDAT", data.ToArray()), ("IEND", [])]);
    }

    /// <summary>A PNG whose header promises a size that its data does not have: decoding it would need width x height x 3 bytes.</summary>
    public static byte[] PngBomb(int width, int height) => Assemble([("IHDR", Header(width, height)), ("IDAT", Compress(new byte[1000])), ("IEND", [])]);

    public static byte[] Assemble(IEnumerable<(string Type, byte[] Body)> chunks)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> number = stackalloc byte[4];
        foreach (var (type, body) in chunks)
        {
            BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
            file.Write(number);
            byte[] named = [.. Encoding.ASCII.GetBytes(type), .. body];
            file.Write(named);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc(named));
            file.Write(number);
        }
        return file.ToArray();
    }

    public static byte[] Header(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return header;
    }

    public static byte[] Compress(byte[] bytes)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(bytes);
        return data.ToArray();
    }

    /// <summary>The bottle with another size in its JPEG frame header.</summary>
    public static byte[] JpegWithSize(ushort width, ushort height)
    {
        var jpeg = (byte[])Bottle.Clone();
        var at = 2;
        while (jpeg[at + 1] is not (>= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))) at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2));
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(at + 5), height);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(at + 7), width);
        return jpeg;
    }

    // The plain bitwise form of the CRC, on purpose: a second opinion on the product's table.
    internal static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var k = 0; k < 8; k++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }
        return ~crc;
    }
}
