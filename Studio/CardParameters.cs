using System.Text.Json.Serialization;
using CommerceOS.Studio.Scenes;

namespace CommerceOS.Studio;

/// <summary>A product in a scene with words of an offer. The words are drawn as given: a price is text, not a calculation.</summary>
public sealed record CardParameters : RecipeParameters
{
    /// <summary>Default <see cref="CardFormat.Square"/>.</summary>
    public CardFormat Format { get; init; } = CardFormat.Square;

    /// <summary>Pixels of the longer side. Default 2000, range 800 to 3000.</summary>
    public int LongSidePixels { get; init; } = 2000;

    /// <summary>Id of a scene in <see cref="SceneLibrary"/>. Default "mist".</summary>
    public string Scene { get; init; } = "mist";

    /// <summary>1 to 60 characters.</summary>
    public required string Headline { get; init; }

    /// <summary>Up to 110 characters, or null.</summary>
    public string? Line { get; init; }

    /// <summary>Up to 20 characters with the currency, or null.</summary>
    public string? Price { get; init; }

    /// <summary>Up to 24 characters, or null.</summary>
    public string? Button { get; init; }

    public InfographicLanguage Language { get; init; } = InfographicLanguage.English;

    /// <summary>Side the light comes from.</summary>
    public LightSide Light { get; init; } = LightSide.Left;

    /// <summary>Colour of the button as "#rrggbb", or null for one that fits the scene.</summary>
    public string? Accent { get; init; }

    /// <summary>A family of <see cref="StudioFonts"/> for headline and price, or null for the language's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? HeadlineFont { get; init; }

    /// <summary>A family of <see cref="StudioFonts"/> for line and button, or null for the language's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TextFont { get; init; }

    /// <summary>Default 1, range 0 to 1,000,000.</summary>
    public int Seed { get; init; } = 1;

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
        Ranges.RequireKnown(nameof(Format), Format);
        Ranges.Require(nameof(LongSidePixels), LongSidePixels, 800, 3000, "pixels");
        _ = SceneLibrary.Require(nameof(Scene), Scene);
        Ranges.RequireText(nameof(Headline), Headline, 60, required: true);
        Ranges.RequireText(nameof(Line), Line, 110, required: false);
        Ranges.RequireText(nameof(Price), Price, 20, required: false);
        Ranges.RequireText(nameof(Button), Button, 24, required: false);
        Ranges.RequireKnown(nameof(Language), Language);
        Ranges.RequireKnown(nameof(Light), Light);
        Ranges.RequireColour(nameof(Accent), Accent);
        StudioFonts.Require(nameof(HeadlineFont), HeadlineFont);
        StudioFonts.Require(nameof(TextFont), TextFont);
        Ranges.Require(nameof(Seed), Seed, 0, 1_000_000, "(a whole number)");
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<CardFormat>))]
public enum CardFormat
{
    /// <summary>1:1.</summary>
    Square,

    /// <summary>4:5.</summary>
    Portrait,

    /// <summary>9:16.</summary>
    Story,

    /// <summary>16:9.</summary>
    Wide,

    /// <summary>4:1.</summary>
    Banner,
}
