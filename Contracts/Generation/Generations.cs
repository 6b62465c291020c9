using System.Text.Json;

namespace CommerceOS.Contracts.Generation;

public enum GenerationState { Queued, Running, Done, Failed, Cancelled }

public enum RecipeKind { Image, Copy, Video }

/// <summary>A named, parameterised way to make something. Ids: <c>main-image</c>, <c>studio-scene</c>, <c>infographic</c>, <c>card</c>, <c>comparison</c>, <c>size-guide</c>, <c>before-after</c>, <c>variants</c>, <c>group</c>, <c>listing-copy</c>, <c>product-video</c>, <c>photo-edit</c>, <c>channel-sizes</c>.</summary>
/// <param name="TypicalSeconds">How long it usually takes on two cores.</param>
public sealed record RecipeDto(string Id, RecipeKind Kind, bool NeedsPhoto, double TypicalSeconds, IReadOnlyList<RecipeParameterDto> Parameters);

/// <summary>
/// One parameter of a recipe: a <c>choice</c> (with <see cref="Choices"/>), a <c>scene</c> (the same, to be chosen by its look), an <c>integer</c> (with range and unit), a <c>boolean</c>, a
/// <c>storyboard</c> (a list of <see cref="ShotDto"/>; none means the suggested shots), <c>edit-steps</c> (the list of <see cref="EditStepsRequest"/>; has to be given), a <c>table</c> (a <see cref="ComparisonTableDto"/>; has to be given),
/// <c>text</c> (a line of at most <see cref="Max"/> characters), a <c>size</c> (a <see cref="ProductSizeDto"/>; an empty object means what the product's facts say), <c>photos</c> or <c>labelled-photos</c> (a list of
/// <see cref="ChosenPhotoDto"/>, <see cref="Min"/> to <see cref="Max"/> of them; has to be given), or a <c>picture</c> (the id of a main image or studio scene of the product; has to be given).
/// </summary>
public sealed record RecipeParameterDto(string Name, string Type, JsonElement Default, IReadOnlyList<string>? Choices, double? Min, double? Max, string? Unit);

/// <param name="PhotoId">The photo to work from; null takes the product's first ready photo.</param>
/// <param name="Recipes">1 to 20; or null with a <paramref name="Set"/>.</param>
/// <param name="Set"><c>full</c> makes the full set of pictures, a video and copy; then <paramref name="Recipes"/> stays away.</param>
public sealed record StartGenerationsRequest(Guid? PhotoId, IReadOnlyList<RecipeRequest>? Recipes, string? Set = null);

/// <param name="Parameters">Only what differs from the recipe's defaults; null for all defaults.</param>
public sealed record RecipeRequest(string Recipe, JsonElement? Parameters = null);

/// <param name="Progress">0 to 1.</param>
/// <param name="Step">What it is doing: <c>waiting</c>, <c>outline</c>, <c>render</c>, <c>write</c>, <c>store</c>.</param>
/// <param name="SetId">The same for all that one press of a button started as a set; null for single ones.</param>
/// <param name="Sequence">Grows with every change; the event id of the progress stream.</param>
public sealed record GenerationDto(
    Guid Id, Guid ProductId, Guid? PhotoId, string Recipe, JsonElement Parameters, GenerationState State, double Progress, string? Step,
    DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string? FailureCode, string? FailureDetail,
    IReadOnlyList<Guid> AssetIds, IReadOnlyList<Guid> CopyIds, long Sequence, Guid? SetId = null);

/// <summary>One shot of a product video.</summary>
/// <param name="Kind"><c>studio</c>, <c>closeup</c> or <c>text</c>.</param>
/// <param name="Seconds">1.2 to 20. A video is at most 60 s long; neighbouring shots overlap by 0.6 s.</param>
/// <param name="Scene">Of <c>studio</c> and <c>closeup</c>: a scene's name; null for the video's own.</param>
/// <param name="Caption">Of <c>studio</c> and <c>closeup</c>, up to 90 characters, or null.</param>
/// <param name="Title">Of <c>text</c>, 1 to 80 characters.</param>
/// <param name="Line">Of <c>text</c>, up to 120 characters, or null.</param>
public sealed record ShotDto(string Kind, double Seconds, string? Scene = null, string? Caption = null, string? Title = null, string? Line = null);

public sealed record GenerationQuery(Guid? ProductId = null, GenerationState? State = null, Guid? SetId = null, string? Cursor = null, int Limit = 50);

/// <summary>How large a product is, seen from the side that the photo shows: a width or a height at least.</summary>
/// <param name="Depth">Is written into the picture; no photo shows it.</param>
/// <param name="Unit"><c>cm</c> or <c>in</c>, of all three. Lengths are 0.1 to 10,000.</param>
public sealed record ProductSizeDto(decimal? Width, decimal? Height, decimal? Depth, string Unit = "cm");

/// <summary>One of several photos. The first of a list is a photo of the product itself, the others are any of the workspace.</summary>
/// <param name="Label">Of <c>labelled-photos</c>: 1 to 32 characters.</param>
/// <param name="Height">Of <c>photos</c>: how tall the thing is, in the recipe's unit; null for what its product's facts say.</param>
public sealed record ChosenPhotoDto(Guid PhotoId, string? Label = null, decimal? Height = null);

/// <summary>What pictures of several things, and of sizes, can be made from.</summary>
/// <param name="Size">What the product's facts say beyond doubt; null where they say nothing of it.</param>
/// <param name="Photos">That are ready: the product's own first, then others of the workspace, newest product first.</param>
/// <param name="More">There are more others: search for them.</param>
public sealed record MaterialsDto(ProductSizeDto? Size, IReadOnlyList<PhotoChoiceDto> Photos, bool More);

/// <summary>One photo to choose.</summary>
/// <param name="Product">Its product's title.</param>
/// <param name="Label">What the facts suggest to write under it; null for nothing.</param>
/// <param name="HeightCm">What its product's facts say; null where they say nothing of it.</param>
public sealed record PhotoChoiceDto(Guid PhotoId, Guid ProductId, string Product, string FileName, string? Label, decimal? HeightCm);

/// <summary>What is stated about this product and others, side by side.</summary>
/// <param name="Columns">2 to 4 names of up to 32 characters: this product first.</param>
/// <param name="Rows">3 to 8.</param>
public sealed record ComparisonTableDto(IReadOnlyList<string> Columns, IReadOnlyList<ComparisonRowDto> Rows);

/// <param name="Label">What is compared, up to 48 characters.</param>
/// <param name="Values">One a column: <c>yes</c> is shown as a tick, <c>no</c> as a cross, anything else up to 32 characters as it is.</param>
public sealed record ComparisonRowDto(string Label, IReadOnlyList<string> Values);
