namespace CommerceOS.Studio.Matting;

/// <summary>
/// Cuts again at a higher resolution, but only inside a narrow band around the coarse outline and with the colours found
/// on both sides of that place: the outline snaps to real edges and a label in the middle cannot disturb it.
/// </summary>
internal static class BandRefinement
{
    private const double CapacityUnit = 64;
    private const double Smoothness = 9;
    private const double SoftStep = 2; // as in the coarse cut, at this size
    private const double ColourWeight = 18;
    private const float OddsWeight = 2; // of the networks: colours are the other witness
    private const float Widening = .6f; // added to odds: a cut is short rather than right, and takes corners off
    private const int Certain = 1 << 20;

    private static readonly (int Dx, int Dy, float Weight)[] Neighbours = [(1, 0, 1f), (0, 1, 1f), (1, 1, .7071f), (-1, 1, .7071f)];

    /// <param name="mask">1 for product, refined in place.</param>
    /// <param name="lab">Colours of the same size.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="bandRadius">Half the band in pixels.</param>
    /// <param name="odds">The learned networks' odds at each pixel; null where it was not asked.</param>
    /// <param name="seeds">1 for certainly product, -1 for certainly backdrop; null for none.</param>
    /// <param name="lanes">Threads.</param>
    /// <returns>The local colours on both sides of the band, for the verdict.</returns>
    internal static LocalColours Refine(byte[] mask, float[] lab, int width, int height, int bandRadius, float[]? odds, sbyte[]? seeds, Lanes lanes)
    {
        var inside = BoxFilter.Shrink(mask, width, height, bandRadius, lanes);
        var around = BoxFilter.Grow(mask, width, height, bandRadius, lanes);
        var colours = new LocalColours(lab, inside, around, width, height, bandRadius * 3, lanes);
        var node = new int[mask.Length];
        var nodes = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            node[i] = inside[i] == 0 && around[i] == 1 ? nodes++ : -1;
        }

        if (nodes == 0)
        {
            return colours;
        }

        var nearest = new NearestColours(lab, inside, around, width, height, Math.Max(2, bandRadius));
        var positions = new float[nodes];
        lanes.Rows(height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var i = y * width + x;
                if (node[i] >= 0)
                {
                    positions[node[i]] = (colours.Position(lab[i * 3], lab[i * 3 + 1], lab[i * 3 + 2], i) + nearest.Position(x, y)) / 2;
                }
            }
        });
        var graph = new MinimumCut(nodes, nodes * Neighbours.Length);
        for (var i = 0; i < mask.Length; i++)
        {
            if (node[i] >= 0 && seeds is not null && seeds[i] != 0)
            {
                graph.AddPreference(node[i], seeds[i] > 0 ? Certain : 0, seeds[i] > 0 ? 0 : Certain);
            }
            else if (node[i] >= 0)
            {
                var certainty = Math.Clamp((colours.Separation(i) - 3) / 14, 0, 1);
                var colour = (positions[node[i]] - .5) * ColourWeight * certainty;
                var towards = (odds is null ? colour : colour + OddsWeight * (odds[i] + Widening)) * CapacityUnit;
                graph.AddPreference(node[i], (int)Math.Max(0, towards), (int)Math.Max(0, -towards));
            }
        }

        Connect(graph, node, inside, lab, width, height);
        graph.Run();
        for (var i = 0; i < mask.Length; i++)
        {
            if (node[i] >= 0)
            {
                mask[i] = (byte)(graph.IsProduct(node[i]) ? 1 : 0);
            }
        }

        return colours;
    }

    private static void Connect(MinimumCut graph, int[] node, byte[] inside, float[] lab, int width, int height)
    {
        var beta = ContrastScale(node, lab, width);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                foreach (var (dx, dy, weight) in Neighbours)
                {
                    int nx = x + dx, ny = y + dy;
                    if (nx < 0 || nx >= width || ny >= height)
                    {
                        continue;
                    }

                    int i = y * width + x, j = ny * width + nx;
                    if (node[i] < 0 && node[j] < 0)
                    {
                        continue;
                    }

                    var cost = (int)(CapacityUnit * Smoothness * weight * Math.Exp(-beta * LabColour.SquaredDistance(lab, i, j))) + 2;
                    if (node[i] >= 0 && node[j] >= 0)
                    {
                        graph.AddEdge(node[i], node[j], cost);
                        continue;
                    }

                    // The other end is decided already: its side pulls.
                    var (open, settled) = node[i] >= 0 ? (i, j) : (j, i);
                    graph.AddPreference(node[open], inside[settled] == 1 ? cost : 0, inside[settled] == 1 ? 0 : cost);
                }
            }
        }
    }

    private static double ContrastScale(int[] node, float[] lab, int width)
    {
        double sum = 0;
        var count = 0;
        for (var i = 0; i < node.Length - width - 1; i++)
        {
            if (node[i] >= 0)
            {
                sum += LabColour.SquaredDistance(lab, i, i + 1) + LabColour.SquaredDistance(lab, i, i + width);
                count += 2;
            }
        }

        return 1 / (2 * Math.Max(SoftStep * SoftStep, sum / Math.Max(1, count)));
    }
}
