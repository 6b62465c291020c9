using System.Globalization;
using System.Text.Json;
using CommerceOS.Domain.Generation;
using CommerceOS.Studio;

namespace CommerceOS.Workers.Generation;

/// <summary>What the Studio measured, as checks that a person reads in review.</summary>
internal static class PictureChecks
{
    public static List<Check> Of(IReadOnlyList<ImageCheck> checks, CutoutVerdict? verdict) =>
        [.. checks.Select(Of), .. (verdict?.Concerns ?? []).Select(Of)];

    /// <summary>Of a picture of several photos: each concern says which photo it is about.</summary>
    public static List<Check> Of(IReadOnlyList<ImageCheck> checks, IReadOnlyList<CutoutVerdict> verdicts) =>
        [.. checks.Select(Of), .. verdicts.SelectMany((v, i) => v.Concerns.Select(Of).Select(c => c with { Message = string.Create(CultureInfo.InvariantCulture, $"Photo {i + 1}: {c.Message}") }))];

    private static Check Of(ImageCheck check) => new(
        check.Name,
        check.Result switch
        {
            ImageCheckResult.Passed => CheckTone.Ok,
            ImageCheckResult.Warned => CheckTone.Warn,
            ImageCheckResult.Failed => CheckTone.Bad,
            _ => throw new ArgumentOutOfRangeException(nameof(check), check.Result, "unknown result"),
        },
        $"{check.Measured}; expected {check.Expected}.");

    public static Check Of(CutoutConcern concern) => new(
        JsonNamingPolicy.SnakeCaseLower.ConvertName(concern.Reason.ToString()), CheckTone.Warn,
        concern.Reason switch
        {
            CutoutConcernReason.NothingFound => "No product was found.",
            CutoutConcernReason.FillsPhoto => "The product fills the photo: little backdrop is left to learn from.",
            CutoutConcernReason.TouchesFrame => "The product touches the edge of the photo and may be cut off.",
            CutoutConcernReason.SameColourAsBackdrop => "The product has nearly the colour of the backdrop.",
            CutoutConcernReason.WeakEdges => string.Create(CultureInfo.InvariantCulture, $"The outline is unsure at {concern.Measured:P0} of the edge."),
            CutoutConcernReason.BusyBackdrop => "The backdrop is uneven.",
            CutoutConcernReason.UnstableOutline => "Small changes move the outline: look at it closely.",
            CutoutConcernReason.SeveralObjects => string.Create(CultureInfo.InvariantCulture, $"{concern.Measured:0} separate objects were found."),
            CutoutConcernReason.PartsLeftOut => "Something beside the product was left out: make sure that no part is missing.",
            CutoutConcernReason.BackdropIncluded => "Some of the backdrop may have been kept.",
            CutoutConcernReason.RaggedOutline => "The outline is ragged, as with hair or leaves.",
            CutoutConcernReason.LowResolution => string.Create(CultureInfo.InvariantCulture, $"The product is {concern.Measured:0} pixels long in the photo; marketplaces zoom from {concern.Limit:0} on."),
            _ => throw new ArgumentOutOfRangeException(nameof(concern), concern.Reason, "unknown reason"),
        },
        concern.Measured, concern.Limit);
}
