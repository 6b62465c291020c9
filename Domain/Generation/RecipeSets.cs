using System.Text.Json;
using System.Text.Json.Nodes;
using CommerceOS.Domain.Catalog;

namespace CommerceOS.Domain.Generation;

/// <summary>What one button makes: recipes with parameters that belong together.</summary>
public static class RecipeSets
{
    public const string Full = "full";

    public static IReadOnlyList<string> All { get; } = [Full];

    /// <summary>
    /// Main image, three scenes, infographic, 9:16 card, listing copy and video. The quick ones come first: one photo's work is done in this order.
    /// </summary>
    public static IReadOnlyList<(Recipe Recipe, string Parameters)> Of(string set, Product product)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(set, Full);
        var language = product.TargetLanguages.Count > 0 ? product.TargetLanguages[0] : Languages.English;
        return
        [
            Wish(Recipes.MainImage),
            Wish(Recipes.StudioScene, ("preset", "mist")),
            Wish(Recipes.StudioScene, ("preset", "oak-table"), ("light", "right")),
            Wish(Recipes.StudioScene, ("preset", "dark")),
            Wish(Recipes.Infographic, ("language", language)),
            Wish(Recipes.Card, ("language", language)),
            Wish(Recipes.ListingCopy),
            Wish(Recipes.ProductVideo, ("language", language)),
        ];
    }

    private static (Recipe, string) Wish(Recipe recipe, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var given = new JsonObject();
        foreach (var (name, value) in parameters) given[name] = value;
        var (json, errors) = recipe.Canonicalise(JsonSerializer.SerializeToElement(given));
        return errors.Count == 0 ? (recipe, json) : throw new InvalidOperationException($"the set asks {recipe.Id} for what it does not have: {errors[0].Field}");
    }
}
