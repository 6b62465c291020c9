using System.Globalization;
using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Rendering;

/// <summary>Puts the product into a painted studio: backdrop, shadows, reflection, product.</summary>
internal static class StudioScene
{
    private const int LargestBytes = 10_000_000;
    private const double WidestProduct = .80;

    internal static (byte[] Bytes, PixelBox Product, IReadOnlyList<ImageCheck> Checks) Render(Cutout cutout, StudioSceneParameters parameters, Lanes lanes)
    {
        var side = parameters.SidePixels;
        var look = StudioLook.Of(parameters.Preset);
        var placed = Placement.Fit(cutout, side * Math.Min(WidestProduct, parameters.Fill * 1.12), side * parameters.Fill);
        var product = Raster.Of(placed.Image);
        var footprint = Footprint.Of(product);
        // Slightly below the middle, as a camera at eye level with the product would frame it.
        var bottom = (int)(side * Math.Clamp(.535 + placed.Height / 2.0 / side, .66, .88));
        int left = (side - placed.Width) / 2, top = bottom - placed.Height;
        using var canvas = new Canvas(Backdrop.Paint(look, side, side, (float)bottom / side - .165f, parameters.Light, parameters.Seed, lanes));
        if (look.Reflection > 0)
        {
            canvas.Put(Reflection.Layer(product, footprint, look.Reflection, lanes, out var firstRow), left, top + firstRow);
        }

        if (parameters.Shadow > 0)
        {
            canvas.Put(Shadows.Layer(product, footprint, side, left, top, look, (float)parameters.Shadow, parameters.Light, lanes), 0, 0);
        }

        canvas.Put(placed.Image, left, top);
        using var scene = canvas.Flatten();
        var bytes = Codecs.ToJpeg(scene, parameters.Quality);
        return (bytes, new(left, top, placed.Width, placed.Height), Check(bytes, side, placed.Scale, left, top, placed.Width, placed.Height));
    }

    internal static IReadOnlyList<ImageCheck> Check(byte[] bytes, int side, double scale, int left, int top, int width, int height)
    {
        using var decoded = VipsOperation.Load("jpegload_buffer", bytes);
        var margin = Math.Min(Math.Min(left, top), Math.Min(side - left - width, side - top - height));
        return
        [
            new("size", Result(decoded.Width == side && decoded.Height == side && decoded.Bands == 3), $"{decoded.Width} x {decoded.Height}, {decoded.Bands} channels", $"{side} x {side}, 3 channels"),
            new("inside_frame", Result(margin >= side / 50), $"margin {margin} pixels", $"at least {side / 50} pixels"),
            Sharpness.Check(scale),
            new("byte_size", Result(bytes.Length <= LargestBytes), Text($"{bytes.Length:N0} bytes"), Text($"at most {LargestBytes:N0} bytes")),
        ];
    }

    private static ImageCheckResult Result(bool passed) => passed ? ImageCheckResult.Passed : ImageCheckResult.Failed;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
