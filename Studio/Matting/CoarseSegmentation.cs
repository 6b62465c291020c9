using CommerceOS.Studio.Matting.Learned;

namespace CommerceOS.Studio.Matting;

/// <summary>
/// Finds the product in a small picture: colours of the frame are backdrop, what differs from it, is walled off and sits
/// in the middle is product; both colour models and the cut between them are refined in rounds (GrabCut: Rother,
/// Kolmogorov and Blake, SIGGRAPH 2004, with a shadow class and a geodesic term added).
/// </summary>
internal sealed class CoarseSegmentation
{
    private const float CertainlyNot = -3; // odds at which the network overrules what stands out

    private readonly CoarseEvidence evidence;
    private readonly CoarseSettings settings;
    private readonly Lanes lanes;
    private readonly ColourOpinion opinion;
    private readonly CoarseCut cut;
    private readonly int width;
    private readonly int height;

    internal CoarseSegmentation(Raster image, LearnedOdds odds, CoarseSettings settings, Lanes lanes)
        : this(new CoarseEvidence(image, odds, settings, lanes), odds, settings, lanes)
    {
    }

    private CoarseSegmentation(CoarseEvidence evidence, LearnedOdds odds, CoarseSettings settings, Lanes lanes)
    {
        (this.evidence, this.settings, this.lanes, Odds) = (evidence, settings, lanes, odds);
        opinion = new ColourOpinion(evidence, settings, lanes);
        cut = new CoarseCut(evidence, settings);
        (width, height) = (evidence.Width, evidence.Height);
    }

    /// <summary>What the learned networks said of the picture.</summary>
    internal LearnedOdds Odds { get; }

    /// <summary>The same picture when strokes have been shown to the networks.</summary>
    internal CoarseSegmentation Told(IReadOnlyList<CutoutStroke> strokes)
    {
        var told = Odds.Told(strokes, lanes);
        return new CoarseSegmentation(evidence.With(told), told, settings, lanes);
    }

    internal CoarseMask Run()
    {
        var mask = FirstGuess();
        for (var round = 0; round < settings.Rounds; round++)
        {
            if (opinion.Learn(mask, round) is not { } preference || cut.Run(mask, preference) < mask.Length / 2000)
            {
                break;
            }
        }

        return Settle(mask, seeds: null);
    }

    /// <summary>
    /// Cuts again with what a person marked. The marks hold; what has their colours and is reached from them without
    /// crossing an edge follows; far from them the earlier mask stays unless the colours speak clearly.
    /// </summary>
    internal CoarseMask Run(byte[] earlier, sbyte[] seeds)
    {
        var mask = (byte[])earlier.Clone();
        var influence = new SeedInfluence(evidence, seeds);
        influence.Apply(mask);
        for (var round = 0; round < SeedInfluence.Rounds; round++)
        {
            if (opinion.Learn(mask, round) is not { } preference)
            {
                break;
            }

            influence.Adjust(preference, earlier);
            if (cut.Run(mask, preference, seeds) == 0)
            {
                break;
            }
        }

        return Settle(mask, seeds);
    }

    private CoarseMask Settle(byte[] mask, sbyte[]? seeds)
    {
        var deviation = evidence.Backdrop.Deviation;
        var regions = new MaskRegions(mask, width, height, evidence.Lab, evidence.Residual, evidence.Prior, deviation) { Seeds = seeds };
        regions.Overrule(evidence.Odds);
        if (deviation < 2.5f)
        {
            regions.OpenSeeThroughHoles();
        }

        var parts = regions.KeepMainParts();
        var (unexplained, unsupported) = Support(mask, evidence.Geodesic);
        return new CoarseMask(mask, width, height, deviation, unexplained, unsupported, evidence.Geodesic.WallHeight < 2, parts, evidence.Ring);
    }

    private byte[] FirstGuess()
    {
        var foreign = evidence.Backdrop.Foreign;
        var mask = new byte[width * height];
        var count = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            var open = foreign[i] || BackdropSurface.FrameDepth(i, width, height) >= evidence.Ring;
            var salient = evidence.Saliency[i] * evidence.Centre.Weight(i) > .42;
            if (open && (evidence.Prior[i] > 0 || (salient && evidence.Prior[i] > CertainlyNot)))
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
}
