using CommerceOS.Studio.Matting;

namespace CommerceOS.Studio.Editing;

/// <summary>
/// Noise and sharpness, on luma and two differences of colour. Works in bands of rows with a margin and writes each band
/// where it was read, so that memory does not grow with the picture; the bands are the same on any number of threads.
/// </summary>
internal static class Detail
{
    private const int RowsAtOnce = 384;

    // Of the full range of a channel, at a strength of 100 %.
    private const float StrongestNoise = .075f;

    internal static EditFrame Denoise(EditFrame frame, DenoiseStep step, Lanes lanes)
    {
        // A preview's pixels are means of several, which have less noise.
        var noise = StrongestNoise * (float)step.Strength / 100 * (float)Math.Min(1, frame.Scale);
        int fine = Math.Max(1, (int)Math.Round(3 * frame.Scale)), coarse = Math.Max(1, (int)Math.Round(8 * frame.Scale));
        return InBands(frame, 2 * coarse + 2, lanes, (planes, scratch) =>
        {
            // Single pixels that nothing around them explains: the smoothing below would take them for detail.
            Smooth(planes.Luma, planes, 3 * noise, fine, noise * noise, scratch, lanes);
            Smooth(planes.Blue, planes, 0, coarse, 6 * noise * noise, scratch, lanes);
            Smooth(planes.Red, planes, 0, coarse, 6 * noise * noise, scratch, lanes);
        });
    }

    internal static EditFrame Sharpen(EditFrame frame, SharpenStep step, Lanes lanes)
    {
        const float mostHalo = .2f;
        var sigma = step.Radius * frame.Scale;
        var kernel = Gaussian(sigma);
        float amount = (float)step.Amount / 100, threshold = (float)step.Threshold / 100;
        return InBands(frame, kernel.Length / 2 + 1, lanes, (planes, scratch) =>
        {
            var blurred = scratch.Rent();
            Blur(planes.Luma, blurred, planes.Width, planes.Height, kernel, scratch, lanes);
            lanes.Rows(planes.Height, y =>
            {
                var luma = Row(planes.Luma, y, planes.Width);
                var soft = Row(blurred, y, planes.Width);
                for (var i = 0; i < luma.Length; i++)
                {
                    var difference = luma[i] - soft[i];
                    var beyond = MathF.CopySign(Math.Max(0, Math.Abs(difference) - threshold), difference);
                    luma[i] += Math.Clamp(beyond * amount, -mostHalo, mostHalo);
                }
            });
            scratch.Return(blurred);
        });
    }

    private static void Smooth(Memory<float> plane, Planes planes, float threshold, int radius, float noise, Scratch scratch, Lanes lanes)
    {
        var despeckled = scratch.Rent();
        Despeckle(plane, despeckled, planes.Width, planes.Height, threshold, lanes);
        Guide(despeckled, plane, planes.Width, planes.Height, radius, noise, scratch, lanes);
        scratch.Return(despeckled);
    }

    // A picture as a linear function of itself around each pixel (He, Sun and Tang, 2013): where it varies by less than the
    // noise the function is a mean, at edges it is the picture.
    private static void Guide(Memory<float> plane, Memory<float> result, int width, int height, int radius, float noise, Scratch scratch, Lanes lanes)
    {
        Memory<float> rows = scratch.Rent(), mean = scratch.Rent(), squares = scratch.Rent();
        BoxFilter.Mean(plane, mean, rows, width, height, radius, lanes);
        lanes.Rows(height, y =>
        {
            var values = Row(plane, y, width);
            var squared = Row(squares, y, width);
            for (var i = 0; i < values.Length; i++)
            {
                squared[i] = values[i] * values[i];
            }
        });
        BoxFilter.Mean(squares, result, rows, width, height, radius, lanes);
        lanes.Rows(height, y =>
        {
            var slopes = Row(result, y, width);
            var offsets = Row(squares, y, width);
            var means = Row(mean, y, width);
            for (var i = 0; i < slopes.Length; i++)
            {
                var variance = Math.Max(0, slopes[i] - means[i] * means[i]);
                // What the noise itself adds to the variance is no detail.
                slopes[i] = Math.Max(0, variance - noise) / (Math.Max(0, variance - noise) + noise + 1e-9f);
                offsets[i] = means[i] * (1 - slopes[i]);
            }
        });
        BoxFilter.Mean(result, result, rows, width, height, radius, lanes);
        BoxFilter.Mean(squares, squares, rows, width, height, radius, lanes);
        lanes.Rows(height, y =>
        {
            var slopes = Row(result, y, width);
            var offsets = Row(squares, y, width);
            var values = Row(plane, y, width);
            for (var i = 0; i < slopes.Length; i++)
            {
                slopes[i] = slopes[i] * values[i] + offsets[i];
            }
        });
        scratch.Return(rows, mean, squares);
    }

    // The median of nine where a pixel is farther from it than the threshold.
    private static void Despeckle(Memory<float> plane, Memory<float> result, int width, int height, float threshold, Lanes lanes) => lanes.Rows(height, y =>
    {
        Span<float> nine = stackalloc float[9];
        var values = plane.Span;
        var line = Row(result, y, width);
        for (var x = 0; x < width; x++)
        {
            var n = 0;
            for (var dy = -1; dy <= 1; dy++)
            {
                var row = Math.Clamp(y + dy, 0, height - 1) * width;
                for (var dx = -1; dx <= 1; dx++)
                {
                    nine[n++] = values[row + Math.Clamp(x + dx, 0, width - 1)];
                }
            }

            var here = values[y * width + x];
            nine.Sort();
            line[x] = Math.Abs(here - nine[4]) > threshold ? nine[4] : here;
        }
    });

