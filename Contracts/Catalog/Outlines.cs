namespace CommerceOS.Contracts.Catalog;

/// <summary>A place on a photo, from the top left, both as shares of its longer side.</summary>
public sealed record OutlinePointDto(double? X, double? Y);

/// <summary>A line drawn over a photo to say what is product. A later one wins where two cross.</summary>
/// <param name="Mark"><c>keep</c> or <c>erase</c>.</param>
/// <param name="Radius">Half the line's width, .001 to .1 of the photo's longer side.</param>
/// <param name="Points">1 to 500 inside the photo; the line is straight between them. At most 10,000 in all strokes together.</param>
public sealed record OutlineStrokeDto(string? Mark, double? Radius, IReadOnlyList<OutlinePointDto>? Points);

/// <param name="Strokes">At most 100, in the order drawn; none is the automatic outline.</param>
public sealed record OutlineStrokesRequest(IReadOnlyList<OutlineStrokeDto>? Strokes);

/// <summary>What results of this photo are made with from now on. Results that are there keep theirs.</summary>
/// <param name="Preview">How the outline looks with these strokes.</param>
public sealed record OutlineDto(Guid PhotoId, Guid ProductId, int Width, int Height, IReadOnlyList<OutlineStrokeDto> Strokes, OutlinePreviewDto Preview);

public enum OutlinePreviewState { Working, Done, Failed }

/// <param name="Region">The part of the photo that the picture shows, as shares of its width and height; null while working and where no product was found.</param>
/// <param name="Concerns">What may be wrong with the outline; empty when nothing was noticed.</param>
public sealed record OutlinePreviewDto(Guid Id, OutlinePreviewState State, FrameBoxDto? Region, IReadOnlyList<OutlineConcernDto> Concerns);

/// <summary>Advice, not a verdict.</summary>
/// <param name="Code">Stable, as in the checks of results, for example <c>weak_edges</c>.</param>
/// <param name="Suggestions">What can be done about it, the likeliest remedy first.</param>
public sealed record OutlineConcernDto(string Code, string Message, double Measured, double Limit, IReadOnlyList<OutlineSuggestionDto> Suggestions);

/// <param name="Code"><c>strokes</c>, <c>another_photo</c> or <c>provider</c>.</param>
public sealed record OutlineSuggestionDto(string Code, string Message);
