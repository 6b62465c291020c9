using CommerceOS.Studio.Matting.Learned;

namespace CommerceOS.Studio.Matting;

/// <summary>
/// What a small picture says before anything is decided: the backdrop's surface, what differs from it, what is walled off
/// from the frame, what may be shadow, and where the product probably sits.
/// </summary>
internal sealed class CoarseEvidence
{
    private const float PlainDeviation = 3;
    private const float HueOfShadow = 10; // what shadow and coloured light may change (CIE Lab)
    private const float MostDoubt = .8f; // share of the network's objection that is dropped

    private readonly CoarseSettings settings;
    private readonly Lanes lanes;

    internal CoarseEvidence(Raster image, LearnedOdds odds, CoarseSettings settings, Lanes lanes)
    {
        (this.settings, this.lanes) = (settings, lanes);
        (Width, Height) = (image.Width, image.Height);
        Ring = Math.Max(3, Math.Max(Width, Height) * settings.FramePerMille / 1000);
        Odds = odds.At(Width, Height, lanes);
        Lab = LabColour.From(image, lanes);
        Backdrop = BackdropSurface.Fit(Lab, Width, Height, Ring);
        Residual = Difference(Lab, Backdrop.Lab);
        Geodesic = FrameGeodesic.From(Lab, Width, Height, Ring, Backdrop.Foreign);
        (Strangeness, FrameLevel, var frameSpread) = MeasureStrangeness();
        Shadow = ShadowLikeness();
        Prior = DoubtedOdds();
        Saliency = Combine(FrameLevel, frameSpread);
        Centre = CentreOfInterest.Of(Saliency, Width, Height);
    }

    internal int Width { get; }

    internal int Height { get; }

    /// <summary>Depth of the frame that is believed to be backdrop, in pixels.</summary>
    internal int Ring { get; }

    internal float[] Lab { get; }

    /// <summary>What the learned network thinks: the logarithm of the odds that a pixel is product.</summary>
    internal float[] Odds { get; private set; }

    /// <summary>The same, but less where a colour speaks against an objection.</summary>
    internal float[] Prior { get; private set; }

    internal BackdropSurface Backdrop { get; }

    /// <summary>Colour minus the backdrop's expected colour.</summary>
    internal float[] Residual { get; }

    internal FrameGeodesic Geodesic { get; }

    /// <summary>Cost of each pixel under the colours of the frame.</summary>
    internal float[] Strangeness { get; }

    /// <summary>The cost that 90 % of the frame stays below.</summary>
    internal float FrameLevel { get; }

    /// <summary>0 to 1: how much a pixel looks like backdrop in soft shadow.</summary>
    internal float[] Shadow { get; }

    internal float[] Saliency { get; }

    internal CentreOfInterest Centre { get; }

    /// <summary>A backdrop of one smooth colour.</summary>
    internal bool IsPlain => Backdrop.Deviation < PlainDeviation;

    /// <summary>The same evidence with other odds: what else it says does not come from them.</summary>
    internal CoarseEvidence With(LearnedOdds odds)
    {
        var other = (CoarseEvidence)MemberwiseClone();
        other.Odds = odds.At(Width, Height, lanes);
        other.Prior = other.DoubtedOdds();
        return other;
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

    // With the frame's own 90 % level and spread.
    private (float[] Costs, float Level, float Spread) MeasureStrangeness()
    {
        var frame = Enumerable.Range(0, Width * Height).Where(i => !Backdrop.Foreign[i] && BackdropSurface.FrameDepth(i, Width, Height) < Ring).ToArray();
        var model = new GaussianMixture(Residual, frame, IsPlain ? 2 : 5, settings.Seed);
        var costs = new float[Width * Height];
        lanes.Rows(Height, y =>
        {
            for (var i = y * Width; i < (y + 1) * Width; i++)
            {
                costs[i] = MathF.Min(60, model.Cost(Residual[i * 3], Residual[i * 3 + 1], Residual[i * 3 + 2]));
            }
        });
        var own = Array.ConvertAll(frame, i => costs[i]);
        Array.Sort(own);
        var level = own[(int)(own.Length * .90)];
        return (costs, level, level - own[own.Length / 2]);
    }

    // A shadow is a darker backdrop of the same chroma, without edges, not behind a wall.
    private float[] ShadowLikeness()
    {
        var likeness = new float[Width * Height];
        lanes.Rows(Height, y =>
        {
            for (var x = 0; x < Width; x++)
            {
                var i = y * Width + x;
                var dimming = Math.Clamp(Lab[i * 3] / MathF.Max(8, Backdrop.Lab[i * 3]), 0, 1);
                if (Residual[i * 3] >= 4 || dimming <= .30f)
                {
                    continue;
                }

                var a = Lab[i * 3 + 1] - Backdrop.Lab[i * 3 + 1] * dimming;
                var b = Lab[i * 3 + 2] - Backdrop.Lab[i * 3 + 2] * dimming;
                var slope = Slope(x, y);
                var behind = Geodesic.Distance[i] / (Geodesic.WallHeight * .6f);
                likeness[i] = MathF.Exp(-(a * a + b * b) / (2 * 3.2f * 3.2f) - slope * slope / (2 * 1.6f * 1.6f) - behind * behind);
            }
        });
        return likeness;
    }

    // No shadow changes the backdrop's hue, and no pattern of the frame has this colour: whatever the network says against it counts less.
    private float[] DoubtedOdds()
    {
        var doubted = (float[])Odds.Clone();
        for (var i = 0; i < doubted.Length; i++)
        {
            if (doubted[i] >= 0)
            {
                continue;
            }

            var dimming = Math.Clamp(Lab[i * 3] / MathF.Max(8, Backdrop.Lab[i * 3]), 0, 1);
            var a = Lab[i * 3 + 1] - Backdrop.Lab[i * 3 + 1] * dimming;
            var b = Lab[i * 3 + 2] - Backdrop.Lab[i * 3 + 2] * dimming;
            var hue = Math.Clamp((MathF.Sqrt(a * a + b * b) - HueOfShadow) / HueOfShadow, 0, 1);
            var strange = Math.Clamp((Strangeness[i] - FrameLevel - 4) / 8, 0, 1);
            doubted[i] *= 1 - MostDoubt * hue * strange;
        }

        return doubted;
    }

    private float Slope(int x, int y)
    {
        if (x == 0 || y == 0 || x == Width - 1 || y == Height - 1)
        {
            return 0;
        }

        var i = y * Width + x;
        var dx = (Lab[(i + 1) * 3] - Lab[(i - 1) * 3]) * .5f;
        var dy = (Lab[(i + Width) * 3] - Lab[(i - Width) * 3]) * .5f;
        return MathF.Sqrt(dx * dx + dy * dy);
    }

    private float[] Combine(float level, float spread)
    {
        var threshold = level + MathF.Max(2.5f, .6f * spread);
        var saliency = new float[Width * Height];
        for (var i = 0; i < saliency.Length; i++)
        {
            var strange = 1 / (1 + MathF.Exp(-(Strangeness[i] - threshold) / 2));
            var walled = .9f * MathF.Min(1, Geodesic.Distance[i] / Geodesic.WallHeight);
            saliency[i] = MathF.Max(strange * (1 - .75f * Shadow[i]), walled);
        }

        return saliency;
    }
}
