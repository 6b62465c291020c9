using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Rendering;

/// <summary>
/// The product mirrored in a polished floor. Every column is mirrored at the ground under it, so that the reflection of a
/// round base joins the base all along its curve.
/// </summary>
internal static class Reflection
{
    private const float Reach = .42f; // of the product's height, where it has faded out

    /// <summary>An RGBA layer with the product's width; its first row lies at <paramref name="firstRow"/> of the product.</summary>
    internal static VipsImage Layer(Raster product, Footprint footprint, float opacity, Lanes lanes, out int firstRow)
    {
        var start = Math.Max(0, (int)footprint.Ground.Min() - 2);
        var height = (int)(product.Height * Reach) + product.Height - start;
        var pixels = new byte[product.Width * height * 4];
        lanes.Rows(height, row =>
        {
            for (var x = 0; x < product.Width; x++)
            {
                var below = start + row - footprint.Ground[x];
                var source = (int)MathF.Round(footprint.Ground[x] - below) - 2; // the outermost rows are half transparent
                var fade = 1 - below / (product.Height * Reach);
                if (below < 0 || fade <= 0 || source < 0 || source >= product.Height)
                {
                    continue;
                }

                var from = (source * product.Width + x) * 4;
                var to = (row * product.Width + x) * 4;
                product.Pixels.AsSpan(from, 3).CopyTo(pixels.AsSpan(to));
                pixels[to + 3] = (byte)(product.Pixels[from + 3] * opacity * MathF.Pow(fade, 1.6f));
            }
        });
        firstRow = start;
        using var sharp = VipsImage.FromPixels(pixels, product.Width, height, 4);
        using var premultiplied = sharp.Apply("premultiply");
        using var blurred = premultiplied.Apply("gaussblur", ("sigma", Math.Max(1.0, product.Width * .004)));
        using var straight = blurred.Apply("unpremultiply");
        using var bytes = straight.Apply("cast", ("format", "uchar"));
        return bytes.Materialise();
    }
}
