using System.Globalization;
using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Rendering;

/// <summary>The product on pure white. Its promises are measured on the encoded file, not assumed.</summary>
internal static class MainImage
{
    private const double LeastFill = .85;
    private const int BorderPixels = 8;
    private const int LargestBytes = 10_000_000;
    private const byte Ink = 250; // darker than this in any channel counts as product

    internal static Picture Render(Cutout cutout, MainImageParameters parameters)
    {
        var side = parameters.SidePixels;
        var product = Placement.Fit(cutout, side * parameters.Fill, side * parameters.Fill);
        using var canvas = new Canvas(VipsImage.FromPixels(White(side), side, side, 3));
        var box = new PixelBox((side - product.Width) / 2, (side - product.Height) / 2, product.Width, product.Height);
        var pixels = Raster.Of(product.Image);
        canvas.Put(product.Image, box.Left, box.Top);
        using var image = canvas.Flatten();
        var bytes = Codecs.ToJpeg(image, parameters.Quality);
        return new Picture(bytes, [box], Check(bytes, side, product.Scale, Math.Max(box.Width, box.Height)))
        {
            Standing = [new Standing(pixels, Footprint.Of(pixels), box.Left, box.Top)],
        };
    }

    private static byte[] White(int side)
    {
        var pixels = new byte[side * side * 3];
        pixels.AsSpan().Fill(byte.MaxValue);
        return pixels;
    }

    private static List<ImageCheck> Check(byte[] bytes, int side, double scale, int productSide)
    {
        using var lazy = VipsOperation.Load("jpegload_buffer", bytes);
        var decoded = Raster.Of(lazy);
        var (darkestBorder, ink) = Measure(decoded);
        var fill = Math.Max(ink.Width, ink.Height) / (double)side;
        // A white product's edge may be invisible in the file; then what was placed is what counts.
        var placed = productSide / (double)side;
        return
        [
            new("size", Result(decoded.Width == side && decoded.Height == side && decoded.Bands == 3), $"{decoded.Width} x {decoded.Height}, {decoded.Bands} channels", $"{side} x {side}, 3 channels"),
            new("white_border", Result(darkestBorder == byte.MaxValue), $"darkest value {darkestBorder}", $"255 in the outer {BorderPixels} pixels"),
            new("fill", Result(fill >= LeastFill || placed >= LeastFill), Text($"{Math.Max(fill, placed):0.0%} of the frame's side"), Text($"longer side of the product at least {LeastFill:0%}")),
            Sharpness.Check(scale),
            new("byte_size", Result(bytes.Length <= LargestBytes), Text($"{bytes.Length:N0} bytes"), Text($"at most {LargestBytes:N0} bytes")),
        ];
    }

    private static (byte DarkestBorder, PixelBox Ink) Measure(Raster image)
    {
        var darkest = byte.MaxValue;
        int left = image.Width, top = image.Height, right = -1, bottom = -1;
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                var at = (y * image.Width + x) * 3;
                var value = Math.Min(image.Pixels[at], Math.Min(image.Pixels[at + 1], image.Pixels[at + 2]));
                if (Math.Min(Math.Min(x, y), Math.Min(image.Width - 1 - x, image.Height - 1 - y)) < BorderPixels)
                {
                    darkest = Math.Min(darkest, value);
                }

                if (value < Ink)
                {
                    (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), y);
                }
            }
        }

        return (darkest, right < 0 ? default : new PixelBox(left, top, right - left + 1, bottom - top + 1));
    }

    private static ImageCheckResult Result(bool passed) => passed ? ImageCheckResult.Passed : ImageCheckResult.Failed;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
