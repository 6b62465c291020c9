using System.Globalization;
using System.Net;
using CommerceOS.Studio.Rendering;

namespace CommerceOS.Studio.Templates;

/// <summary>The page that a browser draws for a picture. It carries everything that it needs and may load nothing.</summary>
internal static class TemplatePage
{
    private const double SquareUnits = 108; // rem of a square's side
    private const double WideUnits = 192;   // of the longer side of all shapes but square and portrait
    private const double WidestTall = .75;  // width over height of a product that stands beside its words

    internal static string Of(TemplateParameters parameters, Cutout cutout, byte[]? logo)
    {
        var script = Script.Of(parameters.Language);
        var tall = (double)cutout.Box.Width / cutout.Box.Height <= WidestTall;
        var headline = Families(parameters.HeadlineFont ?? (parameters.Style == "editorial" ? "Noto Serif Display" : "Inter Display"), parameters.Language);
        var text = Families(parameters.TextFont ?? "Inter", parameters.Language);
        var root = string.Create(
            CultureInfo.InvariantCulture,
            $"font-size:{parameters.LongSidePixels / Units(parameters.Format):0.#####}px;--headline-font:{headline};--text-font:{text};{new TemplateColours(parameters.Palette).Css}");
        return $"""
            <!doctype html>
            <html lang="{Locale(parameters.Language)}" dir="{(script.RightToLeft ? "rtl" : "ltr")}" class="{parameters.Style} {Shape(parameters.Format)} {(tall ? "tall" : "broad")}" style="{WebUtility.HtmlEncode(root)}">
            <head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"><style>{TemplateLibrary.Base}</style></head>
            <body>{TemplateText.Fill(TemplateLibrary.Page(parameters.Template), Values(parameters, logo))}<style>{TemplateLibrary.Style(parameters.Style)}</style></body>
            </html>
            """;
    }

    private static double Units(CardFormat format) => format switch
    {
        CardFormat.Square => SquareUnits,
        CardFormat.Portrait => SquareUnits * 5 / 4,
        CardFormat.Story or CardFormat.Wide or CardFormat.Banner => WideUnits,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format."),
    };

    private static string Shape(CardFormat format) => format switch
    {
        CardFormat.Square => "square",
        CardFormat.Portrait => "portrait",
        CardFormat.Story => "story",
        CardFormat.Wide => "wide",
        CardFormat.Banner => "banner",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format."),
    };

    private static string Locale(InfographicLanguage language) => language switch
    {
        InfographicLanguage.English => "en",
        InfographicLanguage.SimplifiedChinese => "zh-Hans",
        InfographicLanguage.Japanese => "ja",
        InfographicLanguage.Korean => "ko",
        InfographicLanguage.Arabic => "ar",
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, "Not a language."),
    };

    // The brand's family first, then one of the same kind for the language's own letters. Countries draw some characters differently,
    // so a pan-Chinese family is asked for in the language's shapes.
    private static string Families(string family, InfographicLanguage language)
    {
        var serif = family.Contains("Serif", StringComparison.Ordinal) || family is "Lora" or "Playfair Display" or "EB Garamond";
        var kind = serif ? "Serif" : "Sans";
        var region = language switch
        {
            InfographicLanguage.Japanese => "JP",
            InfographicLanguage.Korean => "KR",
            _ => "SC",
        };
        var chinese = $"Noto {kind} CJK {region}";
        var first = family.EndsWith(" CJK SC", StringComparison.Ordinal) ? chinese : family;
        string[] families = language == InfographicLanguage.Arabic
            ? [serif ? "Noto Naskh Arabic" : "Noto Sans Arabic", first, chinese]
            : [first, chinese, serif ? "Noto Naskh Arabic" : "Noto Sans Arabic"];
        return string.Join(',', families.Distinct().Select(name => $"'{name}'")) + (serif ? ",serif" : ",sans-serif");
    }

    private static Dictionary<string, object?> Values(TemplateParameters parameters, byte[]? logo) => new()
    {
        ["title"] = parameters.Title,
        ["subtitle"] = parameters.Subtitle,
        ["price"] = parameters.Price,
        ["button"] = parameters.Button,
        ["offer"] = !string.IsNullOrWhiteSpace(parameters.Price) || !string.IsNullOrWhiteSpace(parameters.Button),
        ["logo"] = logo is null ? null : "data:image/png;base64," + Convert.ToBase64String(logo),
        ["features"] = Tables(parameters.Features, feature => new() { ["heading"] = feature.Heading, ["line"] = feature.Line }),
        ["columns"] = Tables(parameters.Columns.Index(), column => new() { ["name"] = column.Item, ["kind"] = KindOf(column.Index) }),
        ["rows"] = Tables(parameters.Rows, row => new() { ["label"] = row.Label, ["cells"] = Tables(row.Values.Index(), value => Cell(value.Item, value.Index)) }),
    };

    private static Dictionary<string, object?> Cell(string value, int column) => new()
    {
        ["kind"] = KindOf(column), ["yes"] = value == "yes", ["no"] = value == "no", ["text"] = value is "yes" or "no" ? null : value,
    };

    private static string KindOf(int column) => column == 0 ? "ours" : "";

    private static IReadOnlyDictionary<string, object?>[] Tables<T>(IEnumerable<T> entries, Func<T, Dictionary<string, object?>> table) => [.. entries.Select(table)];
}
