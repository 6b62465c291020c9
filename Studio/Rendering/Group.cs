using CommerceOS.Studio.Matting;

namespace CommerceOS.Studio.Rendering;

/// <summary>Products side by side on one floor line, without overlap; the widest in the middle, the others to its sides by turns.</summary>
internal sealed class Group : IDisposable
{
    private const double Gap = .055; // between neighbours, of the mean width

    private readonly IReadOnlyList<Placement> placements;
    private readonly int[] lefts; // from the group's left edge

    private Group(IReadOnlyList<Placement> placements, int[] lefts, IReadOnlyList<Raster> pixels)
    {
        (this.placements, this.lefts, Pixels) = (placements, lefts, pixels);
        Footprints = [.. pixels.Select(Footprint.Of)];
        Width = placements.Select((placement, i) => lefts[i] + placement.Width).Max();
        Height = placements.Max(placement => placement.Height);
    }

    internal IReadOnlyList<Raster> Pixels { get; }

    internal IReadOnlyList<Footprint> Footprints { get; }

    internal int Width { get; }

    internal int Height { get; }

    /// <summary>The strongest enlargement of any photo's pixels.</summary>
    internal double Scale => placements.Max(placement => placement.Scale);

    /// <summary>Makes all as large as the area allows.</summary>
    internal static Group Fit(IReadOnlyList<Cutout> cutouts, IReadOnlyList<double> heights, double width, double height)
    {
        var relative = cutouts.Select((_, i) => heights.Count > 0 ? heights[i] : 1).ToArray();
        var tallest = relative.Max();
        var tall = relative.Select(share => height * share / tallest).ToArray();
        var wide = cutouts.Select((cutout, i) => tall[i] * cutout.Box.Width / cutout.Box.Height).ToArray();
        var gap = cutouts.Count > 1 ? wide.Average() * Gap : 0;
        var scale = Math.Min(1, width / (wide.Sum() + gap * (cutouts.Count - 1)));
        var fitted = cutouts.Select((cutout, i) => Placement.Fit(cutout, wide[i] * scale + .5, tall[i] * scale)).ToArray();
        var places = new int[cutouts.Count];
        var left = 0;
        foreach (var i in Order(wide))
        {
            places[i] = left;
            left += fitted[i].Width + (int)Math.Round(gap * scale);
        }

        return new Group(fitted, places, [.. fitted.Select(placement => Raster.Of(placement.Image))]);
    }

    /// <summary>The products with their feet on a row, the group's middle at a column.</summary>
    internal IReadOnlyList<Standing> Stand(double middle, int floorLine) =>
        [.. Pixels.Select((pixels, i) => new Standing(pixels, Footprints[i], (int)(middle - Width / 2.0) + lefts[i], floorLine - pixels.Height))];

    public void Dispose()
    {
        foreach (var placement in placements)
        {
            placement.Image.Dispose();
        }
    }

    private static List<int> Order(double[] wide)
    {
        List<int> order = [];
        foreach (var i in Enumerable.Range(0, wide.Length).OrderByDescending(i => wide[i]).ThenBy(i => i))
        {
            order.Insert(order.Count % 2 == 0 ? order.Count : 0, i);
        }

        return order;
    }
}
