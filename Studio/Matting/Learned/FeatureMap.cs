namespace CommerceOS.Studio.Matting.Learned;

/// <summary>
/// Planes of numbers with a margin of zeros around each, so that a convolution needs no special case at the edges and may
/// compute whole vectors past the end of a row. Outside of the collected heap: one look of a network makes 80 MB of them, which
/// must not wait for a collection.
/// </summary>
internal sealed class FeatureMap : IDisposable
{
    private const int Left = 8; // a vector of zeros before the first column
    private const int Block = 16;

    private readonly PixelBuffer<float> values;

    internal FeatureMap(int channels, int height, int width)
    {
        (Channels, Height, Width) = (channels, height, width);
        Stride = (width + Block - 1) / Block * Block + Left + Block;
        values = new PixelBuffer<float>(channels * (height + 2) * Stride);
        values.Span.Clear();
    }

    internal int Channels { get; }

    internal int Height { get; }

    internal int Width { get; }

    /// <summary>From a place to the one below.</summary>
    internal int Stride { get; }

    /// <summary>From a place to the same one of the next channel.</summary>
    internal int Plane => (Height + 2) * Stride;

    internal Span<float> Values => values.Span;

    /// <summary>Where a row begins; rows -1 and Height are zeros.</summary>
    internal int At(int channel, int row) => channel * Plane + (row + 1) * Stride + Left;

    internal Span<float> Row(int channel, int row) => Values.Slice(At(channel, row), Width);

    public void Dispose() => ((IDisposable)values).Dispose();

    /// <summary>The largest of each two by two.</summary>
    internal FeatureMap Halved()
    {
        var half = new FeatureMap(Channels, Height / 2, Width / 2);
        for (var channel = 0; channel < Channels; channel++)
        {
            for (var y = 0; y < half.Height; y++)
            {
                ReadOnlySpan<float> upper = Row(channel, 2 * y), lower = Row(channel, 2 * y + 1);
                var target = half.Row(channel, y);
                for (var x = 0; x < target.Length; x++)
                {
                    target[x] = MathF.Max(MathF.Max(upper[2 * x], upper[2 * x + 1]), MathF.Max(lower[2 * x], lower[2 * x + 1]));
                }
            }
        }

        return half;
    }

    /// <summary>Each number four times, and behind these channels those of another map of that size.</summary>
    internal FeatureMap DoubledWith(FeatureMap other)
    {
        var both = new FeatureMap(Channels + other.Channels, other.Height, other.Width);
        for (var channel = 0; channel < both.Channels; channel++)
        {
            for (var y = 0; y < both.Height; y++)
            {
                var target = both.Row(channel, y);
                if (channel >= Channels)
                {
                    other.Row(channel - Channels, y).CopyTo(target);
                    continue;
                }

                ReadOnlySpan<float> source = Row(channel, y / 2);
                for (var x = 0; x < target.Length; x++)
                {
                    target[x] = source[x / 2];
                }
            }
        }

        return both;
    }
}
