using System.Diagnostics;
using CommerceOS.Benchmarks.Harness;
using CommerceOS.Studio;

namespace CommerceOS.Benchmarks.Studio;

/// <summary>Milliseconds for each step from a 12 megapixel photo to the full set at 2,000 x 2,000, and the memory that it takes.</summary>
internal sealed class PiecesBenchmark : IBenchmark
{
    private const int Measured = 5;

    public string Name => "pieces";

    public string Summary => "milliseconds for each piece of the full set at 2,000 x 2,000, from a 12 megapixel photo";

    public Task<BenchmarkReport> RunAsync(CancellationToken cancellationToken)
    {
        using var engine = new StudioEngine(new StudioOptions { ThreadsPerJob = Math.Min(2, Environment.ProcessorCount) });
        var photo = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "bottle.jpg"));
        var times = new Dictionary<string, List<double>>();
        for (var round = 0; round <= Measured; round++)
        {
            var whole = Stopwatch.GetTimestamp();
            var master = Time("normalise", () => (NormaliseOutcome.Normalised)engine.Normalise(photo, cancellationToken)).Master;
            var cutout = Time("cut out", () => engine.CutOut(master, cancellationToken));
            Time("main image", () => engine.MainImage(cutout, new(), cancellationToken));
            foreach (var preset in (StudioScenePreset[])[StudioScenePreset.Mist, StudioScenePreset.Sand, StudioScenePreset.Dark]) Time($"scene {preset}", () => engine.StudioScene(cutout, new() { Preset = preset }, cancellationToken));
            Time("infographic", () => engine.Infographic(cutout, new() { Title = "Trail Flask", Subtitle = "Northlight", Features = [new("Keeps cold", "24 hours"), new("Bamboo lid"), new("Leak-proof")] }, cancellationToken));
            Add("full set without video", whole);
            if (round == 0) times.Clear(); // warm-up
        }

        return Task.FromResult(new BenchmarkReport
        {
            Name = Name,
            Rows = [.. times.Select(step => new BenchmarkRow("2,000 x 2,000", step.Key, "ms", Rounds.Median(step.Value), step.Value.Min(), step.Value.Max(), step.Value.Count, null))],
            Method = [$"samples/bottle.jpg from memory, one step after the other, 2 threads; medians of {Measured} after a warm-up. The process held at most {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB."],
            Versions = new Dictionary<string, string> { ["studio"] = engine.EngineVersion },
        });

        T Time<T>(string step, Func<T> work)
        {
            var started = Stopwatch.GetTimestamp();
            var result = work();
            Add(step, started);
            return result;
        }

        void Add(string step, long started)
        {
            if (!times.TryGetValue(step, out var list)) times[step] = list = [];
            list.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }
}
