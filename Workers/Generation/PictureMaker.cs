using System.Text.Json;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Studio;

namespace CommerceOS.Workers.Generation;

/// <summary>Turns a recipe's parameters into the Studio's.</summary>
internal static class PictureMaker
{
    public static Rendered Make(StudioEngine studio, Cutout cutout, GenerationRun run, Product product, CancellationToken cancellationToken)
    {
        using var parameters = JsonDocument.Parse(run.Parameters);
        var p = parameters.RootElement;
        return run.Recipe switch
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
            "infographic" => studio.Infographic(cutout, Infographic(p, product), cancellationToken),
            _ => throw new GenerationFailedException("recipe_gone", $"The recipe {run.Recipe} does not exist any more."),
        };
    }

    /// <summary>The words that go into the picture: part of what its bytes depend on.</summary>
    public static string WordsOf(GenerationRun run, Product product)
    {
        if (run.Recipe != Recipes.Infographic.Id) return "";
        using var parameters = JsonDocument.Parse(run.Parameters);
        return JsonSerializer.Serialize(Infographic(parameters.RootElement, product));
    }

    /// <summary>Where a person who compares the photo with the result finds the product in each.</summary>
    public static Alignment Align(Cutout cutout, Rendered picture) => new(Box(cutout.InPhoto), Box(picture.Product));

    // A hundred-thousandth of a frame is finer than any screen shows.
    private static FrameBox Box(FrameShare share) => new(Math.Round(share.Left, 5), Math.Round(share.Top, 5), Math.Round(share.Width, 5), Math.Round(share.Height, 5));

    private static InfographicParameters Infographic(JsonElement p, Product product)
    {
        var language = p.GetProperty("language").GetString()!;
        var text = InfographicText.From(product, language, p.GetProperty("features").GetInt32());
        return new()
        {
            Title = text.Title, Subtitle = text.Subtitle, Features = [.. text.Statements.Select(s => new InfographicFeature(s.Heading, s.Line))],
            Language = language == Languages.SimplifiedChinese ? InfographicLanguage.SimplifiedChinese : InfographicLanguage.English,
            Theme = Enum.Parse<InfographicTheme>(p.GetProperty("theme").GetString()!, ignoreCase: true),
        };
    }
}
