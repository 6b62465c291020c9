namespace CommerceOS.Studio.Matting;

/// <summary>Weights of the coarse cut, in the units of its energy (nats). The defaults were measured; see docs/studio.md.</summary>
internal sealed record CoarseSettings
{
    /// <summary>Cost of a cut between two equal neighbours.</summary>
    internal double Smoothness { get; init; } = 28;

    /// <summary>How strongly a pixel that looks like backdrop in shadow is kept out.</summary>
    internal float ShadowWeight { get; init; } = 5;

    /// <summary>How strongly the middle of what stands out is preferred.</summary>
    internal double CentrePreference { get; init; } = 2.2;

    /// <summary>How strongly walls between a pixel and the frame count.</summary>
    internal float WallWeight { get; init; } = 4;

    internal int Rounds { get; init; } = 4;

    /// <summary>Depth of the frame that is believed to be backdrop, in thousandths of the long side.</summary>
    internal int FramePerMille { get; init; } = 25;

    internal int Seed { get; init; } = 1;
}

/// <param name="Mask">1 where the product is, else 0.</param>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="BackdropDeviation">How busy the backdrop is, see <see cref="BackdropSurface"/>.</param>
/// <param name="Unexplained">Walled-off area outside the mask, as a share of the mask: other objects or lost parts.</param>
/// <param name="Unsupported">Share of the mask that no wall separates from the frame: backdrop taken for product.</param>
/// <param name="PlainBackdrop">True when the backdrop is smooth enough for <paramref name="Unsupported"/> to mean something.</param>
/// <param name="Parts">Separate pieces that were kept.</param>
/// <param name="Ring">Depth of the frame that was believed to be backdrop, in pixels.</param>
internal sealed record CoarseMask(
    byte[] Mask, int Width, int Height, float BackdropDeviation, double Unexplained, double Unsupported, bool PlainBackdrop, int Parts, int Ring);

/// <summary>
/// Finds the product in a small picture: colours of the frame are backdrop, what differs from it, is walled off and sits
/// in the middle is product; both colour models and the cut between them are refined in rounds (GrabCut: Rother,
/// Kolmogorov and Blake, SIGGRAPH 2004, with a shadow class and a geodesic term added).
/// </summary>
internal sealed class CoarseSegmentation(Raster image, CoarseSettings settings, Lanes lanes)
{
    private const double CapacityUnit = 64; // integer capacities per nat
    private const float CertainlyBackdrop = 40;
    private const float PlainDeviation = 3;

    private static readonly (int Dx, int Dy, float Weight)[] Neighbours = [(1, 0, 1f), (0, 1, 1f), (1, 1, .7071f), (-1, 1, .7071f)];

    private readonly int width = image.Width;
    private readonly int height = image.Height;
    private readonly int ring = Math.Max(3, Math.Max(image.Width, image.Height) * settings.FramePerMille / 1000);
    private readonly float[] lab = LabColour.From(image, lanes);

