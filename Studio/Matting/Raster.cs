using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Matting;

/// <summary>8-bit pixels in managed memory, rows from the top without padding.</summary>
internal sealed record Raster(byte[] Pixels, int Width, int Height, int Bands)
{
    internal static Raster Of(VipsImage image) => new(image.ToPixels(), image.Width, image.Height, image.Bands);

    internal VipsImage ToImage() => VipsImage.FromPixels(Pixels, Width, Height, Bands);

    /// <summary>Resamples to exactly the given size.</summary>
    internal Raster Resize(int width, int height, string kernel = "lanczos3")
    {
        if (width == Width && height == Height)
        {
            return this;
        }

        using var image = ToImage();
        using var resized = image.Apply("resize", ("scale", (double)width / Width), ("vscale", (double)height / Height), ("kernel", kernel));
        // Rounding inside libvips may miss the size by a pixel.
        using var exact = resized.Apply("embed", ("x", 0), ("y", 0), ("width", width), ("height", height), ("extend", "copy"));
        return Of(exact);
    }
}
