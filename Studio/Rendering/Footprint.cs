using CommerceOS.Studio.Matting;

namespace CommerceOS.Studio.Rendering;

/// <summary>One place where the product stands, in pixels of the scaled product.</summary>
/// <param name="Left">First column.</param>
/// <param name="Right">Last column.</param>
/// <param name="Depth">How far the base reaches back on the floor: large when the photo was taken from above.</param>
internal sealed record Foot(int Left, int Right, float Depth)
{
    internal int Width => Right - Left + 1;
}

/// <summary>
/// Reads from the silhouette where the product touches the ground: a bottle has one foot, headphones have two, at
/// different heights when one stands further back.
/// </summary>
internal sealed class Footprint
{
    private const byte Solid = 128;
    private const double ReachOfFeet = .20;   // feet end within this share of the height above the lowest point
    private const double SmallestFoot = .035; // of the product's width; narrower ones are dangling straps
    private const float SteepestGround = .65f; // rise per column: beyond it the outline is the product's side
    private const float LeastDepth = .10f;
    private const float MostDepth = .60f;

    private Footprint(IReadOnlyList<Foot> feet, float[] ground) => (Feet, Ground) = (feet, ground);

    internal IReadOnlyList<Foot> Feet { get; }

    /// <summary>Row of the ground per column: the lower outline at the feet, straight between and level beyond them.</summary>
    internal float[] Ground { get; }

    internal static Footprint Of(Raster rgba)
    {
        var outline = Smooth(LowestRows(rgba), Math.Max(1, rgba.Width / 90));
        var reach = outline.Max() - rgba.Height * ReachOfFeet;
        List<Foot> feet = [];
        for (var x = 0; x < outline.Length; x++)
        {
            if (outline[x] < reach)
            {
                continue;
            }

            var start = x;
            while (x + 1 < outline.Length && outline[x + 1] >= reach)
            {
                x++;
            }

            if (Trim(outline, start, x) is var (left, right) && right - left + 1 >= rgba.Width * SmallestFoot)
            {
                feet.Add(new Foot(left, right, Depth(outline, left, right)));
            }
        }

        if (feet.Count == 0)
        {
            var (left, right) = (rgba.Width / 4, rgba.Width * 3 / 4);
            feet.Add(new Foot(left, right, (right - left) * LeastDepth));
        }

        return new Footprint(feet, GroundUnder(outline, feet));
    }

    private static float[] LowestRows(Raster rgba)
    {
        var lowest = new float[rgba.Width];
        for (var y = 0; y < rgba.Height; y++)
        {
            for (var x = 0; x < rgba.Width; x++)
            {
                if (rgba.Pixels[(y * rgba.Width + x) * 4 + 3] > Solid)
                {
                    lowest[x] = y;
                }
            }
        }

        return lowest;
    }

    // A rounded base lifts off the floor where its outline turns steep.
    private static (int Left, int Right) Trim(float[] outline, int left, int right)
    {
        var step = Math.Max(1, (right - left) / 40);
        var middle = (left + right) / 2;
        while (left < middle && outline[left + step] - outline[left] > SteepestGround * step)
        {
            left++;
        }

        while (right > middle && outline[right - step] - outline[right] > SteepestGround * step)
        {
            right--;
        }

        return (left, right);
    }

    // A circle seen from above: at 88 % of its half width the front edge has risen by .525 of its half depth.
    private static float Depth(float[] outline, int left, int right)
    {
        var width = right - left + 1;
        var inset = (int)(width * .06);
        var rise = outline.AsSpan(left, width).ToArray().Max() - (outline[left + inset] + outline[right - inset]) / 2;
        return Math.Clamp(2 * rise / .525f, width * LeastDepth, width * MostDepth);
    }

    private static float[] GroundUnder(float[] outline, List<Foot> feet)
    {
        var ground = new float[outline.Length];
        for (var x = 0; x < ground.Length; x++)
        {
            var before = feet.LastOrDefault(foot => foot.Left <= x);
            var after = feet.Find(foot => foot.Right >= x);
            if (before is not null && ReferenceEquals(before, after))
            {
                ground[x] = outline[x];
            }
            else if (before is null || after is null)
            {
                ground[x] = outline[before?.Right ?? after!.Left];
            }
            else
            {
                var share = (x - before.Right) / (float)(after.Left - before.Right);
                ground[x] = outline[before.Right] * (1 - share) + outline[after.Left] * share;
            }
        }

        // Fur and cloth have ragged hems; the floor under them has not.
        return Smooth(ground, Math.Max(1, ground.Length / 60));
    }

    private static float[] Smooth(float[] values, int radius)
    {
        var smooth = new float[values.Length];
        for (var x = 0; x < values.Length; x++)
        {
            int from = Math.Max(0, x - radius), to = Math.Min(values.Length - 1, x + radius);
            var sum = 0f;
            for (var i = from; i <= to; i++)
            {
                sum += values[i];
            }

            smooth[x] = sum / (to - from + 1);
        }

        return smooth;
    }
}
