using System.Text.Json;
using System.Text.Json.Serialization;
using CommerceOS.Domain.Branding;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;

namespace CommerceOS.Workers.Generation;

/// <summary>
/// What a picture or video is made from besides recipe, parameters and engine: kept with the result, so that it can be made again byte
/// for byte when the product's facts have long changed.
/// </summary>
/// <param name="Photo">SHA-256 of the normalised photo.</param>
/// <param name="Words">The words that go into it, as the recipe's maker reads them; null where there are none.</param>
/// <param name="Logo">SHA-256 of the logo on it, whose bytes are kept with the result; null for none.</param>
/// <param name="Music">SHA-256 of the music under it, kept in the same way; null for none.</param>
/// <param name="Photos">Everything that it is made from where that is more than one photo, in the recipe's order; null for one photo, so that older capsules read as they always did.</param>
/// <param name="Strokes">What a person had drawn over the photo by then; null for nothing, so that capsules without strokes read as they always did.</param>
internal sealed record RenderInputs(
    string Photo, JsonElement? Words, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<OutlineStroke>? Strokes = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Logo = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Music = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<InputPhoto>? Photos = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="sources">What it is made from, the run's photo first.</param>
    /// <param name="brand">Of the workspace at this moment; null where there is none.</param>
    /// <param name="file">The brand's logo or music that goes into it; null for none.</param>
    public static RenderInputs For(GenerationRun run, Product product, SourceAssets sources, BrandKit? brand, BrandFile? file)
    {
        var photo = sources.Assets[0];
        using var parameters = JsonDocument.Parse(run.Parameters);
        var p = parameters.RootElement;
        return new(photo.Sha256!, run.Recipe switch
        {
            _ when run.Recipe == Recipes.Infographic.Id => Element(PictureMaker.InfographicWords(p, product, brand)),
            _ when run.Recipe == Recipes.Card.Id => Element(PictureMaker.CardWords(p, product, brand)),
            _ when run.Recipe == Recipes.Comparison.Id => JsonSerializer.SerializeToElement(PictureMaker.ComparisonWords(p, product, brand)),
            _ when run.Recipe == Recipes.SizeGuide.Id => Element(SheetMaker.SizeWords(p, product, brand)),
            _ when run.Recipe == Recipes.Variants.Id => Element(SheetMaker.VariantWords(p, product, brand)),
            _ when run.Recipe == Recipes.BeforeAfter.Id => Element(SheetMaker.BeforeAfterWords(p, photo, sources.Assets[1])),
            _ when run.Recipe == Recipes.Group.Id => Element(SheetMaker.GroupWords(p, sources.Products, brand)),
            _ when run.Recipe == Recipes.StudioScene.Id && brand is not null && PictureMaker.SceneWords(p, brand) is { } tints => JsonSerializer.SerializeToElement(tints),
            _ when run.Recipe == Recipes.ProductVideo.Id => JsonSerializer.SerializeToElement(VideoMaker.Shots(p, product), Json),
            _ => null,
        }, photo.Strokes.Count == 0 ? null : photo.Strokes, HashOf(file, BrandFile.Logo), HashOf(file, BrandFile.Music),
            sources.Assets.Count == 1 ? null : [.. sources.Assets.Select(a => new InputPhoto(a.Id.Value, a.Sha256!, a.Strokes.Count == 0 ? null : a.Strokes))]);
    }

    /// <summary>Everything that it was made from, the run's photo first.</summary>
    /// <param name="source">The photo's id, which capsules of one photo do not hold.</param>
    public IReadOnlyList<InputPhoto> All(Guid source) => Photos ?? [new(source, Photo, Strokes)];

    private static string? HashOf(BrandFile? file, string rendition) => file?.Rendition == rendition ? file.Hash : null;

    // As what it is, not as the object that it was passed as.
    private static JsonElement Element(object words) => JsonSerializer.SerializeToElement(words, words.GetType());

    public static RenderInputs Read(string json) => JsonSerializer.Deserialize<RenderInputs>(json, Json)!;

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}

/// <summary>One photo, or finished picture, that a result is made from.</summary>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="Strokes">What a person had drawn over it by then; null for nothing.</param>
internal sealed record InputPhoto(Guid Id, string Sha256, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<OutlineStroke>? Strokes = null);
