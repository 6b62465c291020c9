using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;

namespace CommerceOS.Domain.Publishing;

/// <summary>What is known of a product when somebody asks whether it can go out.</summary>
/// <param name="Pictures">Approved ones, with the recipe that made each.</param>
/// <param name="Copies">The newest approved copy of each language.</param>
public sealed record ListingState(Product Product, IReadOnlyList<ApprovedPicture> Pictures, IReadOnlyList<ApprovedCopy> Copies);

public sealed record ApprovedPicture(AssetId Id, string Recipe, int Width, int Height);

public sealed record ApprovedCopy(CopyId Id, string Language, CopyText Text);

/// <summary>One thing that a channel asks for.</summary>
/// <param name="Code">Stable; pages translate it.</param>
/// <param name="Blocking">False for what is only recommended.</param>
/// <param name="Language">Where it is asked once for each language.</param>
public sealed record Requirement(string Code, bool Met, bool Blocking, string Message, string? Language = null);

/// <summary>Decides whether a product can be published as a listing package, and names what is missing.</summary>
public static class ListingReadiness
{
    public static IReadOnlyList<Requirement> Check(ListingState state)
    {
        var product = state.Product;
        var requirements = new List<Requirement>
        {
            new("main_image_approved", state.Pictures.Any(p => p.Recipe == Recipes.MainImage.Id), true, "An approved main image on pure white."),
            new("price", product.Price is not null, true, "A price with its currency."),
            new("category", product.Category.Length > 0, true, "A category."),
            new("brand", product.Brand.Length > 0, true, "A brand."),
            new("gtin", product.Gtin is not null, false, "A GTIN (the number under the barcode): Amazon and Google ask for it in most categories."),
            new("more_pictures", state.Pictures.Count >= 3, false, "At least three pictures."),
        };
        foreach (var language in product.TargetLanguages)
        {
            var copy = state.Copies.FirstOrDefault(c => c.Language == language);
            requirements.Add(new("copy_approved", copy is not null, true, $"Approved copy in {language}.", language));
            if (copy is not null && ListingCopyWriter.Check(copy.Text, language).FirstOrDefault(c => c.Tone == CheckTone.Bad) is { } problem)
            {
                requirements.Add(new("copy_within_limits", false, true, problem.Message, language));
            }
        }
        return requirements;
    }

    public static bool IsReady(IEnumerable<Requirement> requirements) => requirements.All(r => r.Met || !r.Blocking);
}
