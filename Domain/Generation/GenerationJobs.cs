namespace CommerceOS.Domain.Generation;

/// <summary>Job: run one generation.</summary>
public sealed record RunGeneration(Guid WorkspaceId, Guid GenerationId)
{
    public const string Kind = "generation.run";
}
