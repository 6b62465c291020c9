using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Rendering;

namespace CommerceOS.Studio.Editing;

/// <summary>
/// Puts the product on another backdrop. Inside, pixels stay as the steps before made them; along the outline, where the
/// photo mixes product and backdrop, the cut-out's clean colours are taken, with the same tones applied.
/// </summary>
internal static class Backdrop
{
    // From this coverage on a pixel is the photo's own.
    private const double Solid = .98;
    private const double Edge = .85;

    internal static EditFrame Replace(EditFrame frame, Cutout cutout, string? colour, Lanes lanes)
    {
        var region = cutout.Verdict.Region;
        double photoWidth = cutout.Verdict.PhotoWidth, photoHeight = cutout.Verdict.PhotoHeight;
        var product = Fitting(cutout, frame);
        var bands = colour is null ? 4 : 3;
        var tint = Tint.Of(colour ?? "#ffffff");
        double[] ground = [tint.Red * 257, tint.Green * 257, tint.Blue * 257];
        var result = new PixelBuffer<ushort>(frame.Width * frame.Height * bands);
        lanes.Rows(frame.Height, y =>
        {
            Span<double> clean = stackalloc double[4];
            var source = frame.Pixels;
            var pixels = result.Span;
            for (var x = 0; x < frame.Width; x++)
            {
                var (left, top) = frame.Map.At(x + .5, y + .5);
                // From shares of the photo to the cut-out's own pixels.
                Sample(product, (left * photoWidth - region.Left) / region.Width * product.Width - .5, (top * photoHeight - region.Top) / region.Height * product.Height - .5, clean);
                int from = (y * frame.Width + x) * frame.Bands, to = (y * frame.Width + x) * bands;
                var cover = clean[3] * (frame.Bands == 4 ? source[from + 3] / 65535.0 : 1);
                var own = Math.Clamp((clean[3] - Edge) / (Solid - Edge), 0, 1);
                for (var c = 0; c < 3; c++)
                {
                    var ours = source[from + c] * own + Toned(frame.Tones, c, clean[c]) * (1 - own);
                    pixels[to + c] = (ushort)Math.Clamp((colour is null ? ours : ours * cover + ground[c] * (1 - cover)) + .5, 0, 65535);
                }

                if (bands == 4)
                {
                    pixels[to + 3] = (ushort)(cover * 65535 + .5);
                }
            }
        });
        return new(result, frame.Size, bands, frame.Scale, frame.Map, frame.Tones);
    }

    // As many pixels as the frame shows of it: a finer one would be sampled with gaps.
    private static Raster Fitting(Cutout cutout, EditFrame frame)
    {
        var region = cutout.Verdict.Region;
        var map = frame.Map;
        double across = Math.Sqrt(map.A * map.A + map.D * map.D * Square(cutout.Verdict.PhotoHeight) / Square(cutout.Verdict.PhotoWidth));
        var wanted = region.Width / (across * cutout.Verdict.PhotoWidth);
        var scale = wanted / cutout.Width;
        return scale >= 1 ? cutout.Rgba : cutout.Rgba.Resize(Math.Max(1, (int)Math.Round(cutout.Width * scale)), Math.Max(1, (int)Math.Round(cutout.Height * scale)), "linear");

        static double Square(double value) => value * value;
    }

    private static double Toned(ToneCurves? tones, int channel, double value)
    {
        var level = (ushort)Math.Clamp(value + .5, 0, 65535);
        return tones is null ? level : (channel == 0 ? tones.Red : channel == 1 ? tones.Green : tones.Blue)[level];
    }

    // Colour weighed with coverage, in 16 bits; coverage 0 to 1; nothing outside.
    private static void Sample(Raster rgba, double x, double y, Span<double> result)
    {
        result.Clear();
        if (!(x > -1 && y > -1 && x < rgba.Width && y < rgba.Height))
        {
            return;
        }

        int left = (int)Math.Floor(x), top = (int)Math.Floor(y);
        double right = x - left, below = y - top;
        for (var corner = 0; corner < 4; corner++)
        {
            int column = left + (corner & 1), row = top + (corner >> 1);
            if (column < 0 || row < 0 || column >= rgba.Width || row >= rgba.Height)
            {
                continue;
            }

            var at = (row * rgba.Width + column) * 4;
            var weight = ((corner & 1) == 1 ? right : 1 - right) * (corner >> 1 == 1 ? below : 1 - below) * rgba.Pixels[at + 3] / 255.0;
            for (var c = 0; c < 3; c++)
            {
                result[c] += rgba.Pixels[at + c] * 257 * weight;
            }

            result[3] += weight;
        }

        for (var c = 0; result[3] > 0 && c < 3; c++)
        {
            result[c] /= result[3];
        }
    }
}
