using System.Text.Json.Serialization;

namespace CommerceOS.Studio;

/// <summary>What a person can do about a concern.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CutoutSuggestion>))]
public enum CutoutSuggestion
{
    /// <summary>Mark what to keep and what to erase: a few strokes usually settle it.</summary>
    Strokes,

    /// <summary>Take or choose another photo: another backdrop, more distance, more light or more pixels.</summary>
    AnotherPhoto,

    /// <summary>Let a provider's model cut it out: it knows what things look like, which colours and edges do not tell.</summary>
    Provider,
}

internal static class CutoutSuggestions
{
    /// <summary>The likeliest remedy first. Strokes cannot add pixels that the photo does not have, nor draw single hairs.</summary>
    internal static IReadOnlyList<CutoutSuggestion> For(CutoutConcernReason reason) => reason switch
    {
        CutoutConcernReason.NothingFound => [CutoutSuggestion.Strokes, CutoutSuggestion.AnotherPhoto],
        CutoutConcernReason.FillsPhoto => [CutoutSuggestion.AnotherPhoto, CutoutSuggestion.Strokes],
        CutoutConcernReason.TouchesFrame => [CutoutSuggestion.AnotherPhoto],
        CutoutConcernReason.SameColourAsBackdrop => [CutoutSuggestion.AnotherPhoto, CutoutSuggestion.Strokes, CutoutSuggestion.Provider],
        CutoutConcernReason.WeakEdges => [CutoutSuggestion.Strokes, CutoutSuggestion.AnotherPhoto, CutoutSuggestion.Provider],
        CutoutConcernReason.BusyBackdrop => [CutoutSuggestion.AnotherPhoto, CutoutSuggestion.Strokes, CutoutSuggestion.Provider],
        CutoutConcernReason.UnstableOutline => [CutoutSuggestion.Strokes, CutoutSuggestion.Provider],
        CutoutConcernReason.SeveralObjects => [CutoutSuggestion.Strokes],
        CutoutConcernReason.PartsLeftOut => [CutoutSuggestion.Strokes],
        CutoutConcernReason.BackdropIncluded => [CutoutSuggestion.Strokes, CutoutSuggestion.AnotherPhoto],
        CutoutConcernReason.RaggedOutline => [CutoutSuggestion.Provider, CutoutSuggestion.AnotherPhoto],
        CutoutConcernReason.LowResolution => [CutoutSuggestion.AnotherPhoto],
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "A reason without a suggestion."),
    };
}
