using CommerceOS.Studio.Vips;

namespace CommerceOS.Benchmarks.Studio.Memory;

/// <summary>Looks at this process from time to time and remembers who held what when it was largest.</summary>
internal sealed class PeakWatch : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private readonly Timer timer;
    private long most;

    public PeakWatch() => timer = new(_ => Measure(), null, Look, Look);

    public long ManagedBytes { get; private set; }

    /// <summary>The collected heap with what it keeps free, at the last collection.</summary>
    public long CommittedBytes { get; private set; }

    public long LibraryBytes { get; private set; }

    public void Dispose() => timer.Dispose();

    private void Measure()
    {
        lock (gate)
        {
            var now = ProcessMemory.Bytes;
            if (now <= most) return;
            most = now;
            ManagedBytes = GC.GetTotalMemory(forceFullCollection: false);
            CommittedBytes = GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes;
            LibraryBytes = VipsRuntime.TrackedBytes;
        }
    }
}
