using CommerceOS.Studio;
using CommerceOS.Studio.Matting;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Studio;

/// <summary>Each measure alone raises its own concern, and a good cut raises none.</summary>
public sealed class VerdictTests
{
    private static readonly CutMeasures Good = new() { Area = .2, EdgeContrast = 40, Raggedness = 4, LongSidePixels = 2000 };

    public static TheoryData<CutoutConcernReason, double> Troubles => new()
    {
        { CutoutConcernReason.FillsPhoto, .9 },
        { CutoutConcernReason.TouchesFrame, .1 },
        { CutoutConcernReason.SameColourAsBackdrop, 5 },
        { CutoutConcernReason.WeakEdges, .6 },
        { CutoutConcernReason.BusyBackdrop, 20 },
        { CutoutConcernReason.UnstableOutline, .5 },
        { CutoutConcernReason.SeveralObjects, 3 },
        { CutoutConcernReason.PartsLeftOut, .8 },
        { CutoutConcernReason.BackdropIncluded, .6 },
        { CutoutConcernReason.RaggedOutline, 14 },
        { CutoutConcernReason.LowResolution, 400 },
    };

    [Fact]
    public void A_good_cut_raises_no_concern()
    {
        var (confidence, concerns) = VerdictRules.Judge(Good);

        concerns.ShouldBeEmpty();
        confidence.ShouldBeGreaterThan(.8);
    }

    [Theory]
    [MemberData(nameof(Troubles))]
    public void Each_trouble_is_named_with_its_number_and_what_can_be_done(CutoutConcernReason reason, double measured)
    {
        var measures = reason switch
        {
            CutoutConcernReason.FillsPhoto => Good with { Area = measured },
            CutoutConcernReason.TouchesFrame => Good with { FrameTouch = measured },
            CutoutConcernReason.SameColourAsBackdrop => Good with { EdgeContrast = measured },
            CutoutConcernReason.WeakEdges => Good with { WeakEdges = measured },
            CutoutConcernReason.BusyBackdrop => Good with { BackdropDeviation = measured },
            CutoutConcernReason.UnstableOutline => Good with { Stability = measured, ExpectedOverlap = measured },
            CutoutConcernReason.SeveralObjects => Good with { Parts = (int)measured },
            CutoutConcernReason.PartsLeftOut => Good with { Unexplained = measured },
            CutoutConcernReason.BackdropIncluded => Good with { Unsupported = measured },
            CutoutConcernReason.RaggedOutline => Good with { Raggedness = measured },
            _ => Good with { LongSidePixels = (int)measured },
        };

        var concern = VerdictRules.Judge(measures).Concerns.ShouldHaveSingleItem();

        concern.Reason.ShouldBe(reason);
        concern.Measured.ShouldBe(measured);
        concern.Suggestions.ShouldNotBeEmpty();
        new CutoutVerdict("engine", CutoutMethod.Segmented, 1, [concern], 100, 100, default).NeedsReview.ShouldBeTrue();
    }

    [Fact]
    public void Every_reason_has_suggestions_and_each_only_once()
    {
        foreach (var reason in Enum.GetValues<CutoutConcernReason>())
        {
            CutoutSuggestions.For(reason).ShouldNotBeEmpty();
            CutoutSuggestions.For(reason).ShouldBeUnique();
        }
    }

    [Fact]
    public void A_cut_at_the_frame_asks_for_another_photo_since_strokes_cannot_bring_back_what_is_not_in_it() =>
        CutoutSuggestions.For(CutoutConcernReason.TouchesFrame).ShouldBe([CutoutSuggestion.AnotherPhoto]);
}
