namespace CommerceOS.Domain.Generation;

/// <summary>Job: run one generation.</summary>
public sealed record RunGeneration(Guid WorkspaceId, Guid GenerationId)
{
    public const string Kind = "generation.run";

    /// <summary>Kind of the job that ends the generation when the one that runs it died.</summary>
    public const string DeadKind = "generation.run.dead";
}
