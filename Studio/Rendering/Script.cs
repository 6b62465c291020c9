namespace CommerceOS.Studio.Rendering;

/// <summary>How a language is written.</summary>
/// <param name="Locale">For pango: chooses among the shapes that countries give one letter, and line breaking.</param>
/// <param name="Families">Fonts in order; pango takes each letter from the first one that has it.</param>
/// <param name="RightToLeft">Reading direction.</param>
/// <param name="Joined">Letters are joined to their neighbours.</param>
/// <param name="Ideographs">Letters fill squares and want no tightening.</param>
internal sealed record Script(string Locale, string Families, bool RightToLeft = false, bool Joined = false, bool Ideographs = false)
{
    internal static Script Of(InfographicLanguage language) => language switch
    {
        InfographicLanguage.English => new("en", "Inter,Noto Sans CJK SC,Noto Sans Arabic,sans-serif"),
        InfographicLanguage.SimplifiedChinese => new("zh-cn", "Inter,Noto Sans CJK SC,sans-serif", Ideographs: true),
        InfographicLanguage.Japanese => new("ja", "Inter,Noto Sans CJK JP,sans-serif", Ideographs: true),
        InfographicLanguage.Korean => new("ko", "Inter,Noto Sans CJK KR,sans-serif", Ideographs: true),
        InfographicLanguage.Arabic => new("ar", "Noto Sans Arabic,Inter,sans-serif", RightToLeft: true, Joined: true),
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "Not a language."),
    };

    /// <summary>Tightening of headlines in thousandths of the size.</summary>
    internal int HeadlineTracking => Ideographs ? 10 : -22;
}
