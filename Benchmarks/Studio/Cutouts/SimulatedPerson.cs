using CommerceOS.Studio;

namespace CommerceOS.Benchmarks.Studio.Cutouts;

/// <summary>
/// Draws what a person who sees the mistakes would draw: one stroke at a time through the middle of the largest mistake, looking at
/// the new result before the next. It stays inside the mistake, and knows nothing of the engine.
/// </summary>
internal static class SimulatedPerson
{
    private const int MostStrokes = 6;
    private const double GoodEnough = .99;

    /// <summary>The result after the last stroke, the strokes, and the milliseconds of the slowest cut.</summary>
    public static (Cutout Cutout, IReadOnlyList<CutoutStroke> Strokes, double Slowest) Retouch(StudioEngine engine, ReadOnlyMemory<byte> master, PixelMask truth)
    {
        var session = engine.OpenMatting(master);
        var cutout = engine.Recut(session, []);
        List<CutoutStroke> strokes = [];
        double slowest = 0;
        while (strokes.Count < MostStrokes)
        {
            var found = LabelledPhoto.Found(cutout, truth.Width, truth.Height);
            if (MaskScore.Of(found, truth).Overlap >= GoodEnough || Next(found, truth) is not { } stroke) break;
            strokes.Add(stroke);
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            cutout = engine.Recut(session, strokes);
            slowest = Math.Max(slowest, System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return (cutout, strokes, slowest);
    }

    private static CutoutStroke? Next(PixelMask found, PixelMask truth)
    {
        int width = truth.Width, height = truth.Height;
        var depth = new int[width * height];
        List<int> best = [];
        foreach (var side in (ReadOnlySpan<byte>)[0, 1])
        {
            var wrong = new bool[width * height];
            for (var i = 0; i < wrong.Length; i++) wrong[i] = found.Pixels[i] != truth.Pixels[i] && truth.Pixels[i] == side;
            var region = Largest(wrong, width, height);
            if (region.Count > best.Count) best = region;
        }

        if (best.Count < 30) return null;
        Depths(best, depth, width, height);
        var middle = best.MaxBy(i => depth[i]);
        var core = best.Where(i => depth[i] * 2 >= depth[middle]).ToHashSet();
        var path = LongestWay(middle, core, width);
        double longer = Math.Max(width, height), radius = Math.Clamp(depth[middle] * .45 / longer, CutoutStroke.LeastRadius, .03);
        var every = Math.Max(1, path.Count / 40);
        return new(
            truth.Pixels[middle] == 1 ? StrokeKind.Keep : StrokeKind.Erase,
            radius,
            [.. path.Where((_, k) => k % every == 0).Select(i => new StrokePoint(((i % width) + .5) / longer, ((i / width) + .5) / longer))]);
    }

    private static List<int> Largest(bool[] wrong, int width, int height)
    {
        var seen = new bool[wrong.Length];
        List<int> largest = [];
        for (var start = 0; start < wrong.Length; start++)
        {
            if (!wrong[start] || seen[start]) continue;
            List<int> region = [start];
            seen[start] = true;
            for (var k = 0; k < region.Count; k++)
            {
                foreach (var next in Around(region[k], width, height))
                {
                    if (!wrong[next] || seen[next]) continue;
                    seen[next] = true;
                    region.Add(next);
                }
            }

            if (region.Count > largest.Count) largest = region;
        }

        return largest;
    }

    // Steps to the region's border, by peeling.
    private static void Depths(List<int> region, int[] depth, int width, int height)
    {
        var inside = region.ToHashSet();
        List<int> layer = [.. region.Where(i => Around(i, width, height).Count(inside.Contains) < 4)];
        for (var step = 1; layer.Count > 0; step++)
        {
            foreach (var i in layer) depth[i] = step;
            layer = [.. layer.SelectMany(i => Around(i, width, height)).Where(i => inside.Contains(i) && depth[i] == 0).Distinct()];
        }
    }

    // From the deepest place to the farthest one within the core.
    private static List<int> LongestWay(int from, HashSet<int> core, int width)
    {
        Dictionary<int, int> before = new() { [from] = -1 };
        List<int> order = [from];
        for (var k = 0; k < order.Count; k++)
        {
            foreach (var next in Around(order[k], width, int.MaxValue))
            {
                if (core.Contains(next) && before.TryAdd(next, order[k])) order.Add(next);
            }
        }

        List<int> way = [];
        for (var i = order[^1]; i >= 0; i = before[i]) way.Add(i);
        return way;
    }

    private static IEnumerable<int> Around(int i, int width, int height)
    {
        if (i % width > 0) yield return i - 1;
        if (i % width < width - 1) yield return i + 1;
        if (i >= width) yield return i - width;
        if (i / width < height - 1) yield return i + width;
    }
}
