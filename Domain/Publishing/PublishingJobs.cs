namespace CommerceOS.Domain.Publishing;

/// <summary>Job: publish what a publication lists.</summary>
public sealed record PublishListings(Guid WorkspaceId, Guid PublicationId)
{
    public const string Kind = "publishing.publish";

    /// <summary>Kind of the job that ends the publication when the one that runs it died.</summary>
    public const string DeadKind = "publishing.publish.dead";
}
