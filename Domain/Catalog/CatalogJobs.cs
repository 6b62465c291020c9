namespace CommerceOS.Domain.Catalog;

/// <summary>Job: decode an uploaded photo in full, turn it upright, strip its metadata and make its renditions.</summary>
public sealed record PreparePhoto(Guid WorkspaceId, Guid AssetId)
{
    public const string Kind = "catalog.prepare-photo";

    /// <summary>Kind of the job that refuses the photo when the one that prepares it died.</summary>
    public const string DeadKind = "catalog.prepare-photo.dead";
}
