namespace CommerceOS.AppHost.Local;

/// <summary>A process to keep running.</summary>
internal sealed record ProcessPlan
{
    /// <summary>Shown before each line it writes.</summary>
    public required string Name { get; init; }

    public required string Command { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>Added to AppHost's own variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The signal that ends it in good order.</summary>
    public string StopSignal { get; init; } = "TERM";

    /// <summary>How long it may take over that before it is killed.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Completes when the process can work.</summary>
    public Func<CancellationToken, Task> ReadyAsync { get; init; } = _ => Task.CompletedTask;
}
