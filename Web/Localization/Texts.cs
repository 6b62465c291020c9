using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CommerceOS.Web.Localization;

/// <summary>
/// The words of the pages: one key a sentence, placeholders by name, in <c>en.json</c> and <c>zh-Hans.json</c>.
/// Plural keys end in <c>.one</c> and <c>.other</c>; Chinese has only <c>.other</c>.
/// </summary>
public sealed class Texts
{
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Tables =
        Languages.All.ToFrozenDictionary(language => language, Load);

    /// <summary>The language of the present request.</summary>
    public string Language => Languages.Current;

    /// <summary>The sentence, or the key itself where it is missing: a page with a raw key is better than no page.</summary>
    public string this[string key, params ReadOnlySpan<(string Name, object? Value)> values] => Find(key, values) ?? key;

    /// <summary>The sentence for that many things; <c>{count}</c> is filled in.</summary>
    public string Count(string key, int count, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var chosen = count == 1 && Table.ContainsKey(key + ".one") ? key + ".one" : key + ".other";
        return this[chosen, [("count", count), .. values]];
    }

    /// <summary>The sentence, or null where there is none: for codes that the API may know before these pages do.</summary>
    public string? Find(string key, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (!Table.TryGetValue(key, out var sentence)) return null;
        if (values.IsEmpty) return sentence;
        var text = new StringBuilder(sentence);
        foreach (var (name, value) in values) text.Replace("{" + name + "}", Words(value));
        return text.ToString();
    }

    internal static FrozenDictionary<string, string> TableOf(string language) => Tables[language];

    private FrozenDictionary<string, string> Table => Tables[Language];

    private static string Words(object? value) => value switch
    {
        null => "",
        int number => number.ToString("N0", CultureInfo.CurrentCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.CurrentCulture),
        _ => value.ToString() ?? "",
    };

    private static FrozenDictionary<string, string> Load(string language)
    {
        using var stream = typeof(Texts).Assembly.GetManifestResourceStream(language + ".json")
            ?? throw new InvalidOperationException($"The texts {language}.json are not embedded.");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary();
    }
}
