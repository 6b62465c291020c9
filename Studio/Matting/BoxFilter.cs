using System.Buffers;

namespace CommerceOS.Studio.Matting;

/// <summary>Mean over a square window, edges repeated, in time independent of the radius; and morphology made of it.</summary>
internal static class BoxFilter
{
    private const int ColumnBlock = 64;

    internal static float[] Mean(float[] source, int width, int height, int radius, Lanes lanes)
    {
        var rows = ArrayPool<float>.Shared.Rent(source.Length);
        var mean = new float[source.Length];
        Mean(source, mean, rows, width, height, radius, lanes);
        ArrayPool<float>.Shared.Return(rows);
        return mean;
    }

    /// <param name="mean">The result; may be the source.</param>
    /// <param name="rows">For values on the way. All three may be longer than the picture.</param>
    internal static void Mean(ReadOnlyMemory<float> source, Memory<float> mean, Memory<float> rows, int width, int height, int radius, Lanes lanes)
    {
        lanes.Rows(height, y =>
        {
            var line = source.Span.Slice(y * width, width);
            var sums = rows.Span.Slice(y * width, width);
            var sum = 0f;
            for (var x = -radius; x <= radius; x++)
            {
                sum += line[Math.Clamp(x, 0, width - 1)];
            }

            for (var x = 0; x < width; x++)
            {
                sums[x] = sum;
                sum += line[Math.Min(width - 1, x + radius + 1)] - line[Math.Max(0, x - radius)];
            }
        });

        var share = 1f / ((2 * radius + 1) * (2 * radius + 1));
        lanes.Rows((width + ColumnBlock - 1) / ColumnBlock, block =>
        {
            int first = block * ColumnBlock, last = Math.Min(width, first + ColumnBlock);
            Span<float> sums = stackalloc float[ColumnBlock];
            sums.Clear();
            ReadOnlySpan<float> from = rows.Span;
            var to = mean.Span;
            for (var y = -radius; y <= radius; y++)
            {
                var row = Math.Clamp(y, 0, height - 1) * width;
                for (var x = first; x < last; x++)
                {
                    sums[x - first] += from[row + x];
                }
            }

            for (var y = 0; y < height; y++)
            {
                var entering = Math.Min(height - 1, y + radius + 1) * width;
                var leaving = Math.Max(0, y - radius) * width;
                for (var x = first; x < last; x++)
                {
                    to[y * width + x] = sums[x - first] * share;
                    sums[x - first] += from[entering + x] - from[leaving + x];
                }
            }
        });
    }

    internal static byte[] Grow(byte[] mask, int width, int height, int radius, Lanes lanes)
    {
        var mean = Mean(ToFloats(mask), width, height, radius, lanes);
        var threshold = .5f / ((2 * radius + 1) * (2 * radius + 1));
        return Array.ConvertAll(mean, share => (byte)(share > threshold ? 1 : 0));
    }

    internal static byte[] Shrink(byte[] mask, int width, int height, int radius, Lanes lanes)
    {
        var mean = Mean(ToFloats(mask), width, height, radius, lanes);
        var threshold = 1 - .5f / ((2 * radius + 1) * (2 * radius + 1));
        return Array.ConvertAll(mean, share => (byte)(share > threshold ? 1 : 0));
    }

    private static float[] ToFloats(byte[] mask) => Array.ConvertAll(mask, side => (float)side);
}
