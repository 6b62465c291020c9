using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Rendering;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Editing;

/// <summary>A photo after its steps.</summary>
/// <param name="Bytes">The encoded picture: sRGB, no metadata.</param>
/// <param name="Extension">Without a dot.</param>
/// <param name="EngineVersion">Same master, steps and version give the same bytes.</param>
/// <param name="InPhoto">The part of the photo that <paramref name="InPicture"/> shows; null where it is turned or mirrored, so that both cannot be laid over each other.</param>
/// <param name="Checks">What was measured on the finished file.</param>
public sealed record EditedPicture(
    byte[] Bytes, string ContentType, string Extension, int Width, int Height, string EngineVersion, TimeSpan Duration,
    FrameShare? InPhoto, FrameShare? InPicture, IReadOnlyList<ImageCheck> Checks)
{
    private const int LeastQuality = 40;
    private const int LargestBytes = 10_000_000;

    /// <param name="frame">Disposed as soon as it is not needed.</param>
    internal static EditedPicture Of(EditFrame frame, EditPlan plan, string engine, TimeSpan duration, Lanes lanes)
    {
        var output = plan.Output;
        var format = output?.Format ?? (frame.Bands == 4 ? EditFormat.Png : EditFormat.Jpeg);
        using var image = Flattened(frame, format, lanes);
        // Encoders need memory of their own; what follows asks for sizes alone.
        frame.Dispose();
        var quality = output?.Quality ?? 90;
        var bytes = Encode(image, format, quality);
        while (output?.MaxBytes is { } most && bytes.Length > most && quality > LeastQuality && format != EditFormat.Png)
        {
            quality = Math.Max(LeastQuality, quality - 6);
            bytes = Encode(image, format, quality);
        }

        var (photo, picture) = Overlap(frame);
        return new(
            bytes, format switch { EditFormat.Jpeg => Codecs.Jpeg, EditFormat.Png => Codecs.Png, EditFormat.WebP => Codecs.WebP, _ => Codecs.Avif },
            format switch { EditFormat.Jpeg => "jpg", EditFormat.Png => "png", EditFormat.WebP => "webp", _ => "avif" },
            frame.Width, frame.Height, engine, duration, photo, picture, [Size(frame), ByteSize(bytes.Length, output?.MaxBytes ?? LargestBytes), Sharpness.Check(Enlarged(plan))]);
    }

    internal static byte[] Preview(EditFrame frame, Lanes lanes)
    {
        using var image = frame.ToImage(lanes);
        return Codecs.ToWebP(image, quality: 88);
    }

    private static VipsImage Flattened(EditFrame frame, EditFormat format, Lanes lanes)
    {
        var image = frame.ToImage(lanes);
        if (frame.Bands == 3 || format != EditFormat.Jpeg)
        {
            return image;
        }

        using (image)
        {
            return image.Apply("flatten", ("background", new double[] { 255, 255, 255 }));
        }
    }

    private static byte[] Encode(VipsImage image, EditFormat format, int quality) => format switch
    {
        EditFormat.Jpeg => Codecs.ToJpeg(image, quality),
        EditFormat.Png => Codecs.ToPng(image),
        EditFormat.WebP => Codecs.ToWebP(image, quality),
        EditFormat.Avif => Codecs.ToAvif(image, quality),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "unknown format"),
    };

    private static ImageCheck Size(EditFrame frame) => new("size", ImageCheckResult.Passed, $"{frame.Size}", "as the steps ask");

    private static ImageCheck ByteSize(int bytes, int most) => new(
        "byte_size", bytes <= most ? ImageCheckResult.Passed : ImageCheckResult.Warned,
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes:N0} bytes"), string.Create(System.Globalization.CultureInfo.InvariantCulture, $"at most {most:N0} bytes"));

    // How many pixels of the result one of the photo had to give.
    private static double Enlarged(EditPlan plan)
    {
        var scale = 1.0;
        for (var i = 0; i < plan.Steps.Count; i++)
        {
            scale *= plan.Steps[i] switch
            {
                UpscaleStep => 2,
                ResizeStep resize => (double)EditPlan.Fitted(resize, plan.Sizes[i]).Content.Width / plan.Sizes[i].Width,
                _ => 1,
            };
        }

        return scale;
    }

    private static (FrameShare? Photo, FrameShare? Picture) Overlap(EditFrame frame)
    {
        var map = frame.Map;
        if (map.A <= 0 || map.E <= 0 || Math.Abs(map.B) + Math.Abs(map.D) > .1 * (map.A + map.E))
        {
            return (null, null);
        }

        // A slight turn is left out: both pictures are laid over each other upright.
        double left = Math.Max(0, map.C), top = Math.Max(0, map.F), right = Math.Min(1, map.C + map.A * frame.Width), bottom = Math.Min(1, map.F + map.E * frame.Height);
        if (right - left < .001 || bottom - top < .001)
        {
            return (null, null);
        }

        return (
            new(left, top, right - left, bottom - top),
            new((left - map.C) / map.A / frame.Width, (top - map.F) / map.E / frame.Height, (right - left) / map.A / frame.Width, (bottom - top) / map.E / frame.Height));
    }
}

/// <param name="WebP">The picture, possibly with transparency.</param>
/// <param name="Width">Of the picture that the same steps make in full.</param>
public sealed record EditPreview(byte[] WebP, int Width, int Height);
