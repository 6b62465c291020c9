namespace CommerceOS.Studio.Matting;

/// <summary>
/// How many edges lie between each pixel and the frame of the photo. Only the part of a step that exceeds the backdrop's
/// own texture costs anything, so soft shadows and gradients are free and outlines are walls.
/// </summary>
/// <param name="Distance">Cheapest cost to the frame per pixel.</param>
/// <param name="EdgeFloor">The step that the backdrop's own texture makes (at least .9).</param>
/// <param name="Smoothed">The colours that the steps were measured on.</param>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
internal sealed record FrameGeodesic(float[] Distance, float EdgeFloor, float[] Smoothed, int Width, int Height)
{
    private const float LengthCost = .002f; // breaks ties towards the shorter way

    /// <summary>A distance that an outline reliably exceeds.</summary>
    internal float WallHeight => 1.6f + 6f * MathF.Max(0, EdgeFloor - .9f);

    /// <param name="lab">Colours.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="ring">Depth of the frame.</param>
    /// <param name="foreign">Frame pixels that do not count as backdrop.</param>
    internal static FrameGeodesic From(float[] lab, int width, int height, int ring, bool[] foreign)
    {
        var smooth = Smooth(lab, width, height);
        var floor = MathF.Max(.9f, FrameEdgeLevel(smooth, width, height, ring) * 1.25f);
        var distance = Distances(smooth, width, height, floor, LengthCost, i => !foreign[i] && BackdropSurface.FrameDepth(i, width, height) < 2);
        return new FrameGeodesic(distance, floor, smooth, width, height);
    }

    /// <summary>The same cost, counted from other pixels.</summary>
    internal float[] DistanceFrom(Predicate<int> starts, float lengthCost) => Distances(Smoothed, Width, Height, EdgeFloor, lengthCost, starts);

    private static float[] Distances(float[] smooth, int width, int height, float floor, float lengthCost, Predicate<int> starts)
    {
        var distance = new float[width * height];
        Array.Fill(distance, float.MaxValue);
        var queue = new PriorityQueue<int, float>();
        for (var i = 0; i < distance.Length; i++)
        {
            if (starts(i))
            {
                distance[i] = 0;
                queue.Enqueue(i, 0);
            }
        }

        while (queue.TryDequeue(out var i, out var reached))
        {
            if (reached > distance[i])
            {
                continue;
            }

            var (y, x) = Math.DivRem(i, width);
            for (var dy = -1; dy <= 1; dy++)
            {
                for (var dx = -1; dx <= 1; dx++)
                {
                    int nx = x + dx, ny = y + dy;
                    if ((dx == 0 && dy == 0) || nx < 0 || ny < 0 || nx >= width || ny >= height)
                    {
                        continue;
                    }

                    var j = ny * width + nx;
                    var length = dx != 0 && dy != 0 ? 1.414f : 1;
                    var step = MathF.Sqrt(LabColour.SquaredDistance(smooth, i, j)) - floor * length;
                    var next = reached + MathF.Max(0, step) + lengthCost;
                    if (next < distance[j])
                    {
                        distance[j] = next;
                        queue.Enqueue(j, next);
                    }
                }
            }
        }

        return distance;
    }

    private static float FrameEdgeLevel(float[] lab, int width, int height, int ring)
    {
        List<float> steps = [];
        for (var y = 0; y < height - 1; y++)
        {
            for (var x = 0; x < width - 1; x++)
            {
                var i = y * width + x;
                if (BackdropSurface.FrameDepth(i, width, height) < ring * 2)
                {
                    steps.Add(MathF.Sqrt(LabColour.SquaredDistance(lab, i, i + 1)));
                }
            }
        }

        steps.Sort();
        return steps[(int)(steps.Count * .93)];
    }

    // 3 x 3 binomial: single noisy pixels are no walls.
    private static float[] Smooth(float[] lab, int width, int height)
    {
        var smooth = new float[lab.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                float l = 0, a = 0, b = 0;
                var weight = 0;
                for (var ny = Math.Max(0, y - 1); ny <= Math.Min(height - 1, y + 1); ny++)
                {
                    for (var nx = Math.Max(0, x - 1); nx <= Math.Min(width - 1, x + 1); nx++)
                    {
                        var share = (nx == x ? 2 : 1) * (ny == y ? 2 : 1);
                        var i = (ny * width + nx) * 3;
                        l += share * lab[i];
                        a += share * lab[i + 1];
                        b += share * lab[i + 2];
                        weight += share;
                    }
                }

                var at = (y * width + x) * 3;
                (smooth[at], smooth[at + 1], smooth[at + 2]) = (l / weight, a / weight, b / weight);
            }
        }

        return smooth;
    }
}
