using System.Globalization;
using System.Text.Json;
using CommerceOS.Data;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.ApiService.Generation;

/// <summary>
/// Looks up what wishes name in their parameters: photos, a finished picture, a size that the facts have to know. Another workspace's
/// photo is not found, exactly as one that never was.
/// </summary>
internal static class NamedAssets
{
    /// <summary>For each wish the photo that it is made from, null where it names none; or everything that is wrong with them.</summary>
    public static async Task<(List<AssetId?> Photos, List<FieldError> Errors)> CheckAsync(
        IReadOnlyList<(Recipe Recipe, string Parameters, string Field)> wishes, Product product, CommerceDbContext database, CancellationToken cancellationToken)
    {
        List<AssetId?> photos = [];
        List<FieldError> errors = [];
        foreach (var (recipe, json, place) in wishes)
        {
            using var parameters = JsonDocument.Parse(json);
            var (field, p) = (place + ".parameters.", parameters.RootElement);
            AssetId? photo = null;
            if (recipe.PhotosIn(p) is { Count: > 0 } chosen)
            {
                errors.AddRange(await CheckAsync(chosen, recipe.Id == Recipes.Group.Id ? p.GetProperty("unit").GetString() : null, product, field + "photos", database, cancellationToken));
                photo = new(chosen[0].PhotoId);
            }
            else if (recipe.PictureIn(p) is { } picture)
            {
                (photo, var error) = await CheckAsync(new AssetId(picture), product, field + "picture", database, cancellationToken);
                if (error is not null) errors.Add(error);
            }
            else if (recipe.Id == Recipes.SizeGuide.Id && !p.GetProperty("size").EnumerateObject().Any() && ProductSize.Of(product) is null)
            {
                errors.Add(FieldError.Wrong(field + "size", "no_length", "a width or a height, here or in the product's facts", null));
            }
            photos.Add(photo);
        }
        return (photos, errors);
    }

    /// <param name="unit">Of heights, where the recipe shows the products as tall as they are.</param>
    private static async Task<List<FieldError>> CheckAsync(
        IReadOnlyList<ChosenPhoto> chosen, string? unit, Product product, string field, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var ids = chosen.Select(c => new AssetId(c.PhotoId)).ToList();
        var found = await database.Assets.AsNoTracking().Where(a => ids.Contains(a.Id)).Join(database.Products.AsNoTracking(), a => a.ProductId, p => p.Id, (a, p) => new { Asset = a, Product = p })
            .ToDictionaryAsync(x => x.Asset.Id.Value, cancellationToken);
        List<FieldError> errors = [];
        foreach (var (i, photo) in chosen.Index())
        {
            var here = string.Create(CultureInfo.InvariantCulture, $"{field}[{i}].photoId");
            if (!found.TryGetValue(photo.PhotoId, out var known)) errors.Add(FieldError.Wrong(here, "not_found", "the id of a photo of this workspace", photo.PhotoId.ToString()));
            else if (known.Asset.Kind != AssetKind.Photo) errors.Add(FieldError.Wrong(here, "not_a_photo", "an uploaded photo", known.Asset.Kind == AssetKind.Video ? "a generated video" : "a generated picture"));
            else if (known.Asset.State != AssetState.Ready) errors.Add(FieldError.Wrong(here, "not_ready", "a photo that is ready", known.Asset.State == AssetState.Processing ? "one that is still being prepared" : "one that was refused"));
            else if (i == 0 && known.Product.Id != product.Id) errors.Add(FieldError.Wrong(here, "not_of_product", "a photo of this product first", $"one of {known.Product.Sku}"));
        }
        if (errors.Count == 0 && unit is not null && GroupHeights.Of(chosen, unit, [.. chosen.Select(c => found[c.PhotoId].Product)]) is { TooSmall: { } small } heights)
        {
            errors.Add(FieldError.Wrong(
                string.Create(CultureInfo.InvariantCulture, $"{field}[{small}].height"), "heights_apart", "at least a tenth of the tallest product's height", string.Create(CultureInfo.InvariantCulture, $"{heights.Relative[small]:0.###} of it")));
        }
        return errors;
    }

    private static async Task<(AssetId? Photo, FieldError? Error)> CheckAsync(AssetId id, Product product, string field, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var picture = await database.Assets.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.ProductId == product.Id, cancellationToken);
        if (picture is null) return (null, FieldError.Wrong(field, "not_found", "the id of a finished picture of this product", id.Value.ToString()));
        if (picture is not { State: AssetState.Ready, Lineage: { SourceAssetId: { } source } lineage } || !Recipes.Finished.Contains(lineage.Recipe))
        {
            return (null, FieldError.Wrong(field, "not_finished", "a picture made by " + string.Join(" or ", Recipes.Finished), picture.Lineage?.Recipe ?? "an uploaded photo"));
        }
        var photo = new AssetId(source);
        return await database.Assets.AnyAsync(a => a.Id == photo && a.Kind == AssetKind.Photo && a.State == AssetState.Ready, cancellationToken)
            ? (photo, null)
            : (null, FieldError.Wrong(field, "photo_gone", "a picture whose photo is still there", "one whose photo was deleted"));
    }
}
