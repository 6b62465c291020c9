using System.Text.Json;

namespace CommerceOS.Contracts.Catalog;

public enum AssetKind { Photo, Image, Video }

/// <summary>Processing: being checked and made ready. Refused: the file turned out to be damaged; nothing of it is kept.</summary>
public enum AssetState { Processing, Ready, Refused }

public enum ReviewState { ToReview, Approved, Rejected }

/// <summary>
/// Thumb: 320 px WebP. Preview: 1280 px WebP; of a video both are its poster. Full: the picture or video itself, without metadata.
/// Captions: WebVTT of a video that has any.
/// </summary>
public enum Rendition { Thumb, Preview, Full, Captions }

/// <param name="Sha256">Of the full picture, hex.</param>
/// <param name="RefusedCode">Why a photo was refused, for example <c>photo_corrupt</c>.</param>
/// <param name="PlaySeconds">How long a video plays; null for pictures.</param>
/// <param name="OutlineStrokes">How many strokes correct a photo's outline; 0 is the automatic one.</param>
/// <param name="Review">Null for photos.</param>
/// <param name="Lineage">Null for photos.</param>
public sealed record AssetDto(
    Guid Id, Guid ProductId, AssetKind Kind, AssetState State, string FileName, string ContentType, long SizeBytes, int Width, int Height,
    string? Sha256, DateTimeOffset CreatedAt, string? RefusedCode, string? RefusedDetail,
    ReviewDto? Review, LineageDto? Lineage, IReadOnlyList<CheckDto> Checks, double? PlaySeconds = null, int OutlineStrokes = 0);

/// <param name="UndoUntil">Until then the last decision can be undone.</param>
public sealed record ReviewDto(ReviewState State, string? Reason, DateTimeOffset? DecidedAt, DateTimeOffset? UndoUntil);

/// <summary>How a result came to be: enough to make it again byte for byte.</summary>
/// <param name="Engine">Name and version of what made it.</param>
/// <param name="InputHash">SHA-256 over source photo, recipe, parameters and engine version, hex.</param>
/// <param name="Sources">Every photo and picture that it was made from, with the SHA-256 of its bytes; the first is <paramref name="SourceAssetId"/>. Null for copy and for older results.</param>
/// <param name="Alignment">Where the product lies in the source photo and in the result; null for copy and for older pictures.</param>
public sealed record LineageDto(
    Guid GenerationId, Guid? SourceAssetId, string Recipe, JsonElement Parameters, string Engine, string InputHash, double DurationMs, double WaitedMs,
    AlignmentDto? Alignment = null, IReadOnlyList<LineageSourceDto>? Sources = null);

/// <summary>One photo or picture that a result was made from.</summary>
public sealed record LineageSourceDto(Guid AssetId, string Sha256);

/// <summary>The same part of the product in both pictures: lay one over the other and the product coincides.</summary>
public sealed record AlignmentDto(FrameBoxDto Source, FrameBoxDto Result);

/// <summary>Shares of a picture's width and height, 0 to 1, from the top left.</summary>
public sealed record FrameBoxDto(double Left, double Top, double Width, double Height);

/// <summary>One measured check. Advice, not a verdict: a warning never blocks.</summary>
/// <param name="Code">Stable, for example <c>border_white</c>, <c>frame_fill</c>, <c>upscaled</c>, <c>touches_frame</c>.</param>
public sealed record CheckDto(string Code, CheckTone Tone, string Message, double? Measured, double? Expected);

public enum CheckTone { Ok, Info, Warn, Bad }
