using System.Diagnostics;
using System.Globalization;
using CommerceOS.Benchmarks.Harness;
using CommerceOS.Studio;
using CommerceOS.Studio.Video;

namespace CommerceOS.Benchmarks.Studio;

/// <summary>Seconds for an 8 second video of four pictures with zooms and crossfades, against FFmpeg doing all of it by itself.</summary>
internal sealed class VideoBenchmark : IBenchmark
{
    private const int Measured = 3;
    private const string Peer = "FFmpeg zoompan";
    private const int Pictures = 4;
    private const double Shot = 2.45;
    private const double Fade = .6;

    // The study's finding: zoompan moves in whole source pixels, so it needs sources this wide to look as smooth as sub-pixel sampling.
    private const int ZoomSource = 8000;

    public string Name => "video";

    public string Summary => "seconds for an 8 second 1080 x 1080 video, against FFmpeg's own zoompan and xfade";

    public async Task<BenchmarkReport> RunAsync(CancellationToken cancellationToken)
    {
        if (VideoRuntime.Missing is { } missing) throw new InvalidOperationException(missing.Message);
        using var engine = new StudioEngine(new StudioOptions { ThreadsPerJob = Math.Min(2, Environment.ProcessorCount) });
        var folder = Directory.CreateTempSubdirectory("commerceos-video-benchmark-");
        try
        {
            var pictures = Scenes(engine);
            var files = pictures.Select((picture, i) => Save(folder, i, picture)).ToList();
            var rows = await Rounds.RunAsync("8 s, 1080 x 1080", "s", Peer, Measured,
                [
                    new("ours", token => OwnAsync(engine, pictures, Path.Combine(folder.FullName, "own.mp4"), captions: false, token)),
                    new("ours, with captions", token => OwnAsync(engine, pictures, Path.Combine(folder.FullName, "captions.mp4"), captions: true, token)),
                    new(Peer, token => PeerAsync(files, Path.Combine(folder.FullName, "peer.mp4"), token)),
                ],
                cancellationToken);
            return new()
            {
                Name = Name, Rows = rows,
                Method =
                [
                    $"{Pictures} pictures of 2,000 pixels, {Shot} s each with a zoom of 13 %, crossfades of {Fade} s, 30 frames a second, x264 veryfast crf 20 (ours on one thread, as its bytes must not depend on how threads are scheduled; FFmpeg on two), silent AAC. Seconds of the clock; rounds in turns, medians.",
                    $"{Peer} scales each picture to {ZoomSource} pixels before zooming, which is what it needs to move as smoothly (docs/studio.md). It draws no captions.",
                ],
                Versions = new Dictionary<string, string> { ["studio"] = engine.VideoEngineVersion, ["ffmpeg"] = VideoRuntime.Version },
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<ReadOnlyMemory<byte>> Scenes(StudioEngine engine)
    {
        var photo = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "bottle.jpg"));
        var cutout = engine.CutOut(((NormaliseOutcome.Normalised)engine.Normalise(photo)).Master);
        return [engine.MainImage(cutout, new()).Bytes, .. Enumerable.Range(1, Pictures - 1).Select(seed => (ReadOnlyMemory<byte>)engine.Scene([cutout], new() { Seed = seed, Light = seed % 2 == 0 ? LightSide.Left : LightSide.Right }).Bytes)];
    }

    private static string Save(DirectoryInfo folder, int place, ReadOnlyMemory<byte> picture)
    {
        var file = Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{place}.jpg"));
        File.WriteAllBytes(file, picture.ToArray());
        return file;
    }

    private static async Task<double> OwnAsync(StudioEngine engine, List<ReadOnlyMemory<byte>> pictures, string path, bool captions, CancellationToken cancellationToken)
    {
        var board = new Storyboard
        {
            CrossfadeSeconds = Fade,
            Shots = [.. pictures.Select((_, i) => new KenBurnsShot { Picture = i, Seconds = Shot, ZoomTo = 1.13, Caption = captions ? "Keeps drinks cold for 24 hours" : null })],
        };
        return (await engine.VideoAsync(board, new() { Pictures = pictures }, path, cancellationToken: cancellationToken)).Elapsed.TotalSeconds;
    }

    private static async Task<double> PeerAsync(List<string> files, string path, CancellationToken cancellationToken)
    {
        var frames = (int)Math.Round(Shot * 30);
        var zooms = string.Join(';', files.Select((_, i) => string.Create(
            CultureInfo.InvariantCulture,
            $"[{i}:v]scale={ZoomSource}:{ZoomSource},zoompan=z='1+0.13*on/{frames}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d={frames}:s=1080x1080:fps=30,format=yuv420p[z{i}]")));
        var fades = "";
        var last = "z0";
        for (var i = 1; i < files.Count; i++)
        {
            fades += string.Create(CultureInfo.InvariantCulture, $";[{last}][z{i}]xfade=transition=fade:duration={Fade}:offset={i * (Shot - Fade):0.###}[f{i}]");
            last = $"f{i}";
        }

        string[] inputs = [.. files.SelectMany(file => (string[])["-i", file])];
        string[] arguments =
        [
            "-hide_banner", "-loglevel", "error", "-y", .. inputs, "-f", "lavfi", "-i", "anullsrc=channel_layout=stereo:sample_rate=48000",
            "-filter_complex", zooms + fades, "-map", $"[{last}]", "-map", $"{files.Count}:a", "-shortest",
            "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-threads", "2", "-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart", path,
        ];
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", arguments) { UseShellExecute = false }) ?? throw new InvalidOperationException("FFmpeg does not start");
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(started).TotalSeconds : throw new InvalidOperationException($"FFmpeg ended with {process.ExitCode}");
    }
}
