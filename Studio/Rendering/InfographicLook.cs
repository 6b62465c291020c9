using CommerceOS.Studio.Templates;

namespace CommerceOS.Studio.Rendering;

/// <summary>Colours of an infographic, as "#rrggbb".</summary>
internal sealed record InfographicLook(string Top, string Bottom, string Disc, string Title, string Subtitle, string Accent, string Line)
{
    internal const string Panel = "#ffffff";

    internal static InfographicLook Of(InfographicParameters parameters) => Of(parameters.Theme, parameters.Palette);

    internal static InfographicLook Of(InfographicTheme theme, TemplatePalette? palette) => palette is null ? Of(theme) : Of(palette);

    private static InfographicLook Of(TemplatePalette palette)
    {
        var colours = new TemplateColours(palette);
        var panel = Tint.Of(Panel);
        return new(
            Hex("ground"), Hex("floor"), Hex("panel"), Hex("ink"), Hex("muted"), TemplateColours.Hex(TemplateColours.Readable(colours["primary"], panel)),
            TemplateColours.Hex(TemplateColours.Readable(colours["muted"], panel)));

        string Hex(string name) => TemplateColours.Hex(colours[name]);
    }

    internal static InfographicLook Of(InfographicTheme theme) => theme switch
    {
        InfographicTheme.Cream => new("#f7f4ef", "#eee9e2", "#e7dece", "#1b2521", "#5f655d", "#2f5d4a", "#3d423b"),
        InfographicTheme.Mist => new("#f4f7f9", "#e6ecf0", "#d6e0e7", "#18222b", "#586570", "#245a7c", "#3a444c"),
        InfographicTheme.Blush => new("#fbf5f3", "#f4e9e6", "#f1dbd5", "#2b1c1c", "#705b59", "#9c3d45", "#493c3b"),
        _ => throw new ArgumentOutOfRangeException(nameof(theme), theme, "Not a theme."),
    };

    /// <summary>The least contrast of any text with what is behind it, by WCAG 2's formula: 4.5 is readable, 21 the most.</summary>
    internal double LeastContrast() => new[]
    {
        (Title, Bottom), (Subtitle, Bottom), (Accent, Panel), (Line, Panel),
    }.Min(pair => Legibility.Contrast(Tint.Of(pair.Item1), Tint.Of(pair.Item2)));
}
