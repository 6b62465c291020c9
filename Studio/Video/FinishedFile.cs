using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CommerceOS.Studio.Video;

/// <summary>
/// Reads a finished file back with ffprobe. FFmpeg ends with exit code 0 and a short file when its input ends early, so its
/// word is not taken for it.
/// </summary>
internal static class FinishedFile
{
    private const long LargestBytes = 100L * 1024 * 1024;

    internal static async Task<IReadOnlyList<ImageCheck>> CheckAsync(string path, FrameSize size, int frames, int framesPerSecond, CancellationToken cancellationToken)
    {
        using var report = await ProbeAsync(path, cancellationToken);
        var streams = report.RootElement.GetProperty("streams").EnumerateArray().ToArray();
        var video = streams.FirstOrDefault(stream => Text(stream, "codec_type") == "video");
        var audio = streams.FirstOrDefault(stream => Text(stream, "codec_type") == "audio");
        var counted = Text(video, "nb_read_packets");
        var seconds = Text(report.RootElement.GetProperty("format"), "duration");
        var expected = (double)frames / framesPerSecond;
        var length = double.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        var bytes = new FileInfo(path).Length;
        return
        [
            new("size", Result(Text(video, "width") == Whole(size.Width) && Text(video, "height") == Whole(size.Height)), $"{Text(video, "width")} x {Text(video, "height")}", $"{Whole(size.Width)} x {Whole(size.Height)}"),
            new("frames", Result(counted == Whole(frames)), $"{counted} frames", $"{Whole(frames)} frames"),
            // A sound frame is 21 ms long and may stand out by one.
            new("duration", Result(Math.Abs(length - expected) < .1), $"{seconds} s", string.Create(CultureInfo.InvariantCulture, $"{expected:0.###} s")),
            new("codec", Result(Text(video, "codec_name") == "h264" && Text(video, "pix_fmt") == "yuv420p" && Text(audio, "codec_name") == "aac"), $"{Text(video, "codec_name")} {Text(video, "pix_fmt")}, {Text(audio, "codec_name")}", "h264 yuv420p, aac"),
            new("byte_size", Result(bytes is > 0 and <= LargestBytes), string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes"), string.Create(CultureInfo.InvariantCulture, $"at most {LargestBytes:N0} bytes")),
        ];
    }

    private static async Task<JsonDocument> ProbeAsync(string path, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "ffprobe", ["-v", "error", "-count_packets", "-show_entries", "stream=codec_type,codec_name,pix_fmt,width,height,nb_read_packets:format=duration", "-of", "json", path])
        { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false }) ?? throw new StudioUnavailableException("ffprobe does not start.");
        try
        {
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            var json = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return JsonDocument.Parse(json.Length == 0 ? """{"streams":[],"format":{}}""" : json);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.ToString() : "nothing";

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static ImageCheckResult Result(bool passed) => passed ? ImageCheckResult.Passed : ImageCheckResult.Failed;
}
