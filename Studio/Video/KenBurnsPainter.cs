using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Video;

/// <summary>Zooms and pans over one picture.</summary>
internal sealed class KenBurnsPainter : ShotPainter
{
    private const int BlurReduction = 8;

    private readonly KenBurnsShot shot;
    private readonly Lanes lanes;
    private readonly Plate plate;

    internal KenBurnsPainter(KenBurnsShot shot, VideoMaterial material, FrameSize size, Lanes lanes)
    {
        (this.shot, this.lanes) = (shot, lanes);
        using var picture = Frame(material.Pictures[shot.Picture], shot.Framing, size.Times(Math.Max(Reserve, Math.Max(shot.ZoomFrom, shot.ZoomTo))));
        plate = Plate.Of(picture);
    }

    internal override void Paint(FrameBuffer frame, double progress)
    {
        var t = Ease(progress);
        var zoom = shot.ZoomFrom + (shot.ZoomTo - shot.ZoomFrom) * t;
        var step = Math.Min((double)plate.Width / frame.Width, (double)plate.Height / frame.Height) / zoom;
        plate.Fill(
            frame,
            Within(shot.From.X + (shot.To.X - shot.From.X) * t, plate.Width, frame.Width * step),
            Within(shot.From.Y + (shot.To.Y - shot.From.Y) * t, plate.Height, frame.Height * step),
            step,
            lanes);
    }

    // The view stays inside the picture, whatever middle was asked for.
    private static double Within(double share, double whole, double view) =>
        view >= whole ? whole / 2 : Math.Clamp(share * whole, view / 2, whole - view / 2);

    /// <summary>A picture brought to exactly a size.</summary>
    internal static VipsImage Frame(ReadOnlyMemory<byte> file, ShotFraming framing, FrameSize size)
    {
        using var decoded = Decoder.Fit(file, Math.Max(size.Width, size.Height) * 2, convertColour: false);
        using var opaque = decoded.HasAlpha ? decoded.Apply("flatten", ("background", new double[] { 255, 255, 255 })) : decoded.Apply("copy");
        using var cover = Cover(opaque, size);
        var matches = Math.Abs((double)opaque.Width / opaque.Height - (double)size.Width / size.Height) < .01;
        if (framing == ShotFraming.Cover || matches)
        {
            return cover.Materialise();
        }

        using var ground = Blurred(cover, size);
        var scale = Math.Min((double)size.Width / opaque.Width, (double)size.Height / opaque.Height);
        using var whole = opaque.Apply("resize", ("scale", scale));
        using var placed = (VipsImage)VipsOperation.Run(
            "insert", "out", input: null, ("main", ground), ("sub", whole), ("x", (size.Width - whole.Width) / 2), ("y", (size.Height - whole.Height) / 2))!;
        return placed.Materialise();
    }

    private static VipsImage Cover(VipsImage image, FrameSize size)
    {
        var scale = Math.Max((double)size.Width / image.Width, (double)size.Height / image.Height);
        using var resized = image.Apply("resize", ("scale", scale));
        using var cut = resized.Apply(
            "extract_area",
            ("left", Math.Max(0, (resized.Width - size.Width) / 2)),
            ("top", Math.Max(0, (resized.Height - size.Height) / 2)),
            ("width", Math.Min(size.Width, resized.Width)),
            ("height", Math.Min(size.Height, resized.Height)));
        using var exact = cut.Apply("embed", ("x", 0), ("y", 0), ("width", size.Width), ("height", size.Height), ("extend", "copy"));
        return exact.Materialise();
    }

    // Worked out small: nothing finer survives the blur.
    private static VipsImage Blurred(VipsImage cover, FrameSize size)
    {
        using var small = cover.Apply("resize", ("scale", 1.0 / BlurReduction));
        using var soft = small.Apply("gaussblur", ("sigma", 9.0));
        using var calm = soft.Apply("linear", ("a", new[] { .94, .94, .94 }), ("b", new double[] { 4, 4, 4 }));
        using var bytes = calm.Apply("cast", ("format", "uchar"));
        return Raster.Of(bytes).Resize(size.Width, size.Height, "cubic").ToImage();
    }
}
