using System.Globalization;
using System.Text.Json;
using CommerceOS.Domain.Branding;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Studio;

namespace CommerceOS.Workers.Generation;

/// <summary>Size guides, grids of variants, groups, and a photo beside what was made of it.</summary>
internal static class SheetMaker
{
    private const int MaxTitle = 60;

    /// <summary>Of several products: a group in a scene, or a grid.</summary>
    public static MadePiece Make(StudioEngine studio, IReadOnlyList<Cutout> cutouts, string recipe, string parameters, JsonElement words, CancellationToken cancellationToken)
    {
        if (recipe == Recipes.Variants.Id) return Piece(studio.VariantsGrid(cutouts, words.Deserialize<VariantsGridParameters>()!, cancellationToken), cutouts, []);
        using var document = JsonDocument.Parse(parameters);
        var group = words.Deserialize<GroupWords>()!;
        var picture = studio.Scene(cutouts, PictureMaker.Scene(document.RootElement, group.Tints) with { RelativeHeights = group.Heights }, cancellationToken);
        return Piece(picture, cutouts, [HeightsCheck(group, cutouts.Count)]);
    }

    public static MadePiece Make(StudioEngine studio, byte[] before, byte[] after, JsonElement words, CancellationToken cancellationToken) =>
        Piece(studio.BeforeAfter(before, after, words.Deserialize<BeforeAfterParameters>()!, cancellationToken), [], []);

    /// <exception cref="GenerationFailedException">Neither the wish nor the facts say how large the product is.</exception>
    public static SizeGuideParameters SizeWords(JsonElement p, Product product, BrandKit? brand)
    {
        var size = ProductSize.Read(p.GetProperty("size"), "size").Size ?? ProductSize.Of(product)
            ?? throw new GenerationFailedException("size_unknown", "Expected a width or a height; neither was given, and the product's facts have none.");
        var language = p.GetProperty("language").GetString()!;
        return new()
        {
            ProductWidth = size.Width, ProductHeight = size.Height, ProductDepth = size.Depth, Unit = size.Unit == ProductSize.Inch ? LengthUnit.Inch : LengthUnit.Centimetre,
            BothUnits = p.GetProperty("bothUnits").GetBoolean(), Title = TitleOf(p, product, language), Language = PictureMaker.LanguageOf(language),
            Theme = PictureMaker.ThemeOf(p), Palette = PictureMaker.IsBrands(p) ? PictureMaker.PaletteOf(brand) : null,
        };
    }

    public static VariantsGridParameters VariantWords(JsonElement p, Product product, BrandKit? brand)
    {
        var language = p.GetProperty("language").GetString()!;
        return new()
        {
            Labels = [.. Recipes.Variants.PhotosIn(p).Select(photo => photo.Label!)], Title = TitleOf(p, product, language), Language = PictureMaker.LanguageOf(language),
            Theme = PictureMaker.ThemeOf(p), Palette = PictureMaker.IsBrands(p) ? PictureMaker.PaletteOf(brand) : null,
        };
    }

    /// <param name="products">Of the photos, in their order.</param>
    /// <exception cref="GenerationFailedException">One product would be a speck beside another.</exception>
    public static GroupWords GroupWords(JsonElement p, IReadOnlyList<Product> products, BrandKit? brand)
    {
        var heights = GroupHeights.Of(Recipes.Group.PhotosIn(p), p.GetProperty("unit").GetString()!, products);
        if (heights.TooSmall is { } small)
        {
            throw new GenerationFailedException("heights_apart", string.Create(CultureInfo.InvariantCulture, $"Expected products of at least a tenth of the tallest one's height; photo {small + 1} has {heights.Relative[small]:0.###} of it."));
        }
        return new(brand is null ? null : PictureMaker.SceneWords(p, brand), heights.Relative, heights.Known);
    }

    /// <summary>Each half is filled where that leaves the product whole, else the picture is shown whole.</summary>
    /// <param name="picture">Its lineage knows where the product lies in photo and picture.</param>
    public static BeforeAfterParameters BeforeAfterWords(JsonElement p, Asset photo, Asset picture)
    {
        var (width, height) = p.GetProperty("format").GetString() == "square" ? (2000, 2000) : (2000, 1000);
        var half = width / 2.0 / height;
        var alignment = picture.Lineage?.Alignment;
        return new()
        {
            Width = width, Height = height, Language = PictureMaker.LanguageOf(p.GetProperty("language").GetString()!),
            BeforeWhole = alignment is null || !Fits(alignment.Source, half, photo), AfterWhole = alignment is null || !Fits(alignment.Result, half, picture),
        };
    }

    private static bool Fits(FrameBox box, double half, Asset picture)
    {
        var ratio = half * picture.Height / picture.Width;
        var (wide, tall) = (Math.Min(1, ratio), Math.Min(1, 1 / ratio));
        return box.Left >= (1 - wide) / 2 && box.Left + box.Width <= (1 + wide) / 2 && box.Top >= (1 - tall) / 2 && box.Top + box.Height <= (1 + tall) / 2;
    }

    private static MadePiece Piece(Rendered picture, IReadOnlyList<Cutout> cutouts, IReadOnlyList<Check> more) => new(
        AssetKind.Image, () => new MemoryStream(picture.Bytes), picture.Bytes, picture.ContentType, "jpg", picture.Width, picture.Height, picture.EngineVersion, null, null,
        cutouts.Count == 0 ? null : PictureMaker.Align(cutouts[0], picture), [.. PictureChecks.Of(picture.Checks, [.. cutouts.Select(c => c.Verdict)]), .. more]);

    private static Check HeightsCheck(GroupWords group, int count) => group.Heights.Count > 0
        ? new("relative_heights", CheckTone.Ok, "Every product is as tall beside the others as its stated height says.", group.Known, count)
        : new("relative_heights", CheckTone.Warn, string.Create(CultureInfo.InvariantCulture, $"The height of {group.Known} of {count} products is known: all are drawn equally tall."), group.Known, count);

    private static string TitleOf(JsonElement p, Product product, string language) =>
        p.GetProperty("title").GetString() is { Length: > 0 } own ? own : TextLimits.Cut(product.Text(language).Title, MaxTitle, TextUnit.Characters);
}

/// <summary>What a group is made with besides its parameters, as the capsule keeps it.</summary>
/// <param name="Heights">See <see cref="GroupHeights.Relative"/>.</param>
/// <param name="Known">How many heights are known.</param>
internal sealed record GroupWords(SceneTints? Tints, IReadOnlyList<double> Heights, int Known);
