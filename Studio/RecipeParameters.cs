using System.Text.Json.Serialization;

namespace CommerceOS.Studio;

/// <summary>What a recipe can be asked for. Values outside their documented range raise <see cref="StudioParameterException"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "recipe")]
[JsonDerivedType(typeof(MainImageParameters), "main_image")]
[JsonDerivedType(typeof(SceneParameters), "scene")]
[JsonDerivedType(typeof(InfographicParameters), "infographic")]
[JsonDerivedType(typeof(BeforeAfterParameters), "before_after")]
[JsonDerivedType(typeof(VariantsGridParameters), "variants_grid")]
[JsonDerivedType(typeof(SizeGuideParameters), "size_guide")]
[JsonDerivedType(typeof(CardParameters), "card")]
[JsonDerivedType(typeof(TemplateParameters), "template")]
public abstract record RecipeParameters
{
    private protected RecipeParameters()
    {
    }

    /// <summary>JPEG quality. Default 90, range 60 to 100.</summary>
    public int Quality { get; init; } = 90;

    internal abstract (int Width, int Height) Frame { get; }

    internal abstract void Validate();

    private protected void ValidateQuality() => Ranges.Require(nameof(Quality), Quality, 60, 100, "of JPEG quality");
}

/// <summary>A recipe whose image is square.</summary>
public abstract record SquareRecipeParameters : RecipeParameters
{
    private protected SquareRecipeParameters()
    {
    }

    /// <summary>Side of the square image in pixels. Default 2000, range 500 to 3000.</summary>
    public int SidePixels { get; init; } = 2000;

    internal override (int Width, int Height) Frame => (SidePixels, SidePixels);

    private protected void ValidateShared()
    {
        Ranges.Require(nameof(SidePixels), SidePixels, 500, 3000, "pixels");
        ValidateQuality();
    }
}

/// <summary>
/// The image that marketplaces ask for first: the product alone on pure white (255, 255, 255), no shadow, no text.
/// </summary>
public sealed record MainImageParameters : SquareRecipeParameters
{
    /// <summary>Longer side of the product as a share of the frame's side. Default .90, range .85 to .98. A narrow product stays narrow.</summary>
    public double Fill { get; init; } = .90;

    internal override void Validate()
    {
        ValidateShared();
        Ranges.Require(nameof(Fill), Fill, .85, .98, "of the frame's side");
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<LightSide>))]
public enum LightSide
{
    Left,
    Right,
}

/// <summary>The product with a title and up to three short statements. Text is drawn as text: markup in it has no effect.</summary>
public sealed record InfographicParameters : SquareRecipeParameters
{
    /// <summary>Headline, 1 to 80 characters.</summary>
    public required string Title { get; init; }

    /// <summary>Line under the headline, up to 140 characters, or null.</summary>
    public string? Subtitle { get; init; }

    /// <summary>None to three statements.</summary>
    public IReadOnlyList<InfographicFeature> Features { get; init; } = [];

    /// <summary>Chooses fonts and the rules of line breaking. Default <see cref="InfographicLanguage.English"/>.</summary>
    public InfographicLanguage Language { get; init; } = InfographicLanguage.English;

    /// <summary>Colours of backdrop and accents. Default <see cref="InfographicTheme.Cream"/>.</summary>
    public InfographicTheme Theme { get; init; } = InfographicTheme.Cream;

    /// <summary>A brand's colours instead of the theme's, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TemplatePalette? Palette { get; init; }

    /// <summary>A family of <see cref="StudioFonts"/> for the title, or null for the language's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? HeadlineFont { get; init; }

    /// <summary>A family of <see cref="StudioFonts"/> for all other words, or null for the language's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TextFont { get; init; }

    internal override void Validate()
    {
        ValidateShared();
        Ranges.RequireText(nameof(Title), Title, 80, required: true);
        Ranges.RequireText(nameof(Subtitle), Subtitle, 140, required: false);
        Ranges.RequireKnown(nameof(Language), Language);
        Ranges.RequireKnown(nameof(Theme), Theme);
        Palette?.Validate();
        StudioFonts.Require(nameof(HeadlineFont), HeadlineFont);
        StudioFonts.Require(nameof(TextFont), TextFont);
        Ranges.Require(nameof(Features), Features.Count, 0, 3, "features");
        foreach (var feature in Features)
        {
            Ranges.RequireText("Features.Heading", feature.Heading, 48, required: true);
            Ranges.RequireText("Features.Line", feature.Line, 120, required: false);
        }
    }
}

/// <param name="Heading">1 to 48 characters.</param>
/// <param name="Line">Up to 120 characters, or null.</param>
public sealed record InfographicFeature(string Heading, string? Line = null);

[JsonConverter(typeof(JsonStringEnumConverter<InfographicLanguage>))]
public enum InfographicLanguage
{
    English,
    SimplifiedChinese,
    Japanese,
    Korean,

    /// <summary>Runs from right to left: what stands left in the other languages stands right.</summary>
    Arabic,
}

[JsonConverter(typeof(JsonStringEnumConverter<InfographicTheme>))]
public enum InfographicTheme
{
    Cream,
    Mist,
    Blush,
}
