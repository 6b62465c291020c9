using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Rendering;

/// <summary>A product scaled for a frame, cropped to its own box. Whoever takes the image disposes it.</summary>
/// <param name="Image">RGBA.</param>
/// <param name="Scale">Pixels here per pixel of the cut-out.</param>
internal sealed record Placement(VipsImage Image, double Scale)
{
    private const double LeastReserve = 1.6; // pixels per wanted pixel that are left for the good resampler

    internal int Width => Image.Width;

    internal int Height => Image.Height;

    /// <summary>Fits the product's box into a rectangle of whole pixels.</summary>
    internal static Placement Fit(Cutout cutout, double width, double height)
    {
        var box = cutout.Box;
        var scale = Math.Min(width / box.Width, height / box.Height);
        var shrink = (int)(1 / (scale * LeastReserve));
        using var cropped = shrink > 1 ? Shrunk(cutout.Rgba, box, shrink) : Cropped(cutout.Rgba, box);
        // Resampled with premultiplied alpha, else the black behind transparent pixels creeps into the edge.
        using var premultiplied = cropped.Apply("premultiply");
        using var resized = premultiplied.Apply("resize", ("scale", scale * box.Width / cropped.Width), ("vscale", scale * box.Height / cropped.Height), ("kernel", scale < 1 ? "lanczos3" : "cubic"));
        using var straight = resized.Apply("unpremultiply");
        using var bytes = straight.Apply("cast", ("format", "uchar"));
        return new Placement(bytes.Materialise(), scale);
    }

    private static VipsImage Cropped(Raster rgba, PixelBox box)
    {
        using var whole = rgba.ToImage();
        return whole.Apply("extract_area", ("left", box.Left), ("top", box.Top), ("width", box.Width), ("height", box.Height));
    }

    // The mean of square blocks, colours weighted by coverage: previews need a few hundred of a cut-out's 2,000 pixels.
    private static VipsImage Shrunk(Raster rgba, PixelBox box, int shrink)
    {
        int width = (box.Width + shrink - 1) / shrink, height = (box.Height + shrink - 1) / shrink;
        var small = new byte[width * height * 4];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                int right = Math.Min(box.Width, (x + 1) * shrink), bottom = Math.Min(box.Height, (y + 1) * shrink);
                int red = 0, green = 0, blue = 0, cover = 0, count = 0;
                for (var v = y * shrink; v < bottom; v++)
                {
                    var at = ((box.Top + v) * rgba.Width + box.Left + x * shrink) * 4;
                    for (var u = x * shrink; u < right; u++, at += 4, count++)
                    {
                        int alpha = rgba.Pixels[at + 3];
                        red += rgba.Pixels[at] * alpha;
                        green += rgba.Pixels[at + 1] * alpha;
                        blue += rgba.Pixels[at + 2] * alpha;
                        cover += alpha;
                    }
                }

                if (cover > 0)
                {
                    var to = (y * width + x) * 4;
                    small[to] = (byte)((red + cover / 2) / cover);
                    small[to + 1] = (byte)((green + cover / 2) / cover);
                    small[to + 2] = (byte)((blue + cover / 2) / cover);
                    small[to + 3] = (byte)((cover + count / 2) / count);
                }
            }
        }

        return VipsImage.FromPixels(small, width, height, 4);
    }
}
