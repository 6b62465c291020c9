namespace CommerceOS.Domain.Catalog;

/// <summary>Job: cut a photo out with the strokes of a preview.</summary>
public sealed record PreviewOutline(Guid WorkspaceId, Guid PhotoId, Guid PreviewId)
{
    public const string Kind = "catalog.preview-outline";

    /// <summary>Kind of the job that ends the preview when the one that makes it died.</summary>
    public const string DeadKind = "catalog.preview-outline.dead";
}
