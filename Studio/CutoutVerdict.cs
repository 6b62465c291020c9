using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace CommerceOS.Studio;

/// <summary>
/// What the Studio thinks of its own cut-out. It warns; it does not replace a look: a product part of the backdrop's
/// colour can be missing without any sign. Serialises to JSON and back.
/// </summary>
/// <param name="EngineVersion">The engine that made the cut-out.</param>
/// <param name="Method">Which way was taken.</param>
/// <param name="Confidence">0 to 1, a product of the measures; at least .5 means that they are fine. Not a probability.</param>
/// <param name="Concerns">What may be wrong, each with its number; empty when nothing was noticed.</param>
/// <param name="PhotoWidth">Width of the photo in pixels.</param>
/// <param name="PhotoHeight">Height of the photo in pixels.</param>
/// <param name="Region">The part of the photo that the cut-out shows, in pixels of the photo.</param>
public sealed record CutoutVerdict(
    string EngineVersion,
    CutoutMethod Method,
    double Confidence,
    IReadOnlyList<CutoutConcern> Concerns,
    int PhotoWidth,
    int PhotoHeight,
    PixelBox Region)
{
    /// <summary>How many strokes of a person the cut followed. With strokes the outline's stability is not measured.</summary>
    public int Strokes { get; init; }

    /// <summary>True when a person should look at the edges before the images are used.</summary>
    [JsonIgnore]
    public bool NeedsReview => Concerns.Count > 0 || Confidence < .5;

    /// <summary>True when there is no product to work with.</summary>
    [JsonIgnore]
    public bool NothingFound => Concerns.Any(concern => concern.Reason == CutoutConcernReason.NothingFound);
}

/// <param name="Reason">What may be wrong.</param>
/// <param name="Measured">The number found, in the unit of <see cref="CutoutConcernReason"/>.</param>
/// <param name="Limit">The number from which on it is mentioned.</param>
public sealed record CutoutConcern(CutoutConcernReason Reason, double Measured, double Limit)
{
    /// <summary>What a person can do about it, the likeliest remedy first.</summary>
    [JsonIgnore]
    public IReadOnlyList<CutoutSuggestion> Suggestions => CutoutSuggestions.For(Reason);
}

/// <summary>A rectangle in whole pixels, from the top left.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PixelBox(int Left, int Top, int Width, int Height);

[JsonConverter(typeof(JsonStringEnumConverter<CutoutMethod>))]
public enum CutoutMethod
{
    /// <summary>The product was told from the backdrop by colour, edges and place.</summary>
    Segmented,

    /// <summary>The photo came with transparency, which was taken as it is.</summary>
    GivenTransparency,

    /// <summary>The backdrop is pure white: everything enclosed by an edge is product.</summary>
    PureWhiteBackdrop,
}

[JsonConverter(typeof(JsonStringEnumConverter<CutoutConcernReason>))]
public enum CutoutConcernReason
{
    /// <summary>Share of the photo that the product covers.</summary>
    NothingFound,

    /// <summary>Share of the photo that the product covers; it leaves little backdrop to learn from.</summary>
    FillsPhoto,

    /// <summary>Share of the photo's frame that the product touches; it may be cut off.</summary>
    TouchesFrame,

    /// <summary>Mean colour difference (CIE Lab) across the outline.</summary>
    SameColourAsBackdrop,

    /// <summary>Share of the outline with hardly any colour difference across it.</summary>
    WeakEdges,

    /// <summary>Mean unevenness (CIE Lab) of the backdrop.</summary>
    BusyBackdrop,

    /// <summary>Mean of two overlaps (0 to 1): with two cuts made with other settings, and the one that the learned networks expect.</summary>
    UnstableOutline,

    /// <summary>Number of separate pieces.</summary>
    SeveralObjects,

    /// <summary>Area with outlines of its own that was left out, as a share of the product: lost parts or other objects.</summary>
    PartsLeftOut,

    /// <summary>Share of the product that nothing separates from the backdrop.</summary>
    BackdropIncluded,

    /// <summary>Outline length over the square root of the area: 4 is a square, hair and foliage exceed 11.</summary>
    RaggedOutline,

    /// <summary>Longer side of the product in pixels of the photo; marketplaces zoom from 1,000 on.</summary>
    LowResolution,
}
