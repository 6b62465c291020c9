namespace CommerceOS.Jobs;

/// <summary>Identifies a job for its whole life, finished or not. A UUIDv7: ids sort by the time of enqueuing.</summary>
public readonly record struct JobId(Guid Value)
{
    internal static JobId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    public override string ToString() => Value.ToString("D");
}
