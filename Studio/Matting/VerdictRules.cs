namespace CommerceOS.Studio.Matting;

/// <summary>What was measured while cutting out.</summary>
internal sealed record CutMeasures
{
    internal double Area { get; init; }

    internal double FrameTouch { get; init; }

    internal double EdgeContrast { get; init; } = 100;

    internal double WeakEdges { get; init; }

    internal double BackdropDeviation { get; init; }

    internal double Stability { get; init; } = 1;

    /// <summary>Overlap that the learned networks expect of the mask: their share of it, to all that either takes for product.</summary>
    internal double ExpectedOverlap { get; init; } = 1;

    internal int Parts { get; init; } = 1;

    internal double Unexplained { get; init; }

    internal double Unsupported { get; init; }

    internal double Raggedness { get; init; }

    internal int LongSidePixels { get; init; }
}

/// <summary>
/// Turns measures into a confidence and named concerns. The limits were set by hand on rendered photos whose true masks
/// are known; the numbers are in docs/studio.md.
/// </summary>
internal static class VerdictRules
{
    private const double LeastArea = .005;

    // Reason, measure, limit, softness of the logistic around it, and whether more is worse. Softness 0: a note that
    // leaves the confidence alone. On labelled photographs it says nothing about how well the product was cut out.
    private static readonly Rule[] Rules =
    [
        new(CutoutConcernReason.NothingFound, m => m.Area, LeastArea, .002, MoreIsWorse: false),
        new(CutoutConcernReason.FillsPhoto, m => m.Area, .80, .03, MoreIsWorse: true),
        new(CutoutConcernReason.TouchesFrame, m => m.FrameTouch, .02, 0, MoreIsWorse: true),
        new(CutoutConcernReason.SameColourAsBackdrop, m => m.EdgeContrast, 13, 3, MoreIsWorse: false),
        new(CutoutConcernReason.WeakEdges, m => m.WeakEdges, .38, 0, MoreIsWorse: true),
        new(CutoutConcernReason.BusyBackdrop, m => m.BackdropDeviation, 14, 2.5, MoreIsWorse: true),
        new(CutoutConcernReason.UnstableOutline, m => (m.Stability + m.ExpectedOverlap) / 2, .89, .02, MoreIsWorse: false),
        new(CutoutConcernReason.SeveralObjects, m => m.Parts, 1, 0, MoreIsWorse: true),
        new(CutoutConcernReason.PartsLeftOut, m => m.Unexplained, .45, 0, MoreIsWorse: true),
        new(CutoutConcernReason.BackdropIncluded, m => m.Unsupported, .30, 0, MoreIsWorse: true),
        new(CutoutConcernReason.RaggedOutline, m => m.Raggedness, 11, 1.2, MoreIsWorse: true),
        new(CutoutConcernReason.LowResolution, m => m.LongSidePixels, 1000, 0, MoreIsWorse: false),
    ];

    internal static (double Confidence, IReadOnlyList<CutoutConcern> Concerns) Judge(CutMeasures measures)
    {
        var confidence = 1.0;
        List<CutoutConcern> concerns = [];
        foreach (var rule in Rules)
        {
            var measured = rule.Measure(measures);
            if (rule.MoreIsWorse ? measured > rule.Limit : measured < rule.Limit)
            {
                concerns.Add(new CutoutConcern(rule.Reason, Math.Round(measured, 3), rule.Limit));
            }

            if (rule.Softness > 0)
            {
                var margin = (rule.MoreIsWorse ? rule.Limit - measured : measured - rule.Limit) / rule.Softness;
                confidence *= 1 / (1 + Math.Exp(-margin));
            }
        }

        return measures.Area < LeastArea
            ? (0, [new CutoutConcern(CutoutConcernReason.NothingFound, Math.Round(measures.Area, 4), LeastArea)])
            : (Math.Round(confidence, 3), concerns);
    }

    private sealed record Rule(
        CutoutConcernReason Reason, Func<CutMeasures, double> Measure, double Limit, double Softness, bool MoreIsWorse);
}
