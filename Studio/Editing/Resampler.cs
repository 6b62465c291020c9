using System.Buffers;
using CommerceOS.Studio.Matting;

namespace CommerceOS.Studio.Editing;

/// <summary>Lanczos resampling (three lobes, widened where the picture shrinks) at 16 bits; colours are weighed with their coverage.</summary>
internal static class Resampler
{
    private const int Lobes = 3;
    private const int RowsAtOnce = 48;

    internal static EditFrame Resize(EditFrame frame, PixelSize size, Lanes lanes)
    {
        if (size == frame.Size)
        {
            return frame;
        }

        return Copied(frame, size, lanes);
    }

    /// <summary>As <see cref="Resize"/>, but always a frame of its own.</summary>
    internal static EditFrame Copied(EditFrame frame, PixelSize size, Lanes lanes)
    {
        var pixels = Pixels(frame, size, lanes);
        FrameMap map = new((double)frame.Width / size.Width, 0, 0, 0, (double)frame.Height / size.Height, 0);
        return new(pixels, size, frame.Bands, frame.Scale, frame.Map.After(map), frame.Tones);
    }

    private static PixelBuffer<ushort> Pixels(EditFrame frame, PixelSize to, Lanes lanes)
    {
        var (from, bands) = (frame.Size, frame.Bands);
        var result = new PixelBuffer<ushort>(checked(to.Width * to.Height * bands));
        if (from == to)
        {
            frame.Pixels.CopyTo(result.Span);
            return result;
        }

        var (columns, rows) = (Taps(from.Width, to.Width), Taps(from.Height, to.Height));
        // Block by block: only the rows that a block needs are held at the new width.
        lanes.Rows((to.Height + RowsAtOnce - 1) / RowsAtOnce, block =>
        {
            int first = block * RowsAtOnce, last = Math.Min(to.Height, first + RowsAtOnce);
            int top = rows[first].From, bottom = rows[last - 1].From + rows[last - 1].Weights.Length;
            var wide = ArrayPool<float>.Shared.Rent((bottom - top) * to.Width * bands);
            var source = frame.Pixels;
            for (var y = top; y < bottom; y++)
            {
                Across(source.Slice(y * from.Width * bands, from.Width * bands), wide.AsSpan((y - top) * to.Width * bands, to.Width * bands), bands, columns);
            }

            var sums = new float[to.Width * bands];
            for (var y = first; y < last; y++)
            {
                Array.Clear(sums);
                var (start, weights) = rows[y];
                for (var n = 0; n < weights.Length; n++)
                {
                    var row = wide.AsSpan((start - top + n) * to.Width * bands, sums.Length);
                    var weight = weights[n];
                    for (var i = 0; i < sums.Length; i++)
                    {
                        sums[i] += row[i] * weight;
                    }
                }

                Store(sums, result.Span.Slice(y * sums.Length, sums.Length), bands);
            }

            ArrayPool<float>.Shared.Return(wide);
        });
        return result;
    }

    private static void Across(ReadOnlySpan<ushort> source, Span<float> wide, int bands, (int From, float[] Weights)[] columns)
    {
        for (var x = 0; x < columns.Length; x++)
        {
            var (start, weights) = columns[x];
            float red = 0, green = 0, blue = 0, cover = 0;
            for (var n = 0; n < weights.Length; n++)
            {
                var at = (start + n) * bands;
                var weight = weights[n];
                if (bands == 4)
                {
                    var alpha = source[at + 3] / 65535f * weight;
                    cover += alpha;
                    weight = alpha;
                }

                red += source[at] * weight;
                green += source[at + 1] * weight;
                blue += source[at + 2] * weight;
            }

            var to = x * bands;
            (wide[to], wide[to + 1], wide[to + 2]) = (red, green, blue);
            if (bands == 4)
            {
                wide[to + 3] = cover;
            }
        }
    }

    private static void Store(float[] sums, Span<ushort> row, int bands)
    {
        for (var i = 0; i < sums.Length; i += bands)
        {
            var share = 1f;
            if (bands == 4)
            {
                var cover = Math.Clamp(sums[i + 3], 0, 1);
                row[i + 3] = (ushort)(cover * 65535 + .5f);
                share = sums[i + 3] > 1e-4f ? 1 / sums[i + 3] : 0;
            }

            for (var c = 0; c < 3; c++)
            {
                row[i + c] = (ushort)Math.Clamp(sums[i + c] * share + .5f, 0, 65535);
            }
        }
    }

    private static (int From, float[] Weights)[] Taps(int from, int to)
    {
        var scale = (double)from / to;
        var widened = Math.Max(1, scale);
        var reach = Lobes * widened;
        var taps = new (int, float[])[to];
        for (var i = 0; i < to; i++)
        {
            var centre = (i + .5) * scale;
            int first = Math.Max(0, (int)Math.Floor(centre - reach)), last = Math.Min(from, (int)Math.Ceiling(centre + reach));
            var weights = new double[last - first];
            for (var n = 0; n < weights.Length; n++)
            {
                weights[n] = Kernel((first + n + .5 - centre) / widened);
            }

            var sum = weights.Sum();
            taps[i] = (first, Array.ConvertAll(weights, weight => (float)(weight / sum)));
        }

        return taps;
    }

    private static double Kernel(double x)
    {
        if (Math.Abs(x) < 1e-9)
        {
            return 1;
        }

        var turn = Math.PI * x;
        return Math.Abs(x) >= Lobes ? 0 : Lobes * Math.Sin(turn) * Math.Sin(turn / Lobes) / (turn * turn);
    }
}
