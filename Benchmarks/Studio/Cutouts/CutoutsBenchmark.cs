using System.Diagnostics;
using CommerceOS.Benchmarks.Harness;
using CommerceOS.Studio;

namespace CommerceOS.Benchmarks.Studio.Cutouts;

/// <summary>How well, how sure and how fast products are cut out of labelled photos, against OpenCV's grabCut.</summary>
/// <param name="arguments">The folder of labelled photos; <c>--strokes</c> also retouches what came out under .95; <c>--no-peer</c> leaves grabCut out; <c>--save DIR</c> keeps the masks.</param>
internal sealed class CutoutsBenchmark(IReadOnlyList<string> arguments) : IBenchmark
{
    private const int Threads = 2;
    private const double Hard = .95;

    // The Studio's own coarse size, and a larger one, which costs grabCut more time and shows whether size is what it lacks.
    private static readonly int[] PeerSides = [384, 512];

    public string Name => "cutouts";

    public string Arguments => " DIR [--strokes] [--no-peer] [--save DIR]";

    public string Summary => "overlap, outline, confidence and time of cut-outs of labelled photos, against grabCut";

    public async Task<BenchmarkReport> RunAsync(CancellationToken cancellationToken)
    {
        if (arguments is not [var folder, ..]) throw new ArgumentException($"expected a folder of NAME_raw.png and NAME_a.png: cutouts{Arguments}");
        var photos = LabelledPhoto.In(folder);
        using var engine = new StudioEngine(new StudioOptions { ThreadsPerJob = Math.Min(Threads, Environment.ProcessorCount) });
        await using var grabCut = arguments.Contains("--no-peer") ? null : await GrabCutProcess.StartAsync(cancellationToken);
        Dictionary<string, string> versions = new() { ["studio"] = engine.EngineVersion, ["opencv"] = grabCut?.Version ?? "not measured (apt-get install python3-opencv)" };
        Cut(engine, photos[0]); // warms up

        List<CutoutRow> rows = [];
        foreach (var photo in photos)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.AddRange(await MeasureAsync(engine, grabCut, photo, cancellationToken));
        }

        return new()
        {
            Name = Name,
            Rows = [.. rows.GroupBy(row => row.Contender).SelectMany(group => Summarise(group.Key, [.. group], rows))],
            Details = rows,
            Method =
            [
                $"{photos.Count} photos. Masks are coverage of at least one half, at the photo's own resolution.",
                "overlap: intersection over union. boundary: F-score of outline pixels with another outline within 3 pixels (Euclidean).",
                "ms: from the encoded photo in memory to the mask; the Studio's time includes the colours, the soft edge and the verdict, grabCut's only the mask.",
                $"with strokes: only photos under {Hard}; up to six strokes, each drawn through the largest mistake left; ms is the slowest single cut.",
                "grabCut: rectangle 4 % inside the frame, 5 iterations, at the long side given, enlarged linearly. ratio: to grabCut 384; for overlap and boundary higher is better.",
            ],
            Versions = versions,
        };
    }

    private async Task<IReadOnlyList<CutoutRow>> MeasureAsync(StudioEngine engine, GrabCutProcess? grabCut, LabelledPhoto photo, CancellationToken cancellationToken)
    {
        var truth = photo.Truth();
        var (cutout, milliseconds) = Cut(engine, photo);
        var found = LabelledPhoto.Found(cutout, truth.Width, truth.Height);
        Save(photo, "ours", found);
        List<CutoutRow> rows = [CutoutRow.Of(photo.Name, "ours", MaskScore.Of(found, truth), cutout.Verdict, milliseconds)];
        if (arguments.Contains("--strokes") && rows[0].Overlap < Hard) rows.Add(Retouched(engine, photo, truth));
        if (grabCut is not null)
        {
            foreach (var side in PeerSides)
            {
                var (mask, seconds) = await grabCut.CutAsync(photo.PhotoPath, side, cancellationToken);
                Save(photo, $"grabcut{side}", mask);
                rows.Add(CutoutRow.Of(photo.Name, $"grabCut {side}", MaskScore.Of(mask, truth), verdict: null, seconds * 1000));
            }
        }

        foreach (var row in rows) Console.WriteLine(row);
        return rows;
    }

    private CutoutRow Retouched(StudioEngine engine, LabelledPhoto photo, PixelMask truth)
    {
        var (cutout, strokes, slowest) = SimulatedPerson.Retouch(engine, Master(engine, photo), truth);
        var found = LabelledPhoto.Found(cutout, truth.Width, truth.Height);
        Save(photo, "strokes", found);
        return CutoutRow.Of(photo.Name, "with strokes", MaskScore.Of(found, truth), cutout.Verdict, slowest) with { Strokes = strokes.Count };
    }

    private static ReadOnlyMemory<byte> Master(StudioEngine engine, LabelledPhoto photo) =>
        engine.Normalise(File.ReadAllBytes(photo.PhotoPath)) is NormaliseOutcome.Normalised normalised
            ? normalised.Master
            : throw new InvalidOperationException($"{photo.PhotoPath} was refused");

    private static (Cutout Cutout, double Milliseconds) Cut(StudioEngine engine, LabelledPhoto photo)
    {
        var master = Master(engine, photo);
        var started = Stopwatch.GetTimestamp();
        var cutout = engine.CutOut(master);
        return (cutout, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private void Save(LabelledPhoto photo, string contender, PixelMask mask)
    {
        var at = arguments.ToList().IndexOf("--save");
        if (at < 0) return;
        Directory.CreateDirectory(arguments[at + 1]);
        File.WriteAllBytes(Path.Combine(arguments[at + 1], $"{photo.Name}_{contender}.png"), mask.ToPng());
    }

    private static IEnumerable<BenchmarkRow> Summarise(string contender, CutoutRow[] mine, List<CutoutRow> all)
    {
        var peer = all.Where(row => row.Contender == $"grabCut {PeerSides[0]}").ToArray();
        (string Scenario, string Unit, Func<CutoutRow, double> Value)[] measures = [("overlap", "share", row => row.Overlap), ("boundary", "share", row => row.Boundary), ("time", "ms", row => row.Milliseconds)];
        foreach (var (scenario, unit, value) in measures)
        {
            foreach (var (kind, middle) in new (string, Func<IEnumerable<double>, double>)[] { ("median", values => Rounds.Median([.. values])), ("mean", Enumerable.Average) })
            {
                var own = mine.Select(value).ToArray();
                double? ratio = peer.Length == 0 || contender == peer[0].Contender ? null : middle(own) / middle(peer.Select(value));
                yield return new BenchmarkRow($"{scenario}, {kind}", contender, unit, middle(own), own.Min(), own.Max(), own.Length, ratio);
            }
        }
    }
}
