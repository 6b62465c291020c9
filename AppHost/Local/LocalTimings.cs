namespace CommerceOS.AppHost.Local;

/// <summary>How long to wait for what. Tests shorten it.</summary>
internal sealed record LocalTimings
{
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>A service that takes longer to become healthy has failed. A cold start on a small machine takes about 5 s.</summary>
    public TimeSpan ReadyTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Between two looks at whether something is ready.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A service that ran this long starts again with the shortest delay.</summary>
    public TimeSpan CalmAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Before the nth restart in a row: 1, 2, 4, 8, 16, then 30 s.</summary>
    public Func<int, TimeSpan> RestartDelay { get; init; } = crashes => TimeSpan.FromSeconds(Math.Min(30, 1 << Math.Min(crashes, 5)));
}
