namespace CommerceOS.Domain.Privacy;

/// <summary>Job: start the upkeep of every workspace. There is one for the whole system; it puts itself off until the next time.</summary>
public sealed record PlanUpkeep
{
    public const string Kind = "privacy.plan-upkeep";
}

/// <summary>Job: bring everything under the current master key.</summary>
public sealed record RotateMasterKey
{
    public const string Kind = "privacy.rotate-master-key";
}

/// <summary>Job: delete what a workspace keeps longer than anybody needs it.</summary>
public sealed record TidyWorkspace(Guid WorkspaceId)
{
    public const string Kind = "privacy.tidy-workspace";
}
