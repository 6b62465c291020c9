using CommerceOS.Domain.Generation;

namespace CommerceOS.Domain.Catalog;

public enum OutlinePreviewState { Working, Done, Failed }

/// <summary>
/// How a photo's outline looks with a list of strokes, for a person who draws: its picture is in the object store under the photo.
/// A photo has one of the strokes that are saved and one of those that somebody tries; the next try replaces it.
/// </summary>
public sealed class OutlinePreview
{
    /// <summary>How long one is kept at most: whoever comes back later gets a new one.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(6);

    public required Guid Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required AssetId PhotoId { get; init; }

    public required IReadOnlyList<OutlineStroke> Strokes { get; init; }

    /// <summary><see cref="OutlineStrokes.HashOf"/>; empty for no strokes.</summary>
    public required string StrokesHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string? JobId { get; set; }

    public OutlinePreviewState State { get; private set; } = OutlinePreviewState.Working;

    /// <summary>Where the picture lies in the photo; null until done, and where nothing was found.</summary>
    public FrameBox? Region { get; private set; }

    /// <summary>What the engine noticed about the outline, with what a person can do about it.</summary>
    public List<OutlineConcern> Concerns { get; private set; } = [];

    public void Finish(FrameBox? region, IReadOnlyList<OutlineConcern> concerns)
    {
        State = OutlinePreviewState.Done;
        (Region, Concerns) = (region, [.. concerns]);
    }

    public void Fail() => State = OutlinePreviewState.Failed;

    public string PictureKey => Asset.ObjectKey(PhotoId, PictureName(Id));

    public static string PictureName(Guid id) => $"{PicturePrefix}{id:N}";

    public const string PicturePrefix = "outline-";
}

/// <param name="Code">Stable, as in the checks of results, for example <c>weak_edges</c>.</param>
/// <param name="Suggestions">Stable, the likeliest remedy first: <c>strokes</c>, <c>another_photo</c>, <c>provider</c>.</param>
public sealed record OutlineConcern(string Code, string Message, double Measured, double Limit, IReadOnlyList<string> Suggestions);
