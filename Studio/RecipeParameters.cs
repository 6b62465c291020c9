using System.Text.Json.Serialization;

namespace CommerceOS.Studio;

/// <summary>What a recipe can be asked for. Values outside their documented range raise <see cref="StudioParameterException"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "recipe")]
[JsonDerivedType(typeof(MainImageParameters), "main_image")]
[JsonDerivedType(typeof(StudioSceneParameters), "studio_scene")]
[JsonDerivedType(typeof(InfographicParameters), "infographic")]
public abstract record RecipeParameters
{
    private protected RecipeParameters()
    {
    }

    /// <summary>Side of the square image in pixels. Default 2000, range 500 to 3000.</summary>
    public int SidePixels { get; init; } = 2000;

    /// <summary>JPEG quality. Default 90, range 60 to 100.</summary>
    public int Quality { get; init; } = 90;

    internal abstract void Validate();

    private protected void ValidateShared()
    {
        Ranges.Require(nameof(SidePixels), SidePixels, 500, 3000, "pixels");
        Ranges.Require(nameof(Quality), Quality, 60, 100, "of JPEG quality");
    }
}

/// <summary>
/// The image that marketplaces ask for first: the product alone on pure white (255, 255, 255), no shadow, no text.
/// </summary>
public sealed record MainImageParameters : RecipeParameters
{
    /// <summary>Longer side of the product as a share of the frame's side. Default .90, range .85 to .98. A narrow product stays narrow.</summary>
    public double Fill { get; init; } = .90;

    internal override void Validate()
    {
        ValidateShared();
        Ranges.Require(nameof(Fill), Fill, .85, .98, "of the frame's side");
    }
}

/// <summary>The product standing in a photo studio.</summary>
public sealed record StudioSceneParameters : RecipeParameters
{
    /// <summary>Default <see cref="StudioScenePreset.Mist"/>.</summary>
    public StudioScenePreset Preset { get; init; } = StudioScenePreset.Mist;

    /// <summary>Longer side of the product as a share of the frame's side. Default .62, range .40 to .75.</summary>
    public double Fill { get; init; } = .62;

    /// <summary>Side the light comes from; the shadow falls to the other. Default <see cref="LightSide.Left"/>.</summary>
    public LightSide Light { get; init; } = LightSide.Left;

    /// <summary>Strength of all shadows, 0 none to 1.5. Default 1.</summary>
    public double Shadow { get; init; } = 1;

    /// <summary>Seed of the grain. Default 1, range 0 to 1,000,000. Another seed changes nothing that an eye sees.</summary>
    public int Seed { get; init; } = 1;

    internal override void Validate()
    {
        ValidateShared();
        Ranges.RequireKnown(nameof(Preset), Preset);
        Ranges.RequireKnown(nameof(Light), Light);
        Ranges.Require(nameof(Fill), Fill, .40, .75, "of the frame's side");
        Ranges.Require(nameof(Shadow), Shadow, 0, 1.5, "times the usual strength");
        Ranges.Require(nameof(Seed), Seed, 0, 1_000_000, "(a whole number)");
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<StudioScenePreset>))]
public enum StudioScenePreset
{
    /// <summary>Cool grey-blue gradient.</summary>
    Mist,

    /// <summary>Warm grey gradient.</summary>
    Stone,

    /// <summary>Muted green gradient.</summary>
    Sage,

    /// <summary>Warm beige gradient.</summary>
    Sand,

    /// <summary>Pastel peach.</summary>
    Peach,

    /// <summary>Pastel pink.</summary>
    Blush,

    /// <summary>Pastel blue.</summary>
    Sky,

    /// <summary>White with a soft reflection.</summary>
    ReflectiveWhite,

    /// <summary>Near black with a light behind the product and a reflection.</summary>
    Dark,
}

[JsonConverter(typeof(JsonStringEnumConverter<LightSide>))]
public enum LightSide
{
    Left,
    Right,
}

/// <summary>The product with a title and up to three short statements. Text is drawn as text: markup in it has no effect.</summary>
public sealed record InfographicParameters : RecipeParameters
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

    internal override void Validate()
    {
        ValidateShared();
        Ranges.RequireText(nameof(Title), Title, 80, required: true);
        Ranges.RequireText(nameof(Subtitle), Subtitle, 140, required: false);
        Ranges.RequireKnown(nameof(Language), Language);
        Ranges.RequireKnown(nameof(Theme), Theme);
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
}

[JsonConverter(typeof(JsonStringEnumConverter<InfographicTheme>))]
public enum InfographicTheme
{
    Cream,
    Mist,
    Blush,
}
