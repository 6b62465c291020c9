namespace CommerceOS.Jobs;

/// <summary>Where a job is in its life; see docs/states/jobs.md. The numbers are stored.</summary>
public enum JobState
{
    /// <summary>Not due yet, or due and waiting for a slot of its concurrency key.</summary>
    Scheduled = 1,

    /// <summary>A worker may take it.</summary>
    Ready = 2,

    /// <summary>A worker holds its lease.</summary>
    Running = 3,

    /// <summary>Over: the handler said <see cref="JobOutcome.Done"/>.</summary>
    Done = 11,

    /// <summary>Over: discarded, or out of attempts. A person can retry it.</summary>
    Dead = 12,

    /// <summary>Over: cancelled before it was done.</summary>
    Cancelled = 13,
}
