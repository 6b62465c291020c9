namespace CommerceOS.Studio.Matting;

/// <summary>The cut of the small picture: opinions of pixels against the reluctance to separate equal neighbours.</summary>
internal sealed class CoarseCut
{
    private const double CapacityUnit = 64; // integer capacities per nat
    private const float Certain = 400;
    private const float CertainlyBackdrop = 40;

    // A step (CIE Lab) from one pixel to the next that soft shadows reach: on an even backdrop it must not count as an edge.
    private const double SoftStep = 3;

    private static readonly (int Dx, int Dy, float Weight)[] Neighbours = [(1, 0, 1f), (0, 1, 1f), (1, 1, .7071f), (-1, 1, .7071f)];

    private readonly CoarseEvidence evidence;
    private readonly int width;
    private readonly int height;
    private readonly int[] costs;

    internal CoarseCut(CoarseEvidence evidence, CoarseSettings settings)
    {
        this.evidence = evidence;
        (width, height) = (evidence.Width, evidence.Height);
        costs = Costs(settings.Smoothness);
    }

    /// <summary>Cuts in place; returns how many pixels changed sides.</summary>
    /// <param name="mask">1 for product.</param>
    /// <param name="preference">Nats for product (positive) or backdrop.</param>
    /// <param name="seeds">1 for certainly product, -1 for certainly backdrop; null for none.</param>
    internal int Run(byte[] mask, float[] preference, sbyte[]? seeds = null)
    {
        var graph = new MinimumCut(mask.Length, mask.Length * Neighbours.Length);
        var foreign = evidence.Backdrop.Foreign;
        for (var i = 0; i < mask.Length; i++)
        {
            if (seeds is not null && seeds[i] != 0)
            {
                var certain = (int)(Certain * CapacityUnit);
                graph.AddPreference(i, seeds[i] > 0 ? certain : 0, seeds[i] > 0 ? 0 : certain);
                continue;
            }

            var depth = BackdropSurface.FrameDepth(i, width, height);
            if (!foreign[i] && (depth < 2 || (depth < evidence.Ring && evidence.Strangeness[i] < evidence.FrameLevel + 8)))
            {
                graph.AddPreference(i, 0, (int)(CertainlyBackdrop * CapacityUnit));
                continue;
            }

            var towards = Math.Clamp((double)preference[i], -14, 14) * CapacityUnit;
            graph.AddPreference(i, (int)Math.Max(0, towards), (int)Math.Max(0, -towards));
        }

        var edge = 0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                foreach (var (dx, dy, _) in Neighbours)
                {
                    int nx = x + dx, ny = y + dy;
                    if (nx >= 0 && nx < width && ny < height)
                    {
                        graph.AddEdge(y * width + x, ny * width + nx, costs[edge++]);
                    }
                }
            }
        }

        graph.Run();
        var changed = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            var side = (byte)(graph.IsProduct(i) ? 1 : 0);
            changed += side != mask[i] ? 1 : 0;
            mask[i] = side;
        }

        return changed;
    }

    private int[] Costs(double smoothness)
    {
        var beta = ContrastScale();
        var lab = evidence.Lab;
        var all = new int[width * height * Neighbours.Length];
        var edge = 0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                foreach (var (dx, dy, weight) in Neighbours)
                {
                    int nx = x + dx, ny = y + dy;
                    if (nx >= 0 && nx < width && ny < height)
                    {
                        var cost = CapacityUnit * smoothness * weight * Math.Exp(-beta * LabColour.SquaredDistance(lab, y * width + x, ny * width + nx));
                        all[edge++] = (int)cost + 1;
                    }
                }
            }
        }

        return all;
    }

    private double ContrastScale()
    {
        double sum = 0;
        var count = 0;
        for (var y = 0; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                foreach (var (dx, dy, _) in Neighbours)
                {
                    sum += LabColour.SquaredDistance(evidence.Lab, y * width + x, (y + dy) * width + x + dx);
                    count++;
                }
            }
        }

        return 1 / (2 * Math.Max(SoftStep * SoftStep, sum / count));
    }
}
