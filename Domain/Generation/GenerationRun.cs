namespace CommerceOS.Domain.Generation;

public enum GenerationState { Queued, Running, Done, Failed, Cancelled }

/// <summary>One generation: a recipe with its parameters for one product. Its states: docs/states/generation.md.</summary>
public sealed class GenerationRun
{
    public required GenerationId Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required ProductId ProductId { get; init; }

    public AssetId? PhotoId { get; init; }

    /// <summary>The same for all that one press of a button started as a set; null for single ones.</summary>
    public Guid? SetId { get; init; }

    public required string Recipe { get; init; }

    /// <summary>Canonical JSON with every parameter, defaults included.</summary>
    public required string Parameters { get; init; }

    public GenerationState State { get; private set; } = GenerationState.Queued;

    /// <summary>0 to 1.</summary>
    public double Progress { get; private set; }

    public string? Step { get; private set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required AccountId CreatedBy { get; init; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public string? FailureCode { get; private set; }

    public string? FailureDetail { get; private set; }

    /// <summary>The job that does it; a retry gets a new one.</summary>
    public string? JobId { get; set; }

    /// <summary>Set by the database at each change from one sequence: the event id of progress streams.</summary>
    public long Sequence { get; private set; }

    public uint Version { get; private set; }

    public bool IsFinished => State is GenerationState.Done or GenerationState.Failed or GenerationState.Cancelled;

    /// <summary>False when it was cancelled or finished meanwhile: the worker then leaves it alone.</summary>
    public bool Start(DateTimeOffset now)
    {
        if (IsFinished) return false;
        State = GenerationState.Running;
        StartedAt ??= now;
        (Progress, Step) = (0, "outline");
        return true;
    }

    public void Advance(double progress, string step)
    {
        if (State != GenerationState.Running) return;
        (Progress, Step) = (Math.Clamp(progress, 0, 1), step);
    }

    public void Finish(DateTimeOffset now)
    {
        State = GenerationState.Done;
        (Progress, Step, FinishedAt) = (1, null, now);
    }

    public void Fail(string code, string detail, DateTimeOffset now)
    {
        State = GenerationState.Failed;
        (FailureCode, FailureDetail, Step, FinishedAt) = (code, detail, null, now);
    }

    /// <summary>False when it had finished already.</summary>
    public bool Cancel(DateTimeOffset now)
    {
        if (IsFinished) return false;
        State = GenerationState.Cancelled;
        (Step, FinishedAt) = (null, now);
        return true;
    }

    /// <summary>Only what failed or was cancelled can be tried again.</summary>
    public bool Retry()
    {
        if (State is not (GenerationState.Failed or GenerationState.Cancelled)) return false;
        State = GenerationState.Queued;
        (Progress, Step, StartedAt, FinishedAt, FailureCode, FailureDetail) = (0, null, null, null, null, null);
        return true;
    }
}
