using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;

namespace CommerceOS.Domain.Publishing;

/// <summary>What is known of a product when somebody asks whether it can go out.</summary>
/// <param name="Pictures">Approved ones, with the recipe that made each.</param>
/// <param name="Copies">The newest approved copy of each language.</param>
/// <param name="Videos">Approved ones.</param>
public sealed record ListingState(Product Product, IReadOnlyList<ApprovedPicture> Pictures, IReadOnlyList<ApprovedCopy> Copies, IReadOnlyList<ApprovedVideo> Videos)
{
    public ListingState(Product product, IReadOnlyList<ApprovedPicture> pictures, IReadOnlyList<ApprovedCopy> copies) : this(product, pictures, copies, [])
    {
    }
}

public sealed record ApprovedPicture(AssetId Id, string Recipe, int Width, int Height);

public sealed record ApprovedVideo(AssetId Id, int Width, int Height, double Seconds);

public sealed record ApprovedCopy(CopyId Id, string Language, CopyText Text);

/// <summary>One thing that a channel asks for.</summary>
/// <param name="Code">Stable; pages translate it.</param>
/// <param name="Blocking">False for what is only recommended.</param>
/// <param name="Language">Where it is asked once for each language.</param>
public sealed record Requirement(string Code, bool Met, bool Blocking, string Message, string? Language = null);

/// <summary>Decides whether a product can be published as a listing package, and names what is missing.</summary>
public static class ListingReadiness
{
    /// <summary>What the channel asks for, of the whole product or of what was chosen of it.</summary>
    public static IReadOnlyList<Requirement> Check(ListingState state, ListingChoice? choice = null)
    {
        var product = state.Product;
        var (pictures, languages) = Chosen(state, choice ?? ListingChoice.Everything);
        var requirements = new List<Requirement>
        {
            new("main_image_approved", state.Pictures.Any(p => p.Recipe == Recipes.MainImage.Id), true, "An approved main image on pure white."),
            new("price", product.Price is not null, true, "A price with its currency."),
            new("category", product.Category.Length > 0, true, "A category."),
            new("brand", product.Brand.Length > 0, true, "A brand."),
            new("gtin", product.Gtin is not null, false, "A GTIN (the number under the barcode): Amazon and Google ask for it in most categories."),
            new("more_pictures", pictures.Count >= 3, false, "At least three pictures."),
        };
        // Approved, but not among what goes out: another thing to put right than a missing approval.
        if (requirements[0].Met && (pictures.Count == 0 || pictures[0].Recipe != Recipes.MainImage.Id))
        {
            requirements.Insert(1, new("main_image_first", false, true, "The main image as the first of the chosen pictures."));
        }
        if (languages.Count == 0) requirements.Add(new("language_chosen", false, true, "Copy in at least one language."));
        foreach (var language in languages)
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

    /// <summary>The pictures in the order in which they go out, and the languages of the copy. Pictures that are not approved are left out: say so before.</summary>
    public static (IReadOnlyList<ApprovedPicture> Pictures, IReadOnlyList<string> Languages) Chosen(ListingState state, ListingChoice choice) => (
        choice.Pictures is { } pictures ? [.. pictures.Select(id => state.Pictures.FirstOrDefault(p => p.Id == id)).OfType<ApprovedPicture>()] : state.Pictures,
        choice.Languages ?? LanguagesOf(state));

    /// <summary>The videos that go out with the pictures.</summary>
    public static IReadOnlyList<ApprovedVideo> ChosenVideos(ListingState state, ListingChoice choice) =>
        choice.Pictures is { } chosen ? [.. state.Videos.Where(v => chosen.Contains(v.Id))] : state.Videos;

    /// <summary>What there is to choose from: the languages that the product is meant for, and any other that has approved copy.</summary>
    public static IReadOnlyList<string> LanguagesOf(ListingState state) => [.. state.Product.TargetLanguages.Union(state.Copies.Select(c => c.Language))];

    public static bool IsReady(IEnumerable<Requirement> requirements) => requirements.All(r => r.Met || !r.Blocking);
}
