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
        var jobs = Enumerable.Range(0, scenario.AtOnce).Select(place => Task.Run(
            async () =>
            {
                var bytes = 0L;
                for (var time = 0; time < scenario.Times; time++)
                {
                    // Read again each time, as a worker does.
                    bytes += await scenario.Work(engine, await File.ReadAllBytesAsync(arguments[1 + place], cancellationToken), cancellationToken);
                }

                return bytes;
            },
            cancellationToken));
        var made = (await Task.WhenAll(jobs)).Sum();
        var outcome = new MemoryOutcome(ProcessMemory.PeakBytes, ProcessMemory.Bytes, idle, Stopwatch.GetElapsedTime(started).TotalSeconds, made, GC.CollectionCount(2), GC.GetTotalAllocatedBytes());
        Console.WriteLine(JsonSerializer.Serialize(outcome));
        return 0;
    }
}

/// <param name="PeakBytes">The most that was resident.</param>
/// <param name="EndBytes">Resident right after the last job.</param>
/// <param name="IdleBytes">Resident before the first.</param>
/// <param name="MadeBytes">Of all results.</param>
/// <param name="Collections">Full collections of garbage.</param>
/// <param name="AllocatedBytes">By managed code, all in all.</param>
internal sealed record MemoryOutcome(long PeakBytes, long EndBytes, long IdleBytes, double Seconds, long MadeBytes, int Collections, long AllocatedBytes);
