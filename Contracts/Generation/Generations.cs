using System.Text.Json;

namespace CommerceOS.Contracts.Generation;

public enum GenerationState { Queued, Running, Done, Failed, Cancelled }

public enum RecipeKind { Image, Copy }

/// <summary>A named, parameterised way to make something. Ids: <c>main-image</c>, <c>studio-scene</c>, <c>infographic</c>, <c>listing-copy</c>.</summary>
/// <param name="TypicalSeconds">How long it usually takes on two cores.</param>
public sealed record RecipeDto(string Id, RecipeKind Kind, bool NeedsPhoto, double TypicalSeconds, IReadOnlyList<RecipeParameterDto> Parameters);

/// <summary>One parameter of a recipe: a choice (with <see cref="Choices"/>) or a number (with range and unit).</summary>
public sealed record RecipeParameterDto(string Name, string Type, JsonElement Default, IReadOnlyList<string>? Choices, double? Min, double? Max, string? Unit);

/// <param name="PhotoId">The photo to work from; null takes the product's first ready photo.</param>
/// <param name="Recipes">1 to 20.</param>
public sealed record StartGenerationsRequest(Guid? PhotoId, IReadOnlyList<RecipeRequest> Recipes);

/// <param name="Parameters">Only what differs from the recipe's defaults; null for all defaults.</param>
public sealed record RecipeRequest(string Recipe, JsonElement? Parameters = null);

/// <param name="Progress">0 to 1.</param>
/// <param name="Step">What it is doing: <c>waiting</c>, <c>outline</c>, <c>render</c>, <c>write</c>, <c>store</c>.</param>
/// <param name="Sequence">Grows with every change; the event id of the progress stream.</param>
public sealed record GenerationDto(
    Guid Id, Guid ProductId, Guid? PhotoId, string Recipe, JsonElement Parameters, GenerationState State, double Progress, string? Step,
    DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string? FailureCode, string? FailureDetail,
    IReadOnlyList<Guid> AssetIds, IReadOnlyList<Guid> CopyIds, long Sequence);

public sealed record GenerationQuery(Guid? ProductId = null, GenerationState? State = null, string? Cursor = null, int Limit = 50);
