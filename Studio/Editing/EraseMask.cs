namespace CommerceOS.Studio.Editing;

/// <summary>
/// What strokes cover, on a grid whose size follows the finished picture and not the preview: the same places are erased
/// in both.
/// </summary>
internal sealed class EraseMask
{
    private const int LongSide = 1280;

    private EraseMask(float[] cover, PixelSize size) => (Cover, Size) = (cover, size);

    /// <summary>0 to 1.</summary>
    internal float[] Cover { get; }

    internal PixelSize Size { get; }

    internal double Share => Cover.Sum(cover => (double)cover) / Cover.Length;

    internal static EraseMask Of(EraseStep step, PixelSize frame)
    {
        var scale = Math.Min(1, (double)LongSide / frame.LongSide);
        PixelSize size = new(Math.Max(1, (int)Math.Round(frame.Width * scale)), Math.Max(1, (int)Math.Round(frame.Height * scale)));
        var mask = new EraseMask(new float[size.Width * size.Height], size);
        foreach (var stroke in step.Strokes)
        {
            for (var i = 0; i < Math.Max(1, stroke.Points.Count - 1); i++)
            {
                mask.Line(stroke.Points[i], stroke.Points[Math.Min(i + 1, stroke.Points.Count - 1)], stroke.Radius * size.LongSide);
            }
        }

        return mask;
    }

    /// <summary>Parts that do not touch, each with its box; row by row, so that their order is the same every time.</summary>
    internal IReadOnlyList<PixelBox> Parts()
    {
        var seen = new bool[Cover.Length];
        var parts = new List<PixelBox>();
        var open = new Stack<int>();
        for (var start = 0; start < Cover.Length; start++)
        {
            if (seen[start] || Cover[start] <= 0)
            {
                continue;
            }

            int left = Size.Width, top = Size.Height, right = 0, bottom = 0;
            seen[start] = true;
            open.Push(start);
            while (open.TryPop(out var i))
            {
                int x = i % Size.Width, y = i / Size.Width;
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
                for (var dy = -2; dy <= 2; dy++)
                {
                    for (var dx = -2; dx <= 2; dx++)
                    {
                        int column = x + dx, row = y + dy;
                        if (column < 0 || row < 0 || column >= Size.Width || row >= Size.Height || seen[row * Size.Width + column] || Cover[row * Size.Width + column] <= 0)
                        {
                            continue;
                        }

                        seen[row * Size.Width + column] = true;
                        open.Push(row * Size.Width + column);
                    }
                }
            }

            parts.Add(new(left, top, right - left + 1, bottom - top + 1));
        }

        return parts;
    }

    /// <summary>Coverage at a place in shares of the frame's sides, between the grid's points.</summary>
    internal float At(double left, double top)
    {
        double x = left * Size.Width - .5, y = top * Size.Height - .5;
        int column = (int)Math.Floor(x), row = (int)Math.Floor(y);
        float right = (float)(x - column), below = (float)(y - row);
        return (Value(column, row) * (1 - right) + Value(column + 1, row) * right) * (1 - below)
            + (Value(column, row + 1) * (1 - right) + Value(column + 1, row + 1) * right) * below;
    }

    private float Value(int x, int y) => Cover[Math.Clamp(y, 0, Size.Height - 1) * Size.Width + Math.Clamp(x, 0, Size.Width - 1)];

    private void Line(EditPoint from, EditPoint to, double radius)
    {
        double ax = from.X * Size.LongSide, ay = from.Y * Size.LongSide, bx = to.X * Size.LongSide, by = to.Y * Size.LongSide;
        double dx = bx - ax, dy = by - ay, length = dx * dx + dy * dy;
        int top = Math.Max(0, (int)(Math.Min(ay, by) - radius - 1)), bottom = Math.Min(Size.Height - 1, (int)(Math.Max(ay, by) + radius + 1));
        int left = Math.Max(0, (int)(Math.Min(ax, bx) - radius - 1)), right = Math.Min(Size.Width - 1, (int)(Math.Max(ax, bx) + radius + 1));
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                double px = x + .5 - ax, py = y + .5 - ay;
                var t = length > 0 ? Math.Clamp((px * dx + py * dy) / length, 0, 1) : 0;
                var away = Math.Sqrt((px - t * dx) * (px - t * dx) + (py - t * dy) * (py - t * dy));
                var at = y * Size.Width + x;
                Cover[at] = Math.Max(Cover[at], (float)Math.Clamp(radius - away + .5, 0, 1));
            }
        }
    }
}
