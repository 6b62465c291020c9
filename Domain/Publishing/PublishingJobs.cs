namespace CommerceOS.Domain.Publishing;

/// <summary>Job: publish what a publication lists.</summary>
public sealed record PublishListings(Guid WorkspaceId, Guid PublicationId)
{
    public const string Kind = "publishing.publish";
}
