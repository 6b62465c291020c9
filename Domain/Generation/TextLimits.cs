using System.Text;

namespace CommerceOS.Domain.Generation;

public enum TextUnit { Characters, Utf8Bytes, GbkBytes }

/// <summary>How long a field may be on a target.</summary>
/// <param name="Hard">True where the target refuses or ignores what is longer; false where it cuts or only recommends.</param>
public sealed record TextLimit(string Target, string Language, string Field, int Max, TextUnit Unit, bool Hard)
{
    public int Measure(string text) => TextLimits.Measure(text, Unit);

    public bool Fits(string text) => Measure(text) <= Max;
}

/// <summary>
/// The length limits of listing texts. Sources: Amazon's listing guides (title 200, five bullets, search terms 249 bytes),
/// Shopify (title 255, SEO 70 and 320), Google Merchant Center (title 150, description 5,000), Taobao's item schema
/// (title 60 bytes in GBK). Marketplaces change them by category; these are the general ones.
/// </summary>
public static class TextLimits
{
    public static IReadOnlyList<TextLimit> All { get; } =
    [
        new("amazon", Languages.English, "title", 200, TextUnit.Characters, Hard: true),
        new("amazon", Languages.English, "bullets", 255, TextUnit.Characters, Hard: false),
        new("amazon", Languages.English, "description", 2000, TextUnit.Characters, Hard: true),
        new("amazon", Languages.English, "keywords", 249, TextUnit.Utf8Bytes, Hard: true),
        new("shopify", Languages.English, "title", 255, TextUnit.Characters, Hard: true),
        new("shopify", Languages.English, "seoTitle", 70, TextUnit.Characters, Hard: false),
        new("shopify", Languages.English, "seoDescription", 320, TextUnit.Characters, Hard: false),
        new("google", Languages.English, "title", 150, TextUnit.Characters, Hard: true),
        new("google", Languages.English, "description", 5000, TextUnit.Characters, Hard: true),
        new("taobao", Languages.SimplifiedChinese, "title", 60, TextUnit.GbkBytes, Hard: true),
        new("shopify", Languages.SimplifiedChinese, "title", 255, TextUnit.Characters, Hard: true),
        new("shopify", Languages.SimplifiedChinese, "seoTitle", 70, TextUnit.Characters, Hard: false),
        new("shopify", Languages.SimplifiedChinese, "seoDescription", 320, TextUnit.Characters, Hard: false),
        new("amazon", Languages.SimplifiedChinese, "bullets", 255, TextUnit.Characters, Hard: false),
        new("amazon", Languages.SimplifiedChinese, "keywords", 249, TextUnit.Utf8Bytes, Hard: true),
        new("google", Languages.SimplifiedChinese, "description", 5000, TextUnit.Characters, Hard: true),
    ];

    public static IEnumerable<TextLimit> For(string language) => All.Where(l => l.Language == language);

    /// <summary>The tightest limit of a field, over all targets that take the language.</summary>
    public static TextLimit Tightest(string language, string field) => For(language).Where(l => l.Field == field).MinBy(l => l.Max)
        ?? throw new ArgumentException($"no target limits {field} in {language}", nameof(field));

    public static int Measure(string text, TextUnit unit) => unit switch
    {
        TextUnit.Characters => text.EnumerateRunes().Count(),
        TextUnit.Utf8Bytes => Encoding.UTF8.GetByteCount(text),
        // GBK takes one byte for ASCII and two for what else Taobao accepts; four for what only GB 18030 has.
        TextUnit.GbkBytes => text.EnumerateRunes().Sum(r => r.IsAscii ? 1 : r.IsBmp ? 2 : 4),
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "unknown unit"),
    };

    /// <summary>The longest beginning that fits, cut between words where the language has spaces, without a dangling comma.</summary>
    public static string Cut(string text, int max, TextUnit unit)
    {
        if (Measure(text, unit) <= max) return text;
        var (end, lastBreak, used) = (0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var size = Measure(rune.ToString(), unit);
            if (used + size > max) break;
            if (Rune.IsWhiteSpace(rune)) lastBreak = end;
            else if (rune.Value >= 0x2E80) lastBreak = end + rune.Utf16SequenceLength;
            used += size;
            end += rune.Utf16SequenceLength;
        }
        if (end < text.Length && char.IsWhiteSpace(text[end])) lastBreak = end;
        return text[..(lastBreak > 0 ? lastBreak : end)].TrimEnd(' ', ',', ';', ':', '-', '，', '、', '；', '：', '|', '·');
    }
}
