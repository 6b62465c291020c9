using System.Diagnostics;
using CommerceOS.Benchmarks.Harness;
using CommerceOS.Benchmarks.Jobs;
using CommerceOS.Studio;

namespace CommerceOS.Benchmarks.Studio;

/// <summary>Milliseconds from a 12 megapixel JPEG to a WebP thumbnail, against sharp, which uses the same library from Node.</summary>
internal sealed class ThumbnailsBenchmark : IBenchmark
{
    private const int Threads = 2;
    private const int Measured = 7;
    private const string Peer = "sharp";

    private static readonly int[] Sides = [2000, 1280, 320];

    public string Name => "thumbnails";

    public string Summary => "milliseconds from a 12 megapixel JPEG to a WebP thumbnail, against sharp";

    public async Task<BenchmarkReport> RunAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Repository.Root, "Benchmarks", "Studio", "peer");
        await PeerProcess.InstallAsync(folder, cancellationToken);
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "samples"), "*.jpg").Order(StringComparer.Ordinal).ToArray();
        using var engine = new StudioEngine(new StudioOptions { ThreadsPerJob = Math.Min(Threads, Environment.ProcessorCount) });
        await using var sharp = await SharpProcess.StartAsync(folder, Threads, cancellationToken);

        List<BenchmarkRow> rows = [];
        foreach (var side in Sides)
        {
            rows.AddRange(await Rounds.RunAsync($"{side} pixels", "ms", Peer, Measured,
                [
                    new("ours", token => OwnRoundAsync(engine, files, side, token)),
                    new(Peer, async token => await sharp.RoundAsync(files, side, "lanczos3", token) * 1000 / files.Length),
                    new("sharp, cubic", async token => await sharp.RoundAsync(files, side, "cubic", token) * 1000 / files.Length),
                ],
                cancellationToken));
        }

        return new()
        {
            Name = Name,
            Rows = rows,
            Method =
            [
                $"The {files.Length} sample photos (12 megapixel JPEG) one after another, from memory to memory; milliseconds a photo; both warm, rounds in turns, medians. A lower ratio is better.",
                $"Both: upright, fitted into the square, metadata removed, WebP quality 82 effort 2, errors of the decoder fail the picture, {Threads} threads, no cache.",
                "sharp is measured with its default kernel (lanczos3, the peer of the ratios) and with cubic, the kernel that ours uses for thumbnails.",
            ],
            Versions = new Dictionary<string, string>
            {
                ["studio"] = engine.EngineVersion,
                ["sharp"] = await PeerProcess.VersionAsync(folder, "sharp", cancellationToken),
                ["libvips in sharp"] = sharp.LibraryVersion,
                ["node"] = await PeerProcess.NodeVersionAsync(cancellationToken),
            },
        };
    }

    private static async Task<double> OwnRoundAsync(StudioEngine engine, string[] files, int side, CancellationToken cancellationToken)
    {
        var photos = Array.ConvertAll(files, File.ReadAllBytes);
        var started = Stopwatch.GetTimestamp();
        foreach (var photo in photos)
        {
            await engine.ThumbnailAsync(photo, side, cancellationToken);
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds / files.Length;
    }
}
