using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CommerceOS.Contracts.Catalog;

namespace CommerceOS.Smoke;

/// <summary>Looks at results with FFmpeg: other code than that which made them, so it can disagree.</summary>
internal static class Media
{
    private const int BorderPixels = 8;
    private const byte Ink = 245;
    private const double LeastFill = .85;

    /// <summary>Decodes a picture; size as promised, and for a main image a pure white border and a product that fills the frame.</summary>
    public static async Task<string> CheckPictureAsync(AssetDto asset, string file, CancellationToken cancellationToken)
    {
        var recipe = asset.Lineage!.Recipe;
        var pixels = await RunAsync("ffmpeg", ["-v", "error", "-i", file, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"], cancellationToken);
        Steps.Require(pixels.Length == asset.Width * asset.Height * 3, $"{recipe}: expected {asset.Width} x {asset.Height} pixels, got {pixels.Length / 3}");
        if (recipe != "main-image") return "";
        int left = asset.Width, right = -1, top = asset.Height, bottom = -1;
        for (var y = 0; y < asset.Height; y++)
        {
            for (var x = 0; x < asset.Width; x++)
            {
                var at = (y * asset.Width + x) * 3;
                var darkest = Math.Min(pixels[at], Math.Min(pixels[at + 1], pixels[at + 2]));
                if (Math.Min(Math.Min(x, y), Math.Min(asset.Width - 1 - x, asset.Height - 1 - y)) < BorderPixels) Steps.Require(darkest == 255, $"main image: {darkest} at {x}, {y}, expected pure white in the outer {BorderPixels} pixels");
                if (darkest < Ink) (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), y);
            }
        }
        var fill = Math.Max((right - left + 1.0) / asset.Width, (bottom - top + 1.0) / asset.Height);
        Steps.Require(fill >= LeastFill, string.Create(CultureInfo.InvariantCulture, $"main image: the product fills {fill:P0} of the frame, expected at least {LeastFill:P0}"));
        return string.Create(CultureInfo.InvariantCulture, $"white border, product {fill:P0} of the frame");
    }

    /// <summary>Decodes a video in full: format, length and every frame.</summary>
    public static async Task<string> CheckVideoAsync(AssetDto asset, string file, CancellationToken cancellationToken)
    {
        var report = await RunAsync(
            "ffprobe", ["-v", "error", "-count_frames", "-show_entries", "stream=codec_type,codec_name,pix_fmt,width,height,nb_read_frames:format=duration", "-of", "json", file], cancellationToken);
        using var probe = JsonDocument.Parse(report);
        var streams = probe.RootElement.GetProperty("streams").EnumerateArray().ToList();
        var video = streams.Single(s => s.GetProperty("codec_type").GetString() == "video");
        Steps.Require(video.GetProperty("codec_name").GetString() == "h264" && video.GetProperty("pix_fmt").GetString() == "yuv420p", "video: expected H.264 in 4:2:0, which every shop and phone plays");
        Steps.Require(video.GetProperty("width").GetInt32() == asset.Width && video.GetProperty("height").GetInt32() == asset.Height, "video: another size than the API says");
        Steps.Require(streams.Any(s => s.GetProperty("codec_name").GetString() == "aac"), "video: no sound track, which some shops refuse");
        var frames = int.Parse(video.GetProperty("nb_read_frames").GetString()!, CultureInfo.InvariantCulture);
        var seconds = double.Parse(probe.RootElement.GetProperty("format").GetProperty("duration").GetString()!, CultureInfo.InvariantCulture);
        Steps.Require(Math.Abs(seconds - asset.PlaySeconds!.Value) < .1 && frames == (int)Math.Round(asset.PlaySeconds.Value * 30), $"video: {frames} frames in {seconds} s, expected {asset.PlaySeconds} s of 30 a second");
        return string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s of {asset.Width} x {asset.Height}, {frames} frames");
    }

    private static async Task<byte[]> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })
            ?? throw new SmokeException($"{program} does not start");
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        using var output = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Steps.Require(process.ExitCode == 0, $"{program}: {await errors}");
        return output.ToArray();
    }
}
