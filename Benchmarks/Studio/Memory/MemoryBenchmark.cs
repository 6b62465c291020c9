using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CommerceOS.Benchmarks.Harness;
using CommerceOS.Studio;

namespace CommerceOS.Benchmarks.Studio.Memory;

/// <summary>
/// The most memory that a worker's engine holds, scenario by scenario, each in a process of its own that runs with the workers'
/// runtime settings. What its children hold (FFmpeg, a browser) is told apart.
/// </summary>
internal sealed class MemoryBenchmark(string[] scenarios) : IBenchmark
{
    private const int Megabyte = 1_000_000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public string Name => "memory";

    public string Summary => "megabytes that a worker's engine holds at most, one and two jobs at a time on 12 megapixel photos";

    public string Arguments => " [scenario ...]";

    public async Task<BenchmarkReport> RunAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("memory is read from /proc, which is Linux's");
        var folder = Directory.CreateTempSubdirectory("commerceos-memory-benchmark-");
        try
        {
            string version;
            List<string> masters = [];
            using (var engine = new StudioEngine())
            {
                version = engine.EditEngineVersion;
                foreach (var sample in (string[])["bottle", "mug"])
                {
                    masters.Add(Path.Combine(folder.FullName, sample));
                    var photo = (NormaliseOutcome.Normalised)engine.Normalise(await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "samples", sample + ".jpg"), cancellationToken), cancellationToken);
                    await File.WriteAllBytesAsync(masters[^1], photo.Master, cancellationToken);
                }
            }

            List<BenchmarkRow> rows = [];
            Dictionary<string, MemoryOutcome> details = [];
            for (var place = 0; place < MemoryScenario.All.Count; place++)
            {
                var scenario = MemoryScenario.All[place];
                if (scenarios.Length > 0 && !scenarios.Contains(scenario.Name, StringComparer.Ordinal)) continue;
                var (outcome, children) = await MeasureAsync(place, masters, cancellationToken);
                var name = string.Create(CultureInfo.InvariantCulture, $"{scenario.Name}, {scenario.AtOnce} at a time");
                details[name] = outcome;
                rows.Add(Row(name, "engine", "MB", (double)outcome.PeakBytes / Megabyte));
                if (children > 0) rows.Add(Row(name, "its children", "MB", (double)children / Megabyte));
                rows.Add(Row(name, "a job", "CPU s", outcome.CpuSeconds / scenario.Times / scenario.AtOnce));
                Console.Error.WriteLine(JsonSerializer.Serialize(new { name, peak = outcome.PeakBytes / Megabyte, children = children / Megabyte, outcome }));
            }

            return new()
            {
                Name = Name, Rows = rows, Details = details,
                Method =
                [
                    "samples/bottle.jpg and samples/mug.jpg (12 megapixels), one a job; a process a scenario, with the workers' runtime settings. MB (10^6 bytes) resident at most (VmHWM) from the process' start; children: the sum of VmRSS, looked at ten times a second.",
                    "Full set: cut out, then the recipes of the set as the workers make them, with thumbnails. Edit list: crop, straighten, light, white balance, both automatically, denoise, sharpen, erase. CPU seconds of the engine's process a job, its start included.",
                ],
                Versions = new Dictionary<string, string> { ["studio"] = version },
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static BenchmarkRow Row(string scenario, string contender, string unit, double value) => new(scenario, contender, unit, value, value, value, 1, null);

    private static async Task<(MemoryOutcome Outcome, long Children)> MeasureAsync(int scenario, IReadOnlyList<string> masters, CancellationToken cancellationToken)
    {
        var program = typeof(MemoryBenchmark).Assembly.Location;
        var settings = Path.Combine(AppContext.BaseDirectory, typeof(Workers.Generation.PieceMaker).Assembly.GetName().Name + ".runtimeconfig.json");
        if (!File.Exists(settings)) throw new FileNotFoundException("the workers' runtime settings are not beside the benchmarks", settings);
        using var child = Process.Start(new ProcessStartInfo(
            "dotnet", ["exec", "--runtimeconfig", settings, program, MemoryChild.Name, scenario.ToString(CultureInfo.InvariantCulture), .. masters])
        { UseShellExecute = false, RedirectStandardOutput = true }) ?? throw new InvalidOperationException("the measured process does not start");
        var answer = child.StandardOutput.ReadToEndAsync(cancellationToken);
        var most = 0L;
        while (await Task.WhenAny(answer, Task.Delay(Look, cancellationToken)) != answer)
        {
            cancellationToken.ThrowIfCancellationRequested();
            most = Math.Max(most, ProcessMemory.OfDescendants(child.Id));
        }

        await child.WaitForExitAsync(cancellationToken);
        return child.ExitCode == 0
            ? (JsonSerializer.Deserialize<MemoryOutcome>(await answer)!, most)
            : throw new InvalidOperationException($"the measured process ended with {child.ExitCode}");
    }
}