    private static void Blur(Memory<float> plane, Memory<float> result, int width, int height, float[] kernel, Scratch scratch, Lanes lanes)
    {
        var reach = kernel.Length / 2;
        var rows = scratch.Rent();
        lanes.Rows(height, y =>
        {
            var values = Row(plane, y, width);
            var sums = Row(rows, y, width);
            for (var x = 0; x < width; x++)
            {
                var sum = 0f;
                for (var n = -reach; n <= reach; n++)
                {
                    sum += values[Math.Clamp(x + n, 0, width - 1)] * kernel[n + reach];
                }

                sums[x] = sum;
            }
        });
        lanes.Rows(height, y =>
        {
            var line = Row(result, y, width);
            line.Clear();
            for (var n = -reach; n <= reach; n++)
            {
                var values = Row(rows, Math.Clamp(y + n, 0, height - 1), width);
                var weight = kernel[n + reach];
                for (var x = 0; x < line.Length; x++)
                {
                    line[x] += values[x] * weight;
                }
            }
        });
        scratch.Return(rows);
    }

    private static Span<float> Row(Memory<float> plane, int y, int width) => plane.Span.Slice(y * width, width);

    private static float[] Gaussian(double sigma)
    {
        var reach = Math.Max(1, (int)Math.Ceiling(3 * sigma));
        var weights = new double[2 * reach + 1];
        for (var n = -reach; n <= reach; n++)
        {
            weights[n + reach] = Math.Exp(-n * n / (2 * sigma * sigma));
        }

        var sum = weights.Sum();
        return Array.ConvertAll(weights, weight => (float)(weight / sum));
    }

    private static EditFrame InBands(EditFrame frame, int margin, Lanes lanes, Action<Planes, Scratch> work)
    {
        var stride = frame.Width * frame.Bands;
        using var scratch = new Scratch(Math.Min(frame.Height, RowsAtOnce + 2 * margin) * frame.Width);
        var planes = new Planes(scratch.Rent(), scratch.Rent(), scratch.Rent(), frame.Width);
        // The next band's margin above it, as it was before this band was written.
        var before = new ushort[margin * stride];
        for (var first = 0; first < frame.Height; first += RowsAtOnce)
        {
            var last = Math.Min(frame.Height, first + RowsAtOnce);
            int top = Math.Max(0, first - margin), bottom = Math.Min(frame.Height, last + margin);
            planes.Load(frame, before, top, first, bottom, lanes);
            if (last < frame.Height)
            {
                frame.Pixels.Slice((last - margin) * stride, margin * stride).CopyTo(before);
            }

            work(planes, scratch);
            lanes.Rows(last - first, row => planes.Store(frame, first + row, first + row - top));
        }

        return frame;
    }

    /// <summary>Planes of one size that are used again from band to band.</summary>
    private sealed class Scratch(int length) : IDisposable
    {
        private readonly Stack<Memory<float>> free = [];
        private readonly List<PixelBuffer<float>> all = [];

        internal Memory<float> Rent()
        {
            if (free.TryPop(out var plane))
            {
                return plane;
            }

            all.Add(new(length));
            return all[^1].Memory;
        }

        internal void Return(params ReadOnlySpan<Memory<float>> planes)
        {
            foreach (var plane in planes)
            {
                free.Push(plane);
            }
        }

        public void Dispose() => all.ForEach(plane => ((IDisposable)plane).Dispose());
    }

    /// <summary>Luma and two differences of colour, 0 to 1, of some rows. The memory is longer than these.</summary>
    private sealed record Planes(Memory<float> Luma, Memory<float> Blue, Memory<float> Red, int Width)
    {
        internal int Height { get; private set; }

        /// <param name="above">The rows from <paramref name="top"/> to <paramref name="first"/>, which have been written in the frame.</param>
        internal void Load(EditFrame frame, ushort[] above, int top, int first, int bottom, Lanes lanes)
        {
            var bands = frame.Bands;
            Height = bottom - top;
            lanes.Rows(Height, y =>
            {
                var pixels = top + y < first ? above.AsSpan(y * Width * bands, Width * bands) : frame.Pixels.Slice((top + y) * Width * bands, Width * bands);
                Span<float> lumas = Row(Luma, y, Width), blues = Row(Blue, y, Width), reds = Row(Red, y, Width);
                for (var x = 0; x < Width; x++)
                {
                    var from = x * bands;
                    float red = pixels[from] / 65535f, green = pixels[from + 1] / 65535f, blue = pixels[from + 2] / 65535f;
                    var luma = .2126f * red + .7152f * green + .0722f * blue;
                    (lumas[x], blues[x], reds[x]) = (luma, blue - luma, red - luma);
                }
            });
        }

        internal void Store(EditFrame frame, int y, int row)
        {
            var pixels = frame.Pixels.Slice(y * Width * frame.Bands, Width * frame.Bands);
            Span<float> lumas = Row(Luma, row, Width), blues = Row(Blue, row, Width), reds = Row(Red, row, Width);
            for (var x = 0; x < Width; x++)
            {
                var to = x * frame.Bands;
                float luma = lumas[x], red = luma + reds[x], blue = luma + blues[x];
                var green = (luma - .2126f * red - .0722f * blue) / .7152f;
                (pixels[to], pixels[to + 1], pixels[to + 2]) = (Level(red), Level(green), Level(blue));
            }
        }

        private static ushort Level(float value) => (ushort)Math.Clamp(value * 65535 + .5f, 0, 65535);
    }
}
