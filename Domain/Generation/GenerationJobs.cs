namespace CommerceOS.Domain.Generation;

/// <summary>Job: run one generation.</summary>
public sealed record RunGeneration(Guid WorkspaceId, Guid GenerationId)
{
    public const string Kind = "generation.run";

    /// <summary>Kind of the job that ends the generation when the one that runs it died.</summary>
    public const string DeadKind = "generation.run.dead";
}

/// <summary>Job: make a result again and note whether the same bytes come out.</summary>
public sealed record ReplayAsset(Guid WorkspaceId, Guid AssetId)
{
    public const string Kind = "generation.replay";

    /// <summary>Of the check that says what came out.</summary>
    public const string CheckCode = "replay";
}
