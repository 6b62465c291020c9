using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Rendering;

/// <summary>A product scaled for a frame, cropped to its own box. Whoever takes the image disposes it.</summary>
/// <param name="Image">RGBA.</param>
/// <param name="Scale">Pixels here per pixel of the cut-out.</param>
internal sealed record Placement(VipsImage Image, double Scale)
{
    internal int Width => Image.Width;

    internal int Height => Image.Height;

    /// <summary>Fits the product's box into a rectangle of whole pixels.</summary>
    internal static Placement Fit(Cutout cutout, double width, double height)
    {
        var box = cutout.Box;
        var scale = Math.Min(width / box.Width, height / box.Height);
        using var whole = cutout.Rgba.ToImage();
        using var cropped = whole.Apply("extract_area", ("left", box.Left), ("top", box.Top), ("width", box.Width), ("height", box.Height));
        // Resampled with premultiplied alpha, else the black behind transparent pixels creeps into the edge.
        using var premultiplied = cropped.Apply("premultiply");
        using var resized = premultiplied.Apply("resize", ("scale", scale), ("kernel", scale < 1 ? "lanczos3" : "cubic"));
        using var straight = resized.Apply("unpremultiply");
        using var bytes = straight.Apply("cast", ("format", "uchar"));
        return new Placement(bytes.Materialise(), scale);
    }
}
