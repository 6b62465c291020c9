using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace CommerceOS.Studio.Templates;

/// <summary>
/// The embedded files of Studio/Templates/Library: a page for each kind of picture, a style sheet for each style. A new file
/// is a new template or style, without code.
/// </summary>
public static class TemplateLibrary
{
    private const string Prefix = "templates/";

    // Raised when the code that fills templates or composes their pictures changes them on purpose.
    private const string Code = "1";

    private static readonly Dictionary<string, string> Files = Read();

    /// <summary>"card", "comparison", "infographic".</summary>
    public static IReadOnlyList<string> Templates { get; } = Names("", ".html");

    /// <summary>"bold", "clean", "editorial".</summary>
    public static IReadOnlyList<string> Styles { get; } = Names("styles/", ".css");

    /// <summary>Changes with every letter of the files, so that no picture pretends to come from the template of today.</summary>
    internal static string Version { get; } = Code + "-" + Hash();

    internal static string Page(string template) => Files[template + ".html"];

    internal static string Style(string style) => Files["styles/" + style + ".css"];

    internal static string Base => Files["base.css"];

    internal static string Fit => Files["fit.js"];

    internal static void Require(string template, string style)
    {
        RequireOne("Template", template, Templates);
        RequireOne("Style", style, Styles);
    }

    private static void RequireOne(string parameter, string? name, IReadOnlyList<string> known)
    {
        if (name is null || !known.Contains(name))
        {
            throw new StudioParameterException(parameter, $"{parameter}: expected one of {string.Join(", ", known)}, got \"{(name is { Length: > 40 } ? name[..40] : name)}\".");
        }
    }

    private static string[] Names(string folder, string ending) =>
        [.. Files.Keys.Where(name => name.StartsWith(folder, StringComparison.Ordinal) && name.EndsWith(ending, StringComparison.Ordinal) && !name.AsSpan(folder.Length).Contains('/') && name != "base.css")
            .Select(name => name[folder.Length..^ending.Length]).Order(StringComparer.Ordinal)];

    private static string Hash()
    {
        var all = new StringBuilder();
        foreach (var (name, text) in Files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            all.Append(name).Append('\n').Append(text).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())))[..8];
    }

    private static Dictionary<string, string> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            files[name[Prefix.Length..].Replace('\\', '/')] = reader.ReadToEnd().ReplaceLineEndings("\n");
        }

        return files;
    }
}
