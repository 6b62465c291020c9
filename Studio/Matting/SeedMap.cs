namespace CommerceOS.Studio.Matting;

/// <summary>Strokes on the pixels of a picture.</summary>
internal static class SeedMap
{
    /// <param name="strokes">Checked strokes, later ones on top.</param>
    /// <param name="region">The part of the photo that the picture shows.</param>
    /// <param name="photoWidth">Pixels of the photo.</param>
    /// <param name="photoHeight">Rows of the photo.</param>
    /// <param name="width">Pixels of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    /// <returns>1 to keep, -1 to erase, 0 where nothing was drawn.</returns>
    internal static sbyte[] Draw(IReadOnlyList<CutoutStroke> strokes, PixelBox region, int photoWidth, int photoHeight, int width, int height)
    {
        var seeds = new sbyte[width * height];
        double longer = Math.Max(photoWidth, photoHeight), scaleX = (double)width / region.Width, scaleY = (double)height / region.Height;
        foreach (var stroke in strokes)
        {
            // Even the finest stroke marks the pixels it runs through.
            var radius = Math.Max(.6, stroke.Radius * longer * scaleX);
            var side = (sbyte)(stroke.Kind == StrokeKind.Keep ? 1 : -1);
            var from = Place(stroke.Points[0]);
            foreach (var point in stroke.Points)
            {
                var to = Place(point);
                Line(seeds, width, height, from, to, radius, side);
                from = to;
            }
        }

        return seeds;

        (double X, double Y) Place(StrokePoint point) => ((point.X * longer - region.Left) * scaleX, (point.Y * longer - region.Top) * scaleY);
    }

    private static void Line(sbyte[] seeds, int width, int height, (double X, double Y) a, (double X, double Y) b, double radius, sbyte side)
    {
        int left = Clamp(Math.Min(a.X, b.X) - radius, width), right = Clamp(Math.Max(a.X, b.X) + radius, width);
        int top = Clamp(Math.Min(a.Y, b.Y) - radius, height), bottom = Clamp(Math.Max(a.Y, b.Y) + radius, height);
        double dx = b.X - a.X, dy = b.Y - a.Y, squared = dx * dx + dy * dy;
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                double px = x + .5 - a.X, py = y + .5 - a.Y;
                var along = squared == 0 ? 0 : Math.Clamp((px * dx + py * dy) / squared, 0, 1);
                double offX = px - along * dx, offY = py - along * dy;
                if (offX * offX + offY * offY <= radius * radius)
                {
                    seeds[y * width + x] = side;
                }
            }
        }
    }

    private static int Clamp(double value, int size) => (int)Math.Clamp(value, 0, size - 1);
}
