using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CommerceOS.Studio.Video;

/// <summary>What became of a file that should be music.</summary>
public abstract record MusicOutcome
{
    private MusicOutcome()
    {
    }

    /// <param name="M4a">AAC, stereo, 48 kHz, 192 kbit/s, made from samples alone: no tags, no pictures.</param>
    /// <param name="Seconds">Of the sound; at most <see cref="MusicBed.MostSeconds"/>.</param>
    public sealed record Prepared(byte[] M4a, double Seconds) : MusicOutcome;

    /// <param name="Code">Stable: <c>format</c>, <c>corrupt</c>, <c>too_short</c>.</param>
    /// <param name="Detail">What was expected and what came.</param>
    public sealed record Refused(string Code, string Detail) : MusicOutcome;
}

/// <summary>
/// Makes a sound for videos out of a file that nobody vouches for. FFmpeg decodes it as a child that is told the format, may
/// open nothing else, knows none of our environment and is ended after a time.
/// </summary>
public static class MusicBed
{
    /// <summary>What is kept of a longer piece: videos are at most this long.</summary>
    public const int MostSeconds = 60;

    private const double FewestSeconds = 2;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    internal static async Task<MusicOutcome> PrepareAsync(ReadOnlyMemory<byte> upload, CancellationToken cancellationToken)
    {
        if (SoundTrack.FormatOf(upload.Span) is not { } format)
        {
            return new MusicOutcome.Refused("format", "Expected MP3, M4A, WAV, FLAC or Ogg; the content is none of these.");
        }

        if (VideoRuntime.Missing is { } missing)
        {
            throw new StudioUnavailableException(missing.Message);
        }

        var folder = Directory.CreateTempSubdirectory("commerceos-music-").FullName;
        try
        {
            var (from, to) = (Path.Combine(folder, "upload"), Path.Combine(folder, "music.m4a"));
            await File.WriteAllBytesAsync(from, upload, cancellationToken);
            var seconds = MostSeconds.ToString(CultureInfo.InvariantCulture);
            var ended = await RunAsync(
                "ffmpeg",
                [
                    "-nostdin", "-v", "error", "-protocol_whitelist", "file", "-f", format, "-i", from, "-map", "0:a:0", "-t", seconds, "-vn", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1",
                    "-threads", "1", "-ac", "2", "-ar", "48000", "-c:a", "aac", "-b:a", "192k", "-flags", "+bitexact", "-fflags", "+bitexact", "-movflags", "+faststart", "-f", "ipod", to,
                ],
                cancellationToken);
            if (ended is null || !File.Exists(to))
            {
                return new MusicOutcome.Refused("corrupt", "The file cannot be decoded. Export it again, as an MP3 for example.");
            }

            var report = await RunAsync("ffprobe", ["-v", "error", "-show_entries", "format=duration", "-of", "json", to], cancellationToken);
            var length = LengthOf(report);
            return length < FewestSeconds
                ? new MusicOutcome.Refused("too_short", string.Create(CultureInfo.InvariantCulture, $"Expected at least {FewestSeconds:0} seconds of sound, got {length:0.0}."))
                : new MusicOutcome.Prepared(await File.ReadAllBytesAsync(to, cancellationToken), Math.Round(length, 2));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double LengthOf(string? report)
    {
        using var document = JsonDocument.Parse(string.IsNullOrWhiteSpace(report) ? "{}" : report);
        return document.RootElement.TryGetProperty("format", out var format) && format.TryGetProperty("duration", out var duration)
            && double.TryParse(duration.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;
    }

    // What it wrote, or null when it failed or took too long.
    private static async Task<string?> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeLimit);
        using var process = Start(start);
        try
        {
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            var text = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? text : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new StudioUnavailableException($"{start.FileName} does not start.");
        }
        catch (Win32Exception missing)
        {
            throw new StudioUnavailableException($"{start.FileName} does not start: {missing.Message}.");
        }
    }
}
