using CommerceOS.Studio.Templates;

namespace CommerceOS.Studio;

/// <summary>
/// A product in a designed page: an HTML and CSS template, drawn by Chromium where it is installed and in a plainer layout
/// otherwise. Words are text, never markup. Sizes shrink until they fit; what does not fit at the least size is refused by name.
/// </summary>
public sealed record TemplateParameters : RecipeParameters
{
    /// <summary>Id of a template in <see cref="TemplateLibrary"/>: "card", "infographic", "comparison".</summary>
    public required string Template { get; init; }

    /// <summary>Id of a style in <see cref="TemplateLibrary"/>: "clean", "editorial", "bold". Default "clean".</summary>
    public string Style { get; init; } = "clean";

    /// <summary>Default <see cref="CardFormat.Square"/>. Infographics are square; comparisons square or portrait.</summary>
    public CardFormat Format { get; init; } = CardFormat.Square;

    /// <summary>Pixels of the longer side. Default 2000, range 800 to 3000.</summary>
    public int LongSidePixels { get; init; } = 2000;

    public InfographicLanguage Language { get; init; } = InfographicLanguage.English;

    /// <summary>1 to 80 characters.</summary>
    public required string Title { get; init; }

    /// <summary>Up to 140 characters, or null.</summary>
    public string? Subtitle { get; init; }

    /// <summary>Of infographics: none to three.</summary>
    public IReadOnlyList<InfographicFeature> Features { get; init; } = [];

    /// <summary>Of cards: up to 20 characters with the currency, or null.</summary>
    public string? Price { get; init; }

    /// <summary>Of cards: up to 24 characters, or null.</summary>
    public string? Button { get; init; }

    /// <summary>Of comparisons: this product's name first, then one to three others; 1 to 32 characters each.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Of comparisons: three to eight.</summary>
    public IReadOnlyList<TemplateRow> Rows { get; init; } = [];

    public TemplatePalette Palette { get; init; } = TemplatePalette.Of(InfographicTheme.Cream);

    /// <summary>A family of <see cref="StudioFonts"/> for headlines, or null for the style's own.</summary>
    public string? HeadlineFont { get; init; }

    /// <summary>A family of <see cref="StudioFonts"/> for all other words, or null for the style's own.</summary>
    public string? TextFont { get; init; }

    internal override (int Width, int Height) Frame => Format switch
    {
        CardFormat.Square => (LongSidePixels, LongSidePixels),
        CardFormat.Portrait => (LongSidePixels * 4 / 5, LongSidePixels),
        CardFormat.Story => (LongSidePixels * 9 / 16, LongSidePixels),
        CardFormat.Wide => (LongSidePixels, LongSidePixels * 9 / 16),
        CardFormat.Banner => (LongSidePixels, LongSidePixels / 4),
        _ => throw new ArgumentOutOfRangeException(nameof(Format), Format, "Not a format."),
    };

    internal override void Validate()
    {
        ValidateQuality();
        TemplateLibrary.Require(Template, Style);
        Ranges.RequireKnown(nameof(Format), Format);
        RequireFormat();
        Ranges.Require(nameof(LongSidePixels), LongSidePixels, 800, 3000, "pixels");
        Ranges.RequireKnown(nameof(Language), Language);
        Ranges.RequireText(nameof(Title), Title, 80, required: true);
        Ranges.RequireText(nameof(Subtitle), Subtitle, 140, required: false);
        Ranges.Require(nameof(Features), Features.Count, 0, 3, "features");
        foreach (var feature in Features)
        {
            Ranges.RequireText("Features.Heading", feature.Heading, 48, required: true);
            Ranges.RequireText("Features.Line", feature.Line, 120, required: false);
        }

        Ranges.RequireText(nameof(Price), Price, 20, required: false);
        Ranges.RequireText(nameof(Button), Button, 24, required: false);
        RequireTable();
        Palette.Validate();
        StudioFonts.Require(nameof(HeadlineFont), HeadlineFont);
        StudioFonts.Require(nameof(TextFont), TextFont);
    }

    private void RequireFormat()
    {
        var fits = Template switch
        {
            "infographic" => Format == CardFormat.Square,
            "comparison" => Format is CardFormat.Square or CardFormat.Portrait,
            _ => true,
        };
        if (!fits)
        {
            throw new StudioParameterException(nameof(Format), $"Format: expected {(Template == "infographic" ? "Square" : "Square or Portrait")} for {Template}, got {Format}.");
        }
    }

    private void RequireTable()
    {
        if (Template != "comparison")
        {
            return;
        }

        Ranges.Require(nameof(Columns), Columns.Count, 2, 4, "columns");
        Ranges.Require(nameof(Rows), Rows.Count, 3, 8, "rows");
        foreach (var column in Columns)
        {
            Ranges.RequireText(nameof(Columns), column, 32, required: true);
        }

        foreach (var row in Rows)
        {
            Ranges.RequireText("Rows.Label", row.Label, 48, required: true);
            Ranges.Require("Rows.Values", row.Values.Count, Columns.Count, Columns.Count, "values, one a column");
            foreach (var value in row.Values)
            {
                Ranges.RequireText("Rows.Values", value, 32, required: true);
            }
        }
    }
}

/// <param name="Label">1 to 48 characters.</param>
/// <param name="Values">One a column: "yes" is a tick, "no" a cross, anything else up to 32 characters is shown as it is.</param>
public sealed record TemplateRow(string Label, IReadOnlyList<string> Values);

/// <summary>Four colours, as "#rrggbb". Where two do not differ enough to be read, the words' colour moves towards black or white until they do.</summary>
/// <param name="Primary">Of buttons, of a table's own column, of whole pages in the bold style.</param>
/// <param name="Accent">Of lines and marks.</param>
/// <param name="Ink">Of words.</param>
/// <param name="Ground">Behind them.</param>
public sealed record TemplatePalette(string Primary, string Accent, string Ink, string Ground)
{
    public static TemplatePalette Of(InfographicTheme theme) => theme switch
    {
        InfographicTheme.Cream => new("#2f5d4a", "#c8894a", "#1b2521", "#f7f4ef"),
        InfographicTheme.Mist => new("#245a7c", "#6fa3c2", "#18222b", "#f4f7f9"),
        InfographicTheme.Blush => new("#9c3d45", "#e0a08c", "#2b1c1c", "#fbf5f3"),
        _ => throw new ArgumentOutOfRangeException(nameof(theme), theme, "Not a theme."),
    };

    internal void Validate()
    {
        Ranges.RequireColour("Palette.Primary", Primary ?? "");
        Ranges.RequireColour("Palette.Accent", Accent ?? "");
        Ranges.RequireColour("Palette.Ink", Ink ?? "");
        Ranges.RequireColour("Palette.Ground", Ground ?? "");
    }
}
