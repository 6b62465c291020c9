namespace CommerceOS.Domain.Catalog;

/// <summary>Names what a file is from its first bytes, so that a refusal can say what came.</summary>
public static class FileKind
{
    public static string Name(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith("%PDF"u8)) return "a PDF";
        if (file.StartsWith("GIF8"u8)) return "a GIF";
        if (file.StartsWith("BM"u8)) return "a BMP picture";
        if (file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8)) return "a TIFF or raw camera file";
        if (file.StartsWith("8BPS"u8)) return "a Photoshop file";
        if (file.StartsWith("PK\u0003\u0004"u8)) return "a ZIP archive or Office document";
        if (file.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) return "a gzip archive";
        if (file.StartsWith("\u007fELF"u8) || file.StartsWith("MZ"u8)) return "a program";
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x0A]) || file.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 0x0C, (byte)'J', (byte)'X', (byte)'L'])) return "a JPEG XL picture";
        if (file.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 0x0C, (byte)'j', (byte)'P'])) return "a JPEG 2000 picture";
        if (file.Length > 12 && file[4..].StartsWith("ftyp"u8)) return "a video";
        if (file.StartsWith("RIFF"u8)) return "a sound or video file";
        var text = file[..Math.Min(file.Length, 512)];
        if (text.IndexOf("<svg"u8) >= 0) return "an SVG drawing";
        if (text.IndexOf("<html"u8) >= 0 || text.IndexOf("<!DOCTYPE"u8) >= 0 || text.IndexOf("<!doctype"u8) >= 0) return "a web page";
        if (text.StartsWith("<?xml"u8)) return "an XML file";
        return IsText(text) ? "a text file" : "a file of an unknown kind";
    }

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (b < 9 || b is > 13 and < 32 || b == 127) return false;
        }
        return true;
    }
}
