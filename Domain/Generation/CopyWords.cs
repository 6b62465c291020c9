using CommerceOS.Domain.Catalog;

namespace CommerceOS.Domain.Generation;

/// <summary>How a language joins facts: its punctuation and its names for the parts. No sentence of its own.</summary>
internal sealed class CopyWords
{
    private static readonly CopyWords English = new()
    {
        Comma = ", ", Colon = ": ", Stop = ".", SentenceGap = " ", WordGap = " ",
        TitleName = "Title", BrandName = "Brand", FeatureName = "Feature", DescriptionName = "Description", CategoryName = "Category",
    };

    private static readonly CopyWords Chinese = new()
    {
        Comma = "，", Colon = "：", Stop = "。", SentenceGap = "", WordGap = " ",
        TitleName = "标题", BrandName = "品牌", FeatureName = "卖点", DescriptionName = "描述", CategoryName = "类目",
    };

    public required string Comma { get; init; }

    public required string Colon { get; init; }

    public required string Stop { get; init; }

    public required string SentenceGap { get; init; }

    public required string WordGap { get; init; }

    public required string TitleName { get; init; }

    public required string BrandName { get; init; }

    public required string FeatureName { get; init; }

    public required string DescriptionName { get; init; }

    public required string CategoryName { get; init; }

    public static CopyWords For(string language) => language switch
    {
        Languages.English => English,
        Languages.SimplifiedChinese => Chinese,
        _ => throw new ArgumentException($"no copy templates for {language}; expected one of {string.Join(", ", Languages.All)}", nameof(language)),
    };

    public string Join(string first, string second) => first.Length == 0 ? second : first + WordGap + second;

    public string Detail(Fact fact) => fact.Name + Colon + fact.Value;

    public string Sentence(string text)
    {
        var trimmed = Capitalise(text.Trim());
        return trimmed.Length == 0 || trimmed[^1] is '.' or '!' or '?' or '。' or '！' or '？' ? trimmed : trimmed + Stop;
    }

    public string Capitalise(string text) =>
        this == English && text.Length > 0 && char.IsLower(text[0]) ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}
