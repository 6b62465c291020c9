using System.Buffers.Binary;

namespace CommerceOS.Studio.Ingest;

/// <summary>Recognises the accepted formats by their first bytes.</summary>
internal static class FileSignature
{
    private static readonly string[] HeicBrands = ["heic", "heix", "hevc", "hevx", "heim", "heis"];

    internal static SourceFormat? Recognise(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return SourceFormat.Jpeg;
        }

        if (file.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return SourceFormat.Png;
        }

        if (file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..12].SequenceEqual("WEBP"u8))
        {
            return SourceFormat.WebP;
        }

        return file.Length >= 16 && file[4..8].SequenceEqual("ftyp"u8) ? RecogniseBrand(file) : null;
    }

    // ISO 14496-12: a size, "ftyp", a major brand, a version, then compatible brands. Phones write "mif1" as the major
    // brand of both AVIF and HEIC, so the compatible ones decide.
    private static SourceFormat? RecogniseBrand(ReadOnlySpan<byte> file)
    {
        var end = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(file), (uint)Math.Min(file.Length, 256));
        for (var at = 8; at + 4 <= end; at += at == 8 ? 8 : 4)
        {
            var brand = file.Slice(at, 4);
            if (brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8))
            {
                return SourceFormat.Avif;
            }

            foreach (var heic in HeicBrands)
            {
                if (System.Text.Encoding.ASCII.GetString(brand) == heic)
                {
                    return SourceFormat.Heic;
                }
            }
        }

        return null;
    }
}