    internal CoarseMask Run()
    {
        var backdrop = BackdropSurface.Fit(lab, width, height, ring);
        var residual = Difference(lab, backdrop.Lab);
        var geodesic = FrameGeodesic.From(lab, width, height, ring, backdrop.Foreign);
        var wall = geodesic.WallHeight;
        var (strangeness, frameLevel, frameSpread) = Strangeness(residual, backdrop);
        var shadow = ShadowLikeness(residual, backdrop.Lab, geodesic);
        var saliency = Saliency(strangeness, frameLevel, frameSpread, shadow, geodesic);
        var centre = CentreOfInterest.Of(saliency, width, height);
        var mask = FirstGuess(saliency, centre, backdrop);
        var beta = ContrastScale();
        for (var round = 0; round < settings.Rounds; round++)
        {
            var product = Pixels(mask, 1);
            var rest = Pixels(mask, 0);
            if (product.Length < 40 || rest.Length < 40)
            {
                break;
            }

            var productModel = new GaussianMixture(lab, product, 5, settings.Seed + round);
            var backdropModel = new GaussianMixture(residual, rest, backdrop.Deviation < PlainDeviation ? 4 : 6, settings.Seed + round);
            var preference = new float[width * height];
            lanes.Rows(height, y =>
            {
                for (var i = y * width; i < (y + 1) * width; i++)
                {
                    var asProduct = productModel.Cost(lab[i * 3], lab[i * 3 + 1], lab[i * 3 + 2]) + settings.ShadowWeight * shadow[i];
                    var asBackdrop = MathF.Min(
                        backdropModel.Cost(residual[i * 3], residual[i * 3 + 1], residual[i * 3 + 2]),
                        InShadowCost(backdropModel, backdrop.Lab, i));
                    var walled = MathF.Min(1f, geodesic.Distance[i] / wall) - .3f;
                    preference[i] = asBackdrop + centre.Preference(i, settings.CentrePreference) + settings.WallWeight * walled - asProduct;
                }
            });
            var changed = Cut(mask, preference, strangeness, frameLevel, beta, backdrop.Foreign);
            if (changed < width * height / 2000)
            {
                break;
            }
        }

        var regions = new MaskRegions(mask, width, height, lab, residual, backdrop.Deviation);
        if (backdrop.Deviation < 2.5f)
        {
            regions.OpenSeeThroughHoles();
        }

        var parts = regions.KeepMainParts();
        var (unexplained, unsupported) = Support(mask, geodesic);
        return new CoarseMask(mask, width, height, backdrop.Deviation, unexplained, unsupported, wall < 2, parts, ring);
    }

    private static float[] Difference(float[] a, float[] b)
    {
        var difference = new float[a.Length];
        for (var i = 0; i < a.Length; i++)
        {
            difference[i] = a[i] - b[i];
        }

        return difference;
    }

    // Cost of each pixel under the colours of the frame, with the frame's own 90 % level and spread.
    private (float[] Costs, float Level, float Spread) Strangeness(float[] residual, BackdropSurface backdrop)
    {
        var frame = Enumerable.Range(0, width * height).Where(i => !backdrop.Foreign[i] && BackdropSurface.FrameDepth(i, width, height) < ring).ToArray();
        var model = new GaussianMixture(residual, frame, backdrop.Deviation < PlainDeviation ? 2 : 5, settings.Seed);
        var costs = new float[width * height];
        lanes.Rows(height, y =>
        {
            for (var i = y * width; i < (y + 1) * width; i++)
            {
                costs[i] = MathF.Min(60, model.Cost(residual[i * 3], residual[i * 3 + 1], residual[i * 3 + 2]));
            }
        });
        var own = Array.ConvertAll(frame, i => costs[i]);
        Array.Sort(own);
        var level = own[(int)(own.Length * .90)];
        return (costs, level, level - own[own.Length / 2]);
    }

