using System.Text.Json;

namespace CommerceOS.Contracts.Generation;

public enum GenerationState { Queued, Running, Done, Failed, Cancelled }

public enum RecipeKind { Image, Copy, Video }

/// <summary>A named, parameterised way to make something. Ids: <c>main-image</c>, <c>studio-scene</c>, <c>infographic</c>, <c>listing-copy</c>, <c>product-video</c>, <c>photo-edit</c>, <c>channel-sizes</c>.</summary>
/// <param name="TypicalSeconds">How long it usually takes on two cores.</param>
public sealed record RecipeDto(string Id, RecipeKind Kind, bool NeedsPhoto, double TypicalSeconds, IReadOnlyList<RecipeParameterDto> Parameters);

/// <summary>One parameter of a recipe: a <c>choice</c> (with <see cref="Choices"/>), an <c>integer</c> (with range and unit), a <c>boolean</c>, a <c>storyboard</c> (a list of <see cref="ShotDto"/>; none means the suggested shots), or <c>edit-steps</c> (the list of <see cref="EditStepsRequest"/>; has to be given).</summary>
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
