using CommerceOS.Domain.Generation;

namespace CommerceOS.Domain.Catalog;

public enum AssetKind { Photo, Image, Video }

public enum AssetState { Processing, Ready, Refused }

/// <summary>An uploaded photo, or a generated picture or video. Its bytes are in the object store, encrypted under the workspace's key.</summary>
public sealed class Asset : IReviewed
{
    public required AssetId Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required ProductId ProductId { get; init; }

    public required AssetKind Kind { get; init; }

    public required AssetState State { get; set; }

    /// <summary>As the person named it, for showing only: never a path.</summary>
    public required string FileName { get; init; }

    public required string ContentType { get; set; }

    public long SizeBytes { get; set; }

    public int Width { get; set; }

    public int Height { get; set; }

    /// <summary>How long a video plays, in seconds; null for pictures.</summary>
    public double? PlaySeconds { get; init; }

    /// <summary>Of the full picture or video, lower-case hex.</summary>
    public string? Sha256 { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string? RefusedCode { get; set; }

    public string? RefusedDetail { get; set; }

    /// <summary>The generation that made it; null for photos.</summary>
    public GenerationId? GenerationId { get; init; }

    public Lineage? Lineage { get; init; }

    /// <summary><see cref="Lineage.InputHash"/>: what has been made once is found by it and not made again. Null for photos.</summary>
    public string? InputHash { get; init; }

    public List<Check> Checks { get; set; } = [];

    /// <summary>What a person drew over a photo to correct its outline. Results keep those that they were made with.</summary>
    public IReadOnlyList<OutlineStroke> Strokes { get; set; } = [];

    public ReviewState? ReviewState { get; set; }

    public ReviewState? PreviousReviewState { get; set; }

    public string? ReviewReason { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public AccountId? DecidedBy { get; set; }

    public uint Version { get; private set; }

    /// <summary>Name of the cut-out with these strokes; its verdict is beside it, with <c>-verdict</c> behind the name.</summary>
    public static string CutoutName(IReadOnlyList<OutlineStroke> strokes) => OutlineStrokes.HashOf(strokes) is { } hash ? $"cutout-{hash}" : "cutout";

    /// <summary>
    /// Whether bytes under this rendition are the asset's. One that is being prepared owns whatever its worker writes; a photo that is ready
    /// has no more use for the upload, which still says where and with what it was taken, and of cut-outs it keeps the automatic one and that with the strokes of
    /// today, of previews of scenes those of today's cut-out; one that was refused keeps nothing.
    /// </summary>
    /// <param name="cutout"><see cref="CutoutName"/> of the asset's strokes.</param>
    public static bool Owns(AssetState state, string rendition, string cutout = "cutout") => state switch
    {
        AssetState.Processing => true,
        AssetState.Ready when rendition.StartsWith("cutout-", StringComparison.Ordinal) => rendition == "cutout-verdict" || rendition == cutout || rendition == cutout + "-verdict",
        AssetState.Ready when rendition.StartsWith(ScenePreviews.Prefix, StringComparison.Ordinal) => rendition == ScenePreviews.Prefix + cutout || rendition == ScenePreviews.Prefix + cutout + "-engine",
        // Previews of edits last from one sweep to the next.
        AssetState.Ready when rendition.StartsWith(EditPreview.Prefix, StringComparison.Ordinal) => false,
        AssetState.Ready => rendition != "upload",
        AssetState.Refused => false,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "unknown state"),
    };

    /// <summary>Where the bytes of a rendition are: <c>full</c>, <c>preview</c>, <c>thumb</c>; videos may have <c>captions</c>, pictures of templates the <c>logo</c> that is on them, videos the <c>music</c> under them; photos also have <c>cutout</c>, with its verdict and, where strokes were drawn, under the name of those, and <c>upload</c> until they are ready.</summary>
    public string ObjectKey(string rendition) => ObjectKey(Id, rendition);

    public static string ObjectKey(AssetId id, string rendition) => $"assets/{id.Value:N}/{rendition}";
}
