namespace CommerceOS.Domain;

/// <summary>The languages of pages, mail and listings.</summary>
public static class Languages
{
    public const string English = "en";
    public const string SimplifiedChinese = "zh-Hans";

    public static IReadOnlyList<string> All { get; } = [English, SimplifiedChinese];

    public static bool IsKnown(string? language) => language is English or SimplifiedChinese;
}
