using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace CommerceOS.Studio.Video;

/// <summary>Finds FFmpeg. The Studio works without it, with no videos.</summary>
public static partial class VideoRuntime
{
    private const string Install = "Install it: 'apt install ffmpeg' (Debian, Ubuntu), 'dnf install ffmpeg' (Fedora) or 'brew install ffmpeg'.";

    private static readonly string[] Encoders = ["libx264", "aac"];

    private static readonly Lazy<(string Version, StudioRuntimeFinding? Missing)> State = new(Look);

    /// <summary>For example "5.1.9"; empty when it is missing.</summary>
    public static string Version => State.Value.Version;

    /// <summary>What is missing and how to install it; null when videos can be made.</summary>
    public static StudioRuntimeFinding? Missing => State.Value.Missing;

    private static (string Version, StudioRuntimeFinding? Missing) Look()
    {
        try
        {
            var version = VersionLine().Match(Run("ffmpeg", "-version"));
            _ = Run("ffprobe", "-version");
            var encoders = Run("ffmpeg", "-encoders");
            var lacking = Encoders.Where(name => !encoders.Contains($" {name} ", StringComparison.Ordinal)).ToArray();
            return lacking.Length == 0
                ? (version.Groups["number"].Value, null)
                : ("", new("ffmpeg", Required: false, $"This FFmpeg was built without {string.Join(" and ", lacking)}: videos cannot be made. {Install}"));
        }
        catch (Exception missing) when (missing is Win32Exception or InvalidOperationException)
        {
            return ("", new("ffmpeg", Required: false, $"FFmpeg (ffmpeg and ffprobe) was not found: videos cannot be made. {Install}"));
        }
    }

    private static string Run(string program, string argument)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["-hide_banner", argument]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })
            ?? throw new InvalidOperationException($"{program} did not start");
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text;
    }

    // "ffmpeg version 5.1.9-0+deb12u1 Copyright ..." or "ffmpeg version n7.0 ..."
    [GeneratedRegex(@"version n?(?<number>[0-9][0-9.]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionLine();
}
