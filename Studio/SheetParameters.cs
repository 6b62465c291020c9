using System.Text.Json.Serialization;

namespace CommerceOS.Studio;

/// <summary>A photo and what was made of it, side by side.</summary>
public sealed record BeforeAfterParameters : RecipeParameters
{
    /// <summary>Pixels. Default 2000, range 500 to 3000.</summary>
    public int Width { get; init; } = 2000;

    /// <summary>Pixels. Default 1250, range 256 to 3000.</summary>
    public int Height { get; init; } = 1250;

    /// <summary>Language of the labels, and the side that comes first.</summary>
    public InfographicLanguage Language { get; init; } = InfographicLanguage.English;

    /// <summary>Up to 24 characters, or null for "Before" in the language.</summary>
    public string? BeforeLabel { get; init; }

    /// <summary>Up to 24 characters, or null for "After" in the language.</summary>
    public string? AfterLabel { get; init; }

    /// <summary>True shows the photo whole, its edges drawn out where its shape is another one; false fills its half and cuts off the rest. Default false.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool BeforeWhole { get; init; }

    /// <summary>The same for what was made of it. Default false.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AfterWhole { get; init; }

    internal override (int Width, int Height) Frame => (Width, Height);

    internal override void Validate()
    {
        ValidateQuality();
        Ranges.Require(nameof(Width), Width, 500, 3000, "pixels");
        Ranges.Require(nameof(Height), Height, 256, 3000, "pixels");
        Ranges.RequireKnown(nameof(Language), Language);
        Ranges.RequireText(nameof(BeforeLabel), BeforeLabel, 24, required: false);
        Ranges.RequireText(nameof(AfterLabel), AfterLabel, 24, required: false);
    }
}

/// <summary>Two to nine products in a grid, each with a label.</summary>
public sealed record VariantsGridParameters : SquareRecipeParameters
{
    /// <summary>One a product, 1 to 32 characters each.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Up to 60 characters, or null.</summary>
    public string? Title { get; init; }

    public InfographicLanguage Language { get; init; } = InfographicLanguage.English;

    /// <summary>Default <see cref="InfographicTheme.Cream"/>.</summary>
    public InfographicTheme Theme { get; init; } = InfographicTheme.Cream;

    /// <summary>A brand's colours instead of the theme's, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TemplatePalette? Palette { get; init; }

    internal override void Validate()
    {
        ValidateShared();
        Ranges.Require(nameof(Labels), Labels.Count, 2, 9, "labels");
        foreach (var label in Labels)
        {
            Ranges.RequireText(nameof(Labels), label, 32, required: true);
        }

        Ranges.RequireText(nameof(Title), Title, 60, required: false);
        Ranges.RequireKnown(nameof(Language), Language);
        Ranges.RequireKnown(nameof(Theme), Theme);
        Palette?.Validate();
    }
}

/// <summary>The product between dimension lines. The lengths are facts that somebody measured; nothing is guessed from the picture.</summary>
public sealed record SizeGuideParameters : SquareRecipeParameters
{
    /// <summary>Width of what the photo shows, or null. Range .1 to 10,000 in the unit. At least one length is needed.</summary>
    public decimal? ProductWidth { get; init; }

    /// <summary>Height of what the photo shows, or null. Range .1 to 10,000 in the unit.</summary>
    public decimal? ProductHeight { get; init; }

    /// <summary>Depth of the product, written below the title since no photo shows it; or null. Range .1 to 10,000 in the unit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? ProductDepth { get; init; }

    /// <summary>Unit of all lengths. Default <see cref="LengthUnit.Centimetre"/>.</summary>
    public LengthUnit Unit { get; init; } = LengthUnit.Centimetre;

    /// <summary>True adds each length in the other unit. Default true.</summary>
    public bool BothUnits { get; init; } = true;

    /// <summary>Up to 60 characters, or null.</summary>
    public string? Title { get; init; }

    public InfographicLanguage Language { get; init; } = InfographicLanguage.English;

    /// <summary>Default <see cref="InfographicTheme.Cream"/>.</summary>
    public InfographicTheme Theme { get; init; } = InfographicTheme.Cream;

    /// <summary>A brand's colours instead of the theme's, or null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TemplatePalette? Palette { get; init; }

    internal override void Validate()
    {
        ValidateShared();
        Ranges.Require("ProductWidth, ProductHeight", (ProductWidth is null ? 0 : 1) + (ProductHeight is null ? 0 : 1), 1, 2, "lengths");
        foreach (var (name, length) in new[] { (nameof(ProductWidth), ProductWidth), (nameof(ProductHeight), ProductHeight), (nameof(ProductDepth), ProductDepth) })
        {
            if (length is { } value)
            {
                Ranges.Require(name, (double)value, .1, 10_000, "in the unit");
            }
        }

        Ranges.RequireKnown(nameof(Unit), Unit);
        Ranges.RequireText(nameof(Title), Title, 60, required: false);
        Ranges.RequireKnown(nameof(Language), Language);
        Ranges.RequireKnown(nameof(Theme), Theme);
        Palette?.Validate();
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<LengthUnit>))]
public enum LengthUnit
{
    Centimetre,
    Inch,
}
