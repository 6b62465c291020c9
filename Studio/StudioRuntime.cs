using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio;

/// <summary>Tells at start-up whether this machine can do the Studio's work, and if not what to install.</summary>
public static class StudioRuntime
{
    // 8.13 brought the switch that blocks untrusted loaders; without it an upload could reach fragile decoders.
    private static readonly Version OldestLibrary = new(8, 13, 0);

    // What each operation is needed for, by libvips' own name.
    private static readonly (string Operation, string Purpose, bool Required)[] Operations =
    [
        ("jpegload_buffer", "JPEG photos", true),
        ("jpegsave_buffer", "JPEG images", true),
        ("pngload_buffer", "PNG photos", true),
        ("pngsave_buffer", "cut-outs", true),
        ("webpload_buffer", "WebP photos", true),
        ("webpsave_buffer", "previews", true),
        ("heifload_buffer", "AVIF and HEIC photos", false),
        ("icc_transform", "colour profiles", true),
        ("text", "infographics", true),
    ];

    /// <summary>Loads the native library if that has not happened yet. Never throws for a missing part: the report names it.</summary>
    public static StudioRuntimeReport Check()
    {
        try
        {
            VipsRuntime.Start(threads: Math.Min(2, Environment.ProcessorCount));
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return new StudioRuntimeReport("", [new StudioRuntimeFinding("libvips", Required: true, $"The imaging library libvips 8.13 or newer does not load. {InstallLibrary}")]);
        }

        List<StudioRuntimeFinding> findings = [];
        if (Version.Parse(VipsRuntime.Version) < OldestLibrary)
        {
            findings.Add(new("libvips", Required: true, $"libvips {VipsRuntime.Version} is older than {OldestLibrary}. {InstallLibrary}"));
        }

        foreach (var (operation, purpose, required) in Operations)
        {
            if (!VipsRuntime.HasOperation(operation))
            {
                findings.Add(new(operation, required, $"This libvips {VipsRuntime.Version} was built without {operation}, needed for {purpose}. {InstallLibrary}"));
            }
        }

        AddFont(findings, ":lang=zh-cn", "Noto Sans CJK", required: true, "Chinese text on infographics would be drawn as boxes.", "fonts-noto-cjk", "font-noto-sans-cjk-sc");
        AddFont(findings, ":lang=ja", "Noto Sans CJK JP", required: false, "Japanese text would be drawn as boxes.", "fonts-noto-cjk", "font-noto-sans-cjk-jp");
        AddFont(findings, ":lang=ko", "Noto Sans CJK KR", required: false, "Korean text would be drawn as boxes.", "fonts-noto-cjk", "font-noto-sans-cjk-kr");
        AddFont(findings, "Noto Sans Arabic", "Noto Sans Arabic", required: false, "Arabic text falls back to another font or to boxes.", "fonts-noto-core", "font-noto-sans-arabic");
        AddFont(findings, "Inter", "Inter", required: false, "Infographics fall back to another sans-serif.", "fonts-inter", "font-inter");
        return new StudioRuntimeReport(VipsRuntime.Version, findings);
    }

    private static string InstallLibrary =>
        OperatingSystem.IsLinux() ? "Install it: 'apt install libvips42' (Debian, Ubuntu) or 'dnf install vips' (Fedora)."
        : OperatingSystem.IsMacOS() ? "Install it: 'brew install vips'."
        : "Set VIPS_LIBRARY to the full path of libvips-42.dll, for instance from the npm package @img/sharp-win32-x64.";

    private static void AddFont(
        List<StudioRuntimeFinding> findings, string pattern, string name, bool required, string consequence, string debian, string brew)
    {
        if (FontCatalogue.Has(pattern) == false)
        {
            findings.Add(new(name, required, $"No font for '{name}' is installed. {consequence} Install it: 'apt install {debian}' or 'brew install --cask {brew}'."));
        }
    }
}

/// <param name="LibraryVersion">Version of libvips, empty when it does not load.</param>
/// <param name="Findings">What is missing; empty on a complete machine.</param>
public sealed record StudioRuntimeReport(string LibraryVersion, IReadOnlyList<StudioRuntimeFinding> Findings)
{
    /// <summary>True when everything required is there; optional parts may be missing.</summary>
    public bool Ready => Findings.All(finding => !finding.Required);
}

/// <param name="Name">The missing part.</param>
/// <param name="Required">False when the Studio works without it, with less.</param>
/// <param name="Message">What is missing, what follows from it and how to install it.</param>
public sealed record StudioRuntimeFinding(string Name, bool Required, string Message);

/// <summary>The Studio cannot work on this machine; the message says what to install.</summary>
public sealed class StudioUnavailableException(string message) : Exception(message);
