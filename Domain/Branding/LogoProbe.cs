using System.Globalization;
using CommerceOS.Domain.Catalog;

namespace CommerceOS.Domain.Branding;

/// <summary>Decides whether bytes are a whole picture that can be a logo, before any pixel is decoded.</summary>
public static class LogoProbe
{
    public const int MaxSizeBytes = 2 * 1024 * 1024;

    /// <returns>Null for what can be decoded; else why not, with a stable code as in <see cref="PhotoProbe"/>.</returns>
    public static PhotoProbeOutcome.Refused? Refuse(ReadOnlySpan<byte> file)
    {
        if (file.Length > MaxSizeBytes)
        {
            return new("logo_too_large", string.Create(CultureInfo.InvariantCulture, $"Expected at most 2 MB, got {file.Length / 1048576.0:0.0} MB."));
        }
        return PhotoProbe.Inspect(file) switch
        {
            PhotoProbeOutcome.Refused { Code: "photo_format" } => new("logo_format", "Expected a logo as PNG, WebP or JPEG; the content is none of these."),
            PhotoProbeOutcome.Refused refused => refused,
            PhotoProbeOutcome.Accepted { Format: not (PhotoFormat.Png or PhotoFormat.WebP or PhotoFormat.Jpeg) } other => new("logo_format", $"Expected a logo as PNG, WebP or JPEG, got {other.Format}."),
            _ => null,
        };
    }
}
