namespace CommerceOS.Benchmarks.Studio.Cutouts;

/// <summary>
/// How well a mask fits the truth. Overlap: pixels in both over pixels in either. Boundary: F-score of the outlines'
/// pixels, where one counts as found when the other outline passes within three pixels of it (Euclidean, not one to one).
/// </summary>
internal sealed record MaskScore(double Overlap, double Boundary)
{
    private const int Tolerance = 3;

    public static MaskScore Of(PixelMask found, PixelMask truth)
    {
        if (found.Width != truth.Width || found.Height != truth.Height)
            throw new ArgumentException($"expected a mask of {truth.Width} x {truth.Height}, got {found.Width} x {found.Height}");
        int both = 0, either = 0;
        for (var i = 0; i < truth.Pixels.Length; i++)
        {
            both += found.Pixels[i] & truth.Pixels[i];
            either += found.Pixels[i] | truth.Pixels[i];
        }

        var mine = Outline(found);
        var theirs = Outline(truth);
        var precision = Near(mine, Reach(theirs, found.Width, found.Height));
        var recall = Near(theirs, Reach(mine, found.Width, found.Height));
        return new(either == 0 ? 1 : both / (double)either, precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall));
    }

    // Product pixels with one of their four neighbours outside; the photo's frame is no outline.
    private static List<int> Outline(PixelMask mask)
    {
        List<int> outline = [];
        for (var y = 0; y < mask.Height; y++)
        {
            for (var x = 0; x < mask.Width; x++)
            {
                var i = (y * mask.Width) + x;
                if (mask.Pixels[i] == 1
                    && ((x > 0 && mask.Pixels[i - 1] == 0) || (x < mask.Width - 1 && mask.Pixels[i + 1] == 0)
                        || (y > 0 && mask.Pixels[i - mask.Width] == 0) || (y < mask.Height - 1 && mask.Pixels[i + mask.Width] == 0)))
                {
                    outline.Add(i);
                }
            }
        }

        return outline;
    }

    private static bool[] Reach(List<int> outline, int width, int height)
    {
        var reach = new bool[width * height];
        foreach (var i in outline)
        {
            var (y, x) = Math.DivRem(i, width);
            for (var dy = -Tolerance; dy <= Tolerance; dy++)
            {
                for (var dx = -Tolerance; dx <= Tolerance; dx++)
                {
                    if ((dx * dx) + (dy * dy) <= Tolerance * Tolerance && x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height)
                        reach[((y + dy) * width) + x + dx] = true;
                }
            }
        }

        return reach;
    }

    private static double Near(List<int> outline, bool[] reach) => outline.Count == 0 ? 0 : outline.Count(i => reach[i]) / (double)outline.Count;
}
