using System.Diagnostics.CodeAnalysis;

namespace CommerceOS.Jobs.Running;

/// <summary>Why a run was told to stop before its handler ended.</summary>
internal enum StopReason
{
    None,
    Cancelled,
    LeaseLost,
    Shutdown,
}

/// <summary>A job in this worker's hands, from the fetch until its outcome is stored.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Without a timer the source holds nothing to free, and a late Stop may not meet a disposed one.")]
internal sealed class RunningJob(LeasedJob job, long leasedAt)
{
    private readonly CancellationTokenSource stop = new();
    private int reason;
    private int claimed;
    private long leasedAt = leasedAt;

    public LeasedJob Job { get; } = job;

    public JobContext Context { get; } = new(job);

    public CancellationToken Token => stop.Token;

    public StopReason Reason => (StopReason)Volatile.Read(ref reason);

    /// <summary>Timestamp of the injected clock, taken before the request that last extended the lease.</summary>
    public long LeasedAt
    {
        get => Volatile.Read(ref leasedAt);
        set => Volatile.Write(ref leasedAt, value);
    }

    /// <summary>Ends when the handler has ended.</summary>
    public Task Execution { get; set; } = Task.CompletedTask;

    /// <summary>Asks the handler to stop. The first reason counts.</summary>
    public void Stop(StopReason why)
    {
        if (Interlocked.CompareExchange(ref reason, (int)why, (int)StopReason.None) != (int)StopReason.None) return;
        try
        {
            stop.Cancel();
        }
        catch (AggregateException)
        {
            // Thrown by callbacks that the handler registered, after all were called. Other jobs must not suffer from it.
        }
    }

    /// <summary>True for the first caller, who then decides the outcome.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref claimed, 1) == 0;
}
