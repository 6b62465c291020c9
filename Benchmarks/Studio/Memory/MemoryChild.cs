using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CommerceOS.Studio;

namespace CommerceOS.Benchmarks.Studio.Memory;

/// <summary>One scenario in a process of its own that runs with the workers' settings; writes one line of JSON.</summary>
internal static class MemoryChild
{
    public const string Name = "memory-child";

    /// <param name="arguments">The scenario's place in the list, then masters, one a job at a time.</param>
    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var scenario = MemoryScenario.All[int.Parse(arguments[0], CultureInfo.InvariantCulture)];
        using var engine = new StudioEngine();
        var idle = ProcessMemory.Bytes;
        var started = Stopwatch.GetTimestamp();
        using var watch = new PeakWatch();
        var jobs = Enumerable.Range(0, scenario.AtOnce).Select(place => Task.Run(
            async () =>
            {
                var digest = 0L;
                for (var time = 0; time < scenario.Times; time++)
                {
                    // Read again each time, as a worker does.
                    digest = unchecked(digest + await scenario.Work(engine, await File.ReadAllBytesAsync(arguments[1 + place], cancellationToken), cancellationToken));
                }

                return digest;
            },
            cancellationToken));
        var made = (await Task.WhenAll(jobs)).Aggregate((one, other) => unchecked(one + other));
        var outcome = new MemoryOutcome(ProcessMemory.PeakBytes, ProcessMemory.Bytes, idle, Stopwatch.GetElapsedTime(started).TotalSeconds, Environment.CpuUsage.TotalTime.TotalSeconds, made, GC.CollectionCount(2), GC.GetTotalAllocatedBytes(), watch.ManagedBytes, watch.CommittedBytes, watch.LibraryBytes);
        Console.WriteLine(JsonSerializer.Serialize(outcome));
        return 0;
    }
}

/// <param name="PeakBytes">The most that was resident.</param>
/// <param name="EndBytes">Resident right after the last job.</param>
/// <param name="IdleBytes">Resident before the first.</param>
/// <param name="CpuSeconds">Of all threads: what is left of time on a busy machine.</param>
/// <param name="Digest">Of all results: two engines with the same one made the same bytes.</param>
/// <param name="Collections">Full collections of garbage.</param>
/// <param name="AllocatedBytes">By managed code, all in all.</param>
/// <param name="ManagedBytes">What the collected heap had of the highest value that was seen.</param>
/// <param name="CommittedBytes">The same with what it keeps free, as of the collection before.</param>
/// <param name="LibraryBytes">What libvips had of it in pictures.</param>
internal sealed record MemoryOutcome(
    long PeakBytes, long EndBytes, long IdleBytes, double Seconds, double CpuSeconds, long Digest, int Collections, long AllocatedBytes, long ManagedBytes, long CommittedBytes, long LibraryBytes);
