using System.Text.Json;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Studio;

namespace CommerceOS.Workers.Generation;

/// <summary>Turns a recipe's parameters into the Studio's.</summary>
internal static class PictureMaker
{
    public static Rendered Make(StudioEngine studio, Cutout cutout, string recipe, string parameters, JsonElement? words, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(parameters);
        var p = document.RootElement;
        return recipe switch
        {
            "main-image" => studio.MainImage(cutout, new() { Fill = p.GetProperty("fillPercent").GetInt32() / 100.0, SidePixels = p.GetProperty("sizePixels").GetInt32() }, cancellationToken),
            "studio-scene" => studio.Scene(
                [cutout],
                new()
                {
                    Scene = p.GetProperty("preset").GetString()!,
                    Fill = p.GetProperty("fillPercent").GetInt32() / 100.0,
                    Light = Enum.Parse<LightSide>(p.GetProperty("light").GetString()!, ignoreCase: true),
                    Shadow = p.GetProperty("shadowPercent").GetInt32() / 100.0,
                },
                cancellationToken),
            "card" => studio.Card(cutout, words!.Value.Deserialize<CardParameters>()!, cancellationToken),
            "infographic" => studio.Infographic(cutout, words!.Value.Deserialize<InfographicParameters>()!, cancellationToken),
            _ => throw new GenerationFailedException("recipe_gone", $"The recipe {recipe} does not exist any more."),
        };
    }

    /// <summary>The words that go onto a card, with everything else that it is made with.</summary>
    public static CardParameters CardWords(JsonElement p, Product product)
    {
        var language = p.GetProperty("language").GetString()!;
        var text = CardText.From(product, language);
        return new()
        {
            Format = Enum.Parse<CardFormat>(p.GetProperty("format").GetString()!, ignoreCase: true), Scene = p.GetProperty("scene").GetString()!,
            Headline = text.Headline, Line = text.Line, Price = p.GetProperty("price").GetBoolean() ? text.Price : null, Language = LanguageOf(language),
        };
    }

    public static InfographicLanguage LanguageOf(string language) => language == Languages.SimplifiedChinese ? InfographicLanguage.SimplifiedChinese : InfographicLanguage.English;

    /// <summary>Where a person who compares the photo with the result finds the product in each.</summary>
    public static Alignment Align(Cutout cutout, Rendered picture) => new(Box(cutout.InPhoto), Box(picture.Product));

    // A hundred-thousandth of a frame is finer than any screen shows.
    public static FrameBox Box(FrameShare share) => new(Math.Round(share.Left, 5), Math.Round(share.Top, 5), Math.Round(share.Width, 5), Math.Round(share.Height, 5));

    /// <summary>The words that go into an infographic, with the language and colours that they are set in.</summary>
    public static InfographicParameters InfographicWords(JsonElement p, Product product)
    {
        var language = p.GetProperty("language").GetString()!;
        var text = InfographicText.From(product, language, p.GetProperty("features").GetInt32());
        return new()
        {
            Title = text.Title, Subtitle = text.Subtitle, Features = [.. text.Statements.Select(s => new InfographicFeature(s.Heading, s.Line))],
            Language = LanguageOf(language),
            Theme = Enum.Parse<InfographicTheme>(p.GetProperty("theme").GetString()!, ignoreCase: true),
        };
    }
}
