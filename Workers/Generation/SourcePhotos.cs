using System.Globalization;
using System.Text.Json;
using CommerceOS.Data;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Generation;

/// <summary>What a generation is made from, the run's own photo first, each with its product.</summary>
internal sealed record SourceAssets(IReadOnlyList<Asset> Assets, IReadOnlyList<Product> Products);

/// <summary>Finds the photos, and the finished picture, that a generation names.</summary>
internal sealed class SourcePhotos(CommerceDbContext database)
{
    /// <exception cref="GenerationFailedException">One was deleted, or turned out to be damaged, before its turn came.</exception>
    public async Task<SourceAssets> ReadAsync(GenerationRun run, Product product, CancellationToken cancellationToken)
    {
        var ids = IdsOf(run);
        var found = await database.Assets.AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellationToken);
        var assets = ids.Select((id, i) => found.GetValueOrDefault(id) ?? throw Gone("photo_gone", "was deleted before its turn came", i, ids.Count)).ToList();
        foreach (var (i, asset) in assets.Index())
        {
            if (asset.State == AssetState.Refused) throw asset.RefusedDetail is { } detail && ids.Count == 1 ? new GenerationFailedException("photo_refused", detail) : Gone("photo_refused", "turned out to be damaged", i, ids.Count);
        }
        var others = assets.Select(a => a.ProductId).Distinct().Where(p => p != product.Id).ToList();
        var products = await database.Products.AsNoTracking().IgnoreQueryFilters([CommerceDbContext.DeletedFilter]).Where(p => others.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
        return new(assets, [.. assets.Select(a => products.GetValueOrDefault(a.ProductId, product))]);
    }

    private static List<AssetId> IdsOf(GenerationRun run)
    {
        if (Recipes.Find(run.Recipe) is not { } recipe) return [run.PhotoId!.Value];
        using var parameters = JsonDocument.Parse(run.Parameters);
        var named = recipe.PhotosIn(parameters.RootElement);
        if (named.Count > 0) return [.. named.Select(p => new AssetId(p.PhotoId))];
        return recipe.PictureIn(parameters.RootElement) is { } picture ? [run.PhotoId!.Value, new(picture)] : [run.PhotoId!.Value];
    }

    private static GenerationFailedException Gone(string code, string what, int place, int count) =>
        new(code, count == 1 ? $"The photo {what}." : string.Create(CultureInfo.InvariantCulture, $"Photo {place + 1} of {count} {what}."));
}
