using System.Buffers.Binary;

namespace CommerceOS.Studio.Ingest;

/// <summary>
/// Removes metadata chunks from a WebP file. libvips 8.14 writes an EXIF chunk into every WebP, told to strip or not
/// (it holds resolution only, when the picture had none); this can go when only 8.15 and newer are supported.
/// </summary>
internal static class WebPContainer
{
    private const int HeaderSize = 12;
    private const byte MetadataFlags = 0x20 | 0x08 | 0x04; // ICC, EXIF and XMP bits of a VP8X chunk

    internal static byte[] WithoutMetadata(byte[] file)
    {
        using var clean = new MemoryStream(file.Length);
        clean.Write(file, 0, HeaderSize);
        var at = HeaderSize;
        while (at + 8 <= file.Length)
        {
            var size = (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 4));
            var whole = Math.Min(8 + size + (size & 1), file.Length - at); // chunks are padded to even length
            var chunk = file.AsSpan(at, whole);
            if (chunk.StartsWith("VP8X"u8))
            {
                chunk[8] &= unchecked((byte)~MetadataFlags);
            }

            if (!chunk.StartsWith("EXIF"u8) && !chunk.StartsWith("XMP "u8) && !chunk.StartsWith("ICCP"u8))
            {
                clean.Write(chunk);
            }

            at += whole;
        }

        var result = clean.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(result.AsSpan(4), (uint)(result.Length - 8));
        return result;
    }
}
