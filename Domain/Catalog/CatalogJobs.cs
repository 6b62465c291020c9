namespace CommerceOS.Domain.Catalog;

/// <summary>Job: decode an uploaded photo in full, turn it upright, strip its metadata and make its renditions.</summary>
public sealed record PreparePhoto(Guid WorkspaceId, Guid AssetId)
{
    public const string Kind = "catalog.prepare-photo";
}