    // A shadow is a darker backdrop of the same chroma, without edges, not behind a wall.
    private float[] ShadowLikeness(float[] residual, float[] backdrop, FrameGeodesic geodesic)
    {
        var likeness = new float[width * height];
        lanes.Rows(height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var i = y * width + x;
                var dimming = Math.Clamp(lab[i * 3] / MathF.Max(8, backdrop[i * 3]), 0, 1);
                if (residual[i * 3] >= 4 || dimming <= .30f)
                {
                    continue;
                }

                var a = lab[i * 3 + 1] - backdrop[i * 3 + 1] * dimming;
                var b = lab[i * 3 + 2] - backdrop[i * 3 + 2] * dimming;
                var slope = Slope(x, y);
                var behind = geodesic.Distance[i] / (geodesic.WallHeight * .6f);
                likeness[i] = MathF.Exp(-(a * a + b * b) / (2 * 3.2f * 3.2f) - slope * slope / (2 * 1.6f * 1.6f) - behind * behind);
            }
        });
        return likeness;
    }

    private float Slope(int x, int y)
    {
        if (x == 0 || y == 0 || x == width - 1 || y == height - 1)
        {
            return 0;
        }

        var i = y * width + x;
        var dx = (lab[(i + 1) * 3] - lab[(i - 1) * 3]) * .5f;
        var dy = (lab[(i + width) * 3] - lab[(i - width) * 3]) * .5f;
        return MathF.Sqrt(dx * dx + dy * dy);
    }

    private float[] Saliency(float[] strangeness, float level, float spread, float[] shadow, FrameGeodesic geodesic)
    {
        var threshold = level + MathF.Max(2.5f, .6f * spread);
        var saliency = new float[width * height];
        for (var i = 0; i < saliency.Length; i++)
        {
            var strange = 1 / (1 + MathF.Exp(-(strangeness[i] - threshold) / 2));
            var walled = .9f * MathF.Min(1, geodesic.Distance[i] / geodesic.WallHeight);
            saliency[i] = MathF.Max(strange * (1 - .75f * shadow[i]), walled);
        }

        return saliency;
    }

    private byte[] FirstGuess(float[] saliency, CentreOfInterest centre, BackdropSurface backdrop)
    {
        var mask = new byte[width * height];
        var count = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            if ((backdrop.Foreign[i] || BackdropSurface.FrameDepth(i, width, height) >= ring) && saliency[i] * centre.Weight(i) > .42)
            {
                mask[i] = 1;
                count++;
            }
        }

        if (count < mask.Length / 400)
        {
            // Nothing stands out: start from the middle and let the colour models decide.
            for (var i = 0; i < mask.Length; i++)
            {
                var (y, x) = Math.DivRem(i, width);
                mask[i] = (byte)(Math.Abs(x - width / 2) < width * .22 && Math.Abs(y - height / 2) < height * .28 ? 1 : 0);
            }
        }

        return mask;
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
                    sum += LabColour.SquaredDistance(lab, y * width + x, (y + dy) * width + x + dx);
                    count++;
                }
            }
        }

        return 1 / (2 * sum / count + 1e-6);
    }

    private int Cut(byte[] mask, float[] preference, float[] strangeness, float frameLevel, double beta, bool[] foreign)
    {
        var graph = new MinimumCut(mask.Length, mask.Length * Neighbours.Length);
        for (var i = 0; i < mask.Length; i++)
        {
            var depth = BackdropSurface.FrameDepth(i, width, height);
            if (!foreign[i] && (depth < 2 || (depth < ring && strangeness[i] < frameLevel + 8)))
            {
                graph.AddPreference(i, 0, (int)(CertainlyBackdrop * CapacityUnit));
                continue;
            }

            var towards = Math.Clamp((double)preference[i], -14, 14) * CapacityUnit;
            graph.AddPreference(i, (int)Math.Max(0, towards), (int)Math.Max(0, -towards));
        }

        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                foreach (var (dx, dy, weight) in Neighbours)
                {
                    int nx = x + dx, ny = y + dy;
                    if (nx >= 0 && nx < width && ny < height)
                    {
                        int i = y * width + x, j = ny * width + nx;
                        var cost = CapacityUnit * settings.Smoothness * weight * Math.Exp(-beta * LabColour.SquaredDistance(lab, i, j));
                        graph.AddEdge(i, j, (int)cost + 1);
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

    // The backdrop's colour under less light: chroma shrinks with lightness, and lightness itself may be anything.
    private float InShadowCost(GaussianMixture model, float[] backdrop, int i)
    {
        var dimming = lab[i * 3] / MathF.Max(8, backdrop[i * 3]);
        if (dimming is < .22f or > 1)
        {
            return float.MaxValue;
        }

        var a = (lab[i * 3 + 1] - backdrop[i * 3 + 1] * dimming) * .85f;
        var b = (lab[i * 3 + 2] - backdrop[i * 3 + 2] * dimming) * .85f;
        return model.Cost(0, a, b) + 3.2f + 2.5f * (1 - dimming);
    }

    private static (double Unexplained, double Unsupported) Support(byte[] mask, FrameGeodesic geodesic)
    {
        int product = 0, unexplained = 0, unsupported = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 1)
            {
                product++;
                unsupported += geodesic.Distance[i] < .35f * geodesic.WallHeight ? 1 : 0;
            }
            else if (geodesic.Distance[i] > geodesic.WallHeight)
            {
                unexplained++;
            }
        }

        return product == 0 ? (1, 1) : (unexplained / (double)product, unsupported / (double)product);
    }

    private static int[] Pixels(byte[] mask, byte side)
    {
        List<int> pixels = [];
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] == side)
            {
                pixels.Add(i);
            }
        }

        return [.. pixels];
    }
}
