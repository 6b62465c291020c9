namespace CommerceOS.Jobs;

/// <summary>How a run of a job ended. Closed: the four records below are all there are. An exception is a <see cref="Retry"/>.</summary>
public abstract record JobOutcome
{
    private JobOutcome()
    {
    }

    /// <summary>The work is done.</summary>
    public sealed record Done : JobOutcome
    {
        public static Done Instance { get; } = new();
    }

    /// <summary>Not now: run again after the delay. The attempt is given back.</summary>
    public sealed record Snooze(TimeSpan Delay) : JobOutcome;

    /// <summary>
    /// Failed, worth another attempt after <c>Delay</c> or, when null, after the time that <see cref="RetrySchedule"/> says.
    /// After the last attempt the job becomes a dead letter with the reason (kept to 2,000 characters).
    /// </summary>
    public sealed record Retry(string Reason, TimeSpan? Delay = null) : JobOutcome;

    /// <summary>Failed for good: a dead letter at once, with the reason (kept to 2,000 characters).</summary>
    public sealed record Discard(string Reason) : JobOutcome;
}
