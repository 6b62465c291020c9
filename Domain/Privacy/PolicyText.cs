using System.Globalization;

namespace CommerceOS.Domain.Privacy;

/// <summary>A published policy in one language.</summary>
public sealed record PolicyText(string Id, string Language, string Title, DateOnly LastUpdated, string Markdown)
{
    private static readonly Dictionary<string, (DateOnly LastUpdated, Dictionary<string, string> Titles)> Known = new()
    {
        ["privacy"] = (new(2026, 6, 25), new() { [Languages.English] = "Privacy Policy", [Languages.SimplifiedChinese] = "隐私政策" }),
    };

    /// <summary>Null for an unknown policy or language.</summary>
    public static PolicyText? Find(string id, string language)
    {
        if (!Known.TryGetValue(id, out var policy) || !policy.Titles.TryGetValue(language, out var title)) return null;
        var name = string.Create(CultureInfo.InvariantCulture, $"CommerceOS.Domain.Privacy.Policies.{id}.{language}.md");
        using var stream = typeof(PolicyText).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return new(id, language, title, policy.LastUpdated, reader.ReadToEnd());
    }
}
