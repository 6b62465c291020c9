namespace CommerceOS.Jobs;

/// <summary>
/// When to try a failed job again: <c>first × 2^(attempt-1)</c>, at most <c>max</c>, varied by ± <c>jitter</c> (a share, 0 to 1),
/// so that jobs which failed together do not come back together.
/// </summary>
public sealed record RetrySchedule(TimeSpan First, TimeSpan Max, double Jitter)
{
    /// <summary>The delay after attempt <paramref name="attempt"/> (from 1); <paramref name="chance"/> is a random number from 0 to 1.</summary>
    public TimeSpan DelayAfter(int attempt, double chance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        // Past 2^62 a tick count overflows; the cap is far below that.
        var doublings = Math.Min(attempt - 1, 62);
        var seconds = Math.Min(First.TotalSeconds * Math.Pow(2, doublings), Max.TotalSeconds);
        return TimeSpan.FromSeconds(seconds * (1 + (Jitter * ((2 * chance) - 1))));
    }
}
