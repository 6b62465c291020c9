namespace CommerceOS.Studio;

/// <summary>What became of an upload: <see cref="Normalised"/> or <see cref="Refused"/>, nothing else.</summary>
public abstract record NormaliseOutcome
{
    private NormaliseOutcome()
    {
    }

    /// <summary>
    /// A clean master and two previews, all 8-bit sRGB, upright, without any metadata (no EXIF, GPS, XMP, IPTC, ICC, C2PA).
    /// </summary>
    /// <param name="Master">JPEG quality 95 without colour subsampling, or lossless PNG when the photo has transparency.</param>
    /// <param name="MasterContentType">"image/jpeg" or "image/png".</param>
    /// <param name="Width">Master width in pixels.</param>
    /// <param name="Height">Master height in pixels.</param>
    /// <param name="Preview">WebP, long side at most 1280 pixels.</param>
    /// <param name="Thumb">WebP, long side at most 320 pixels.</param>
    /// <param name="HasAlpha">True when at least one pixel is transparent.</param>
    /// <param name="SourceFormat">What the upload really was, by its content.</param>
    /// <param name="SourceWidth">Width of the upload as stored, before orientation.</param>
    /// <param name="SourceHeight">Height of the upload as stored, before orientation.</param>
    public sealed record Normalised(
        byte[] Master,
        string MasterContentType,
        int Width,
        int Height,
        byte[] Preview,
        byte[] Thumb,
        bool HasAlpha,
        SourceFormat SourceFormat,
        int SourceWidth,
        int SourceHeight) : NormaliseOutcome;

    /// <param name="Reason">Stable; <see cref="Code"/> is its text form.</param>
    /// <param name="Detail">English sentence with what was expected and what came; holds nothing of the file's content.</param>
    public sealed record Refused(RefusalReason Reason, string Detail) : NormaliseOutcome
    {
        /// <summary>"empty", "too_many_bytes", "unsupported_format", "decoder_missing", "too_many_pixels", "too_small", "too_elongated", "truncated", "corrupt" or "too_slow".</summary>
        public string Code => Reason switch
        {
            RefusalReason.Empty => "empty",
            RefusalReason.TooManyBytes => "too_many_bytes",
            RefusalReason.UnsupportedFormat => "unsupported_format",
            RefusalReason.DecoderMissing => "decoder_missing",
            RefusalReason.TooManyPixels => "too_many_pixels",
            RefusalReason.TooSmall => "too_small",
            RefusalReason.TooElongated => "too_elongated",
            RefusalReason.Truncated => "truncated",
            RefusalReason.Corrupt => "corrupt",
            RefusalReason.TooSlow => "too_slow",
            _ => throw new ArgumentOutOfRangeException(nameof(Reason), Reason, "Not a refusal reason."),
        };
    }
}

public enum RefusalReason
{
    Empty,
    TooManyBytes,
    UnsupportedFormat,
    DecoderMissing,
    TooManyPixels,
    TooSmall,
    TooElongated,
    Truncated,
    Corrupt,

    /// <summary>Only where a decoder has a time limit: see <see cref="Isolation.DecoderOptions.Timeout"/>.</summary>
    TooSlow,
}

/// <summary>The photo formats that are accepted, recognised by content and never by file name.</summary>
public enum SourceFormat
{
    Jpeg,
    Png,
    WebP,
    Avif,
    Heic,
}
