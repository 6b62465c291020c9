using System.Text.Json;
using CommerceOS.Domain;
using CommerceOS.Domain.Branding;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Studio;

namespace CommerceOS.Workers.Generation;

/// <summary>Turns a recipe's parameters into the Studio's.</summary>
internal static class PictureMaker
{
    /// <param name="words">What the capsule says besides the parameters.</param>
    /// <param name="logo">PNG for templates; null for none.</param>
    public static async Task<Rendered> MakeAsync(StudioEngine studio, Cutout cutout, string recipe, string parameters, JsonElement? words, byte[]? logo, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(parameters);
        var p = document.RootElement;
        if (IsTemplate(recipe, p)) return await studio.TemplateAsync(cutout, words!.Value.Deserialize<TemplateParameters>()!, logo, cancellationToken);
        return recipe switch
        {
            "main-image" => studio.MainImage(cutout, new() { Fill = p.GetProperty("fillPercent").GetInt32() / 100.0, SidePixels = p.GetProperty("sizePixels").GetInt32() }, cancellationToken),
            "studio-scene" => studio.Scene([cutout], Scene(p, words?.Deserialize<SceneTints>()), cancellationToken),
            "card" => studio.Card(cutout, words!.Value.Deserialize<CardParameters>()!, cancellationToken),
            "size-guide" => studio.SizeGuide(cutout, words!.Value.Deserialize<SizeGuideParameters>()!, cancellationToken),
            "infographic" => studio.Infographic(cutout, words!.Value.Deserialize<InfographicParameters>()!, cancellationToken),
            _ => throw new GenerationFailedException("recipe_gone", $"The recipe {recipe} does not exist any more."),
        };
    }

    /// <summary>Whether the wish is for a template. Capsules from before there were styles have none: they are the Studio's own look.</summary>
    public static bool IsTemplate(string recipe, JsonElement p) =>
        recipe == Recipes.Comparison.Id || recipe is "card" or "infographic" && p.TryGetProperty("style", out var style) && style.GetString() != Recipes.StudioStyle;

    public static bool IsTemplate(string recipe, string parameters)
    {
        using var document = JsonDocument.Parse(parameters);
        return IsTemplate(recipe, document.RootElement);
    }

    /// <summary>The words that go onto a card, with everything else that it is made with: of the Studio's card or of a template.</summary>
    public static object CardWords(JsonElement p, Product product, BrandKit? brand)
    {
        var language = p.GetProperty("language").GetString()!;
        var text = CardText.From(product, language);
        var (format, price) = (FormatOf(p), p.GetProperty("price").GetBoolean() ? text.Price : null);
        if (IsTemplate(Recipes.Card.Id, p))
        {
            return Template("card", p, language, brand) with
            {
                Format = format, Title = text.Headline, Subtitle = text.Line, Price = price,
                Button = p.GetProperty("button").GetBoolean() ? BrandWords.Button(brand?.Tone ?? BrandTone.Plain, language) : null,
            };
        }
        return new CardParameters
        {
            Format = format, Scene = p.GetProperty("scene").GetString()!, Headline = text.Headline, Line = text.Line, Price = price, Language = LanguageOf(language),
            HeadlineFont = brand?.HeadlineFont, TextFont = brand?.TextFont,
        };
    }

    public static InfographicLanguage LanguageOf(string language) => language == Languages.SimplifiedChinese ? InfographicLanguage.SimplifiedChinese : InfographicLanguage.English;

    /// <summary>Where a person who compares the photo with the result finds the product in each.</summary>
    public static Alignment Align(Cutout cutout, Rendered picture) => new(Box(cutout.InPhoto), Box(picture.Product));

    // A hundred-thousandth of a frame is finer than any screen shows.
    public static FrameBox Box(FrameShare share) => new(Math.Round(share.Left, 5), Math.Round(share.Top, 5), Math.Round(share.Width, 5), Math.Round(share.Height, 5));

    /// <summary>The words that go into an infographic, with the language, colours and fonts that they are set in.</summary>
    public static object InfographicWords(JsonElement p, Product product, BrandKit? brand)
    {
        var language = p.GetProperty("language").GetString()!;
        var text = InfographicText.From(product, language, p.GetProperty("features").GetInt32());
        IReadOnlyList<InfographicFeature> features = [.. text.Statements.Select(s => new InfographicFeature(s.Heading, s.Line))];
        if (IsTemplate(Recipes.Infographic.Id, p)) return Template("infographic", p, language, brand) with { Title = text.Title, Subtitle = text.Subtitle, Features = features };
        return new InfographicParameters
        {
            Title = text.Title, Subtitle = text.Subtitle, Features = features, Language = LanguageOf(language), Theme = ThemeOf(p), Palette = IsBrands(p) ? PaletteOf(brand) : null,
            HeadlineFont = brand?.HeadlineFont, TextFont = brand?.TextFont,
        };
    }

    /// <summary>The product's title over what the merchant states about it and others.</summary>
    public static TemplateParameters ComparisonWords(JsonElement p, Product product, BrandKit? brand)
    {
        var language = p.GetProperty("language").GetString()!;
        var table = ComparisonTable.Read(p.GetProperty("table"), "table").Table ?? throw new GenerationFailedException("not_possible", "This comparison has no table.");
        return Template("comparison", p, language, brand) with
        {
            Format = FormatOf(p), Title = InfographicText.From(product, language, statements: 0).Title, Columns = table.Columns, Rows = [.. table.Rows.Select(r => new TemplateRow(r.Label, r.Values))],
        };
    }

    /// <summary>The brand's colours for wall and floor, where they were asked for.</summary>
    public static SceneTints? SceneWords(JsonElement p, BrandKit brand) =>
        p.TryGetProperty("colours", out var colours) && colours.GetString() == "brand" ? new(brand.Colours.Primary, brand.Colours.Primary) : null;

    public static SceneParameters Scene(JsonElement p, SceneTints? tints) => new()
    {
        Scene = p.GetProperty("preset").GetString()!,
        Fill = p.GetProperty("fillPercent").GetInt32() / 100.0,
        Light = Enum.Parse<LightSide>(p.GetProperty("light").GetString()!, ignoreCase: true),
        Shadow = p.GetProperty("shadowPercent").GetInt32() / 100.0,
        WallTint = tints?.Wall,
        FloorTint = tints?.Floor,
    };

    private static TemplateParameters Template(string template, JsonElement p, string language, BrandKit? brand) => new()
    {
        Template = template, Style = p.GetProperty("style").GetString()!, Language = LanguageOf(language), Title = "", HeadlineFont = brand?.HeadlineFont, TextFont = brand?.TextFont,
        Palette = IsBrands(p) && PaletteOf(brand) is { } own ? own : TemplatePalette.Of(ThemeOf(p)),
    };

    private static CardFormat FormatOf(JsonElement p) => Enum.Parse<CardFormat>(p.GetProperty("format").GetString()!, ignoreCase: true);

    public static bool IsBrands(JsonElement p) => p.GetProperty("theme").GetString() == Recipes.Themes[0];

    public static InfographicTheme ThemeOf(JsonElement p) => IsBrands(p) ? InfographicTheme.Cream : Enum.Parse<InfographicTheme>(p.GetProperty("theme").GetString()!, ignoreCase: true);

    public static TemplatePalette? PaletteOf(BrandKit? brand) => brand is null ? null : new(brand.Colours.Primary, brand.Colours.Accent, brand.Colours.Ink, brand.Colours.Ground);
}

/// <summary>A brand's colours in a scene, as the capsule keeps them.</summary>
internal sealed record SceneTints(string Wall, string Floor);
