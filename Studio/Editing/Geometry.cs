using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Rendering;

namespace CommerceOS.Studio.Editing;

/// <summary>Crop, turns, straightening and boxes.</summary>
internal static class Geometry
{
    internal static EditFrame Crop(EditFrame frame, PixelBox box, Lanes lanes)
    {
        var bands = frame.Bands;
        var pixels = new PixelBuffer<ushort>(box.Width * box.Height * bands);
        lanes.Rows(box.Height, y => frame.Pixels.Slice(((box.Top + y) * frame.Width + box.Left) * bands, box.Width * bands).CopyTo(pixels.Span[(y * box.Width * bands)..]));
        return new(pixels, new(box.Width, box.Height), bands, frame.Scale, frame.Map.After(new(1, 0, box.Left, 0, 1, box.Top)), frame.Tones);
    }

    internal static EditFrame Turn(EditFrame frame, TurnStep step, Lanes lanes)
    {
        int wide = frame.Width, tall = frame.Height, bands = frame.Bands;
        // Where a pixel of the result comes from.
        var map = step.Quarters switch
        {
            1 => new FrameMap(0, 1, 0, -1, 0, tall),
            2 => new FrameMap(-1, 0, wide, 0, -1, tall),
            3 => new FrameMap(0, -1, wide, 1, 0, 0),
            _ => new FrameMap(1, 0, 0, 0, 1, 0),
        };
        PixelSize size = step.Quarters % 2 == 1 ? new(tall, wide) : frame.Size;
        if (step.Mirror)
        {
            map = map.After(new(-1, 0, size.Width, 0, 1, 0));
        }

        var pixels = new PixelBuffer<ushort>(frame.Buffer.Length);
        lanes.Rows(size.Height, y =>
        {
            var source = frame.Pixels;
            var row = pixels.Span.Slice(y * size.Width * bands, size.Width * bands);
            for (var x = 0; x < size.Width; x++)
            {
                var (sourceX, sourceY) = map.At(x + .5, y + .5);
                var from = ((int)Math.Floor(sourceY) * wide + (int)Math.Floor(sourceX)) * bands;
                source.Slice(from, bands).CopyTo(row[(x * bands)..]);
            }
        });
        return new(pixels, size, bands, frame.Scale, frame.Map.After(map), frame.Tones);
    }

    internal static EditFrame Straighten(EditFrame frame, double degrees, PixelSize size, Lanes lanes)
    {
        var angle = degrees * Math.PI / 180;
        double cos = Math.Cos(angle), sin = Math.Sin(angle);
        // The turned picture is looked up, so places turn the other way.
        FrameMap map = new(
            cos, sin, frame.Width / 2.0 - (cos * size.Width + sin * size.Height) / 2,
            -sin, cos, frame.Height / 2.0 - (-sin * size.Width + cos * size.Height) / 2);
        var pixels = new PixelBuffer<ushort>(size.Width * size.Height * frame.Bands);
        lanes.Rows(size.Height, y =>
        {
            var source = frame.Pixels;
            var row = pixels.Span.Slice(y * size.Width * frame.Bands, size.Width * frame.Bands);
            for (var x = 0; x < size.Width; x++)
            {
                var (sourceX, sourceY) = map.At(x + .5, y + .5);
                Cubic(frame, source, sourceX - .5, sourceY - .5, row.Slice(x * frame.Bands, frame.Bands));
            }
        });
        return new(pixels, size, frame.Bands, frame.Scale, frame.Map.After(map), frame.Tones);
    }

    /// <summary>The frame, already scaled, in a box; what lies outside is cut off, what is free is filled.</summary>
    internal static EditFrame Box(EditFrame frame, PixelSize box, int left, int top, string? colour, Lanes lanes)
    {
        var bands = colour is null ? 4 : frame.Bands;
        Span<ushort> fill = stackalloc ushort[4];
        if (colour is not null)
        {
            var tint = Tint.Of(colour);
            (fill[0], fill[1], fill[2], fill[3]) = ((ushort)(tint.Red * 257), (ushort)(tint.Green * 257), (ushort)(tint.Blue * 257), ushort.MaxValue);
        }

        var filling = fill[..bands].ToArray();
        var pixels = new PixelBuffer<ushort>(box.Width * box.Height * bands);
        lanes.Rows(box.Height, y =>
        {
            var source = frame.Pixels;
            var row = pixels.Span.Slice(y * box.Width * bands, box.Width * bands);
            for (var x = 0; x < box.Width; x++)
            {
                var to = row.Slice(x * bands, bands);
                int sourceX = x - left, sourceY = y - top;
                if (sourceX < 0 || sourceY < 0 || sourceX >= frame.Width || sourceY >= frame.Height)
                {
                    filling.CopyTo(to);
                    continue;
                }

                source.Slice((sourceY * frame.Width + sourceX) * frame.Bands, frame.Bands).CopyTo(to);
                if (bands > frame.Bands)
                {
                    to[3] = ushort.MaxValue;
                }
            }
        });
        return new(pixels, box, bands, frame.Scale, frame.Map.After(new(1, 0, -left, 0, 1, -top)), frame.Tones);
    }

    // Catmull and Rom's cubic: keeps the picture as sharp as its pixels allow and overshoots little.
    private static void Cubic(EditFrame frame, ReadOnlySpan<ushort> pixels, double x, double y, Span<ushort> result)
    {
        int left = (int)Math.Floor(x), top = (int)Math.Floor(y), bands = frame.Bands;
        Span<double> across = stackalloc double[4];
        Span<double> down = stackalloc double[4];
        Weights(x - left, across);
        Weights(y - top, down);
        Span<double> sums = stackalloc double[4];
        sums.Clear();
        for (var j = 0; j < 4; j++)
        {
            var row = Math.Clamp(top - 1 + j, 0, frame.Height - 1) * frame.Width;
            for (var i = 0; i < 4; i++)
            {
                var at = (row + Math.Clamp(left - 1 + i, 0, frame.Width - 1)) * bands;
                var weight = across[i] * down[j];
                if (bands == 4)
                {
                    weight *= pixels[at + 3] / 65535.0;
                    sums[3] += weight;
                }

                sums[0] += pixels[at] * weight;
                sums[1] += pixels[at + 1] * weight;
                sums[2] += pixels[at + 2] * weight;
            }
        }

        var share = 1.0;
        if (bands == 4)
        {
            result[3] = (ushort)(Math.Clamp(sums[3], 0, 1) * 65535 + .5);
            share = sums[3] > 1e-4 ? 1 / sums[3] : 0;
        }

        for (var c = 0; c < 3; c++)
        {
            result[c] = (ushort)Math.Clamp(sums[c] * share + .5, 0, 65535);
        }
    }

    private static void Weights(double t, Span<double> weights)
    {
        weights[0] = ((-t + 2) * t - 1) * t / 2;
        weights[1] = ((3 * t - 5) * t * t + 2) / 2;
        weights[2] = ((-3 * t + 4) * t + 1) * t / 2;
        weights[3] = (t - 1) * t * t / 2;
    }
}
