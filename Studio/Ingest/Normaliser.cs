using CommerceOS.Studio.Vips;
using static CommerceOS.Studio.NormaliseOutcome;

namespace CommerceOS.Studio.Ingest;

/// <summary>
/// Turns an untrusted upload into a clean master and previews. The checks go from cheap to dear, so a hostile file is
/// refused before it costs anything: size, signature, end marker, header, and only then pixels.
/// </summary>
internal sealed class Normaliser(StudioOptions options)
{
    private const int MasterJpegQuality = 95;
    private const int PreviewLongSide = 1280;
    private const int ThumbLongSide = 320;
    private const double LongestAspect = 20;

    internal NormaliseOutcome Run(ReadOnlyMemory<byte> upload, CancellationToken cancellationToken)
    {
        if (upload.IsEmpty)
        {
            return new Refused(RefusalReason.Empty, "The file is empty.");
        }

        if (upload.Length > options.MaxUploadBytes)
        {
            return TooManyBytes(options, upload.Length);
        }

        if (FileSignature.Recognise(upload.Span) is not { } format)
        {
            return new Refused(RefusalReason.UnsupportedFormat, "Expected a JPEG, PNG, WebP, AVIF or HEIC photo; the content is none of these.");
        }

        if (!VipsRuntime.HasOperation(Codecs.Loader(format)))
        {
            return new Refused(RefusalReason.DecoderMissing, $"This installation cannot read {format}. Export the photo as JPEG.");
        }

        if (!Completeness.IsWhole(format, upload.Span))
        {
            return new Refused(RefusalReason.Truncated, $"The {format} file ends before its end marker: it was not transferred whole.");
        }

        return Probe(upload, format) is { } refused ? refused : Decode(upload, format, cancellationToken);
    }

    internal static Refused TooManyBytes(StudioOptions options, int bytes) =>
        new(RefusalReason.TooManyBytes, $"Expected at most {Decoder.Pixels(options.MaxUploadBytes)} bytes, got {Decoder.Pixels(bytes)}.");

    private Refused? Probe(ReadOnlyMemory<byte> upload, SourceFormat format)
    {
        try
        {
            using var header = Decoder.Header(format, upload);
            long pixels = (long)header.Width * header.Height;
            var (shorter, longer) = (Math.Min(header.Width, header.Height), Math.Max(header.Width, header.Height));
            return pixels > options.MaxPixels
                ? new Refused(RefusalReason.TooManyPixels, $"Expected at most {Decoder.Pixels(options.MaxPixels)} pixels, got {header.Width} x {header.Height} = {Decoder.Pixels(pixels)}.")
                : shorter < options.MinSidePixels
                    ? new Refused(RefusalReason.TooSmall, $"Expected sides of at least {options.MinSidePixels} pixels, got {header.Width} x {header.Height}.")
                    : longer > shorter * LongestAspect
                        ? new Refused(RefusalReason.TooElongated, $"Expected a side ratio of at most {LongestAspect}, got {header.Width} x {header.Height}.")
                        : null;
        }
        catch (VipsException)
        {
            // libheif built without HEVC fails here too; its text cannot be trusted to say so (shared buffer).
            return format == SourceFormat.Heic
                ? new Refused(RefusalReason.DecoderMissing, "This HEIC photo cannot be read here: it is damaged or this installation has no HEVC decoder. Export it as JPEG.")
                : new Refused(RefusalReason.Corrupt, $"The header of the {format} file is damaged.");
        }
    }

    private NormaliseOutcome Decode(ReadOnlyMemory<byte> upload, SourceFormat format, CancellationToken cancellationToken)
    {
        try
        {
            int sourceWidth, sourceHeight;
            bool convertColour;
            using (var header = Decoder.Header(format, upload))
            {
                (sourceWidth, sourceHeight) = (header.Width, header.Height);
                convertColour = header.HasField("icc-profile-data") || header.Interpretation == VipsInterpretation.Cmyk;
            }

            cancellationToken.ThrowIfCancellationRequested();
            using var decoded = format == SourceFormat.Jpeg ? Jpeg(upload, convertColour) : Decoder.Fit(upload, options.MasterLongSidePixels, convertColour);
            if (decoded is null)
            {
                return new Refused(RefusalReason.Truncated, "The Jpeg file holds fewer rows than its header says: it was not transferred whole.");
            }

            cancellationToken.ThrowIfCancellationRequested();
            var hasAlpha = HasTransparency(decoded);
            using var master = hasAlpha || !decoded.HasAlpha ? decoded.Apply("copy") : decoded.Apply("extract_band", ("band", 0), ("n", 3));
            var masterBytes = hasAlpha ? Codecs.ToPng(master) : Codecs.ToJpeg(master, MasterJpegQuality);
            cancellationToken.ThrowIfCancellationRequested();
            using var preview = Reduce(master, PreviewLongSide);
            using var thumb = Reduce(preview, ThumbLongSide);
            return new Normalised(
                masterBytes,
                hasAlpha ? Codecs.Png : Codecs.Jpeg,
                master.Width,
                master.Height,
                Codecs.ToWebP(preview),
                Codecs.ToWebP(thumb),
                hasAlpha,
                format,
                sourceWidth,
                sourceHeight);
        }
        catch (VipsException)
        {
            return new Refused(RefusalReason.Corrupt, $"The pixels of the {format} file are damaged.");
        }
    }

    /// <summary>
    /// A JPEG decoder meets an end marker that comes too early with a warning and fills the rest with mid grey. Cameras
    /// write files that raise other, harmless warnings, so a warning alone refuses nothing.
    /// </summary>
    /// <returns>null when rows are missing.</returns>
    private VipsImage? Jpeg(ReadOnlyMemory<byte> upload, bool convertColour)
    {
        try
        {
            return Decoder.Fit(upload, options.MasterLongSidePixels, convertColour, strict: true);
        }
        catch (VipsException)
        {
            var decoded = Decoder.Fit(upload, options.MasterLongSidePixels, convertColour);
            if (!HasGreyEdge(decoded))
            {
                return decoded;
            }

            decoded.Dispose();
            return null;
        }
    }

    // The last rows as stored are another side when the photo was turned upright, so every side is looked at.
    private static bool HasGreyEdge(VipsImage image)
    {
        const int depth = 2;
        return IsFilling(0, 0, image.Width, depth) || IsFilling(0, image.Height - depth, image.Width, depth)
            || IsFilling(0, 0, depth, image.Height) || IsFilling(image.Width - depth, 0, depth, image.Height);

        bool IsFilling(int left, int top, int width, int height)
        {
            using var edge = image.Apply("extract_area", ("left", left), ("top", top), ("width", width), ("height", height));
            var pixels = edge.ToPixels();
            var (darkest, lightest) = (pixels.Min(), pixels.Max());
            // White studio backdrops are just as flat, but not grey; a colour profile moves the grey a little.
            return lightest - darkest <= 6 && darkest >= 100 && lightest <= 156
                && pixels.AsSpan(image.Bands).SequenceEqual(pixels.AsSpan(0, pixels.Length - image.Bands));
        }
    }

    private static bool HasTransparency(VipsImage image)
    {
        if (!image.HasAlpha)
        {
            return false;
        }

        using var alpha = image.Apply("extract_band", ("band", image.Bands - 1));
        return alpha.Measure("min") < byte.MaxValue;
    }

    internal static VipsImage Reduce(VipsImage image, int longSide)
    {
        using var reduced = image.Apply("thumbnail_image", ("width", longSide), ("height", longSide), ("size", "down"));
        return reduced.Materialise();
    }
}
