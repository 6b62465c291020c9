using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace CommerceOS.Studio.Templates.Browser;

/// <summary>A Chromium on this machine.</summary>
/// <param name="Path">Its program.</param>
/// <param name="Major">First part of its version: pictures of two major versions may differ by pixels.</param>
internal sealed partial record InstalledBrowser(string Path, int Major)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly string[] UsualPlaces =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome-stable", "/usr/bin/google-chrome", "/opt/google/chrome/chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];

    /// <summary>Null where none is installed, where the option says none, and on Windows, whose pipes a shell cannot pass on.</summary>
    internal static InstalledBrowser? Find(BrowserOptions options)
    {
        if (OperatingSystem.IsWindows() || options.Path is { Length: 0 })
        {
            return null;
        }

        var places = options.Path is { } path ? [path] : UsualPlaces;
        return places.Where(File.Exists).Select(place => VersionOf(place) is { } major ? new InstalledBrowser(place, major) : null).OfType<InstalledBrowser>().FirstOrDefault();
    }

    // "Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)"
    private static int? VersionOf(string program)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, "--version") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
            var said = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }

            return Version().Match(said.GetAwaiter().GetResult()) is { Success: true } match ? int.Parse(match.Groups["major"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : null;
        }
        catch (Win32Exception)
        {
            return null; // not a program, or not ours to run
        }
    }

    [GeneratedRegex(@"\b(?<major>\d{1,5})(\.\d+){2,3}\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Version();
}
