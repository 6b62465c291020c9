using CommerceOS.Contracts.Catalog;
using CommerceOS.Data;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using Microsoft.EntityFrameworkCore;
using AssetKind = CommerceOS.Domain.Catalog.AssetKind;
using AssetState = CommerceOS.Domain.Catalog.AssetState;
using ProductText = CommerceOS.Contracts.Catalog.ProductText;
using ReviewState = CommerceOS.Domain.Generation.ReviewState;

namespace CommerceOS.ApiService.Catalog;

internal static class ProductMapping
{
    public static (ProductDraft? Draft, IReadOnlyList<FieldError> Errors) Check(this ProductInput input) => ProductDraft.Check(
        input.Sku, input.Texts is null ? null : [.. input.Texts.Select(t => t is null ? null! : new Domain.Catalog.ProductText(t.Language, t.Title, t.Description, t.Features ?? []))],
        input.Brand, input.Category, input.Price?.Amount, input.Price?.Currency, input.Gtin,
        input.Attributes is null ? null : [.. input.Attributes.Select(a => a is null ? null! : new Fact(a.Name, a.Value))], input.TargetLanguages);

    public static async Task<ProductDto> ToDtoAsync(this Product product, CommerceDbContext database, CancellationToken cancellationToken) =>
        (await ToDtosAsync([product], database, cancellationToken))[0];

    /// <summary>Three queries for a page of products, however many there are.</summary>
    public static async Task<List<ProductDto>> ToDtosAsync(this IReadOnlyList<Product> products, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var ids = products.Select(p => p.Id).ToList();
        var assets = await database.Assets.AsNoTracking().Where(a => ids.Contains(a.ProductId))
            .Select(a => new AssetRow(a.Id, a.ProductId, a.Kind, a.State, a.ReviewState, a.CreatedAt, a.Lineage)).ToListAsync(cancellationToken);
        var copies = await database.Copies.AsNoTracking().Where(c => ids.Contains(c.ProductId)).GroupBy(c => new { c.ProductId, c.ReviewState })
            .Select(g => new { g.Key.ProductId, g.Key.ReviewState, Count = g.Count() }).ToListAsync(cancellationToken);
        var runs = await database.Generations.AsNoTracking().Where(g => ids.Contains(g.ProductId)).GroupBy(g => new { g.ProductId, g.State })
            .Select(g => new { g.Key.ProductId, g.Key.State, Count = g.Count() }).ToListAsync(cancellationToken);

        return [.. products.Select(product =>
        {
            var own = assets.Where(a => a.ProductId == product.Id).ToList();
            int Reviewed(ReviewState state) => own.Count(a => a.ReviewState == state) + copies.Where(c => c.ProductId == product.Id && c.ReviewState == state).Sum(c => c.Count);
            return new ProductDto(
                product.Id.Value, product.Sku, [.. product.Texts.Select(t => new ProductText(t.Language, t.Title, t.Description, t.Features))],
                product.Brand, product.Category, product.Price is { } price ? new(Currencies.ToMajor(price.Minor, price.Currency), price.Currency) : null, product.Gtin,
                [.. product.Attributes.Select(a => new ProductAttribute(a.Name, a.Value))], product.TargetLanguages,
                product.CreatedAt, product.UpdatedAt, product.DeletedAt, Cover(own)?.Value,
                new(
                    own.Count(a => a.Kind == AssetKind.Photo && a.State != AssetState.Refused), Reviewed(ReviewState.ToReview), Reviewed(ReviewState.Approved),
                    runs.Where(r => r.ProductId == product.Id && r.State is (GenerationState.Queued or GenerationState.Running)).Sum(r => r.Count),
                    runs.Where(r => r.ProductId == product.Id && r.State == GenerationState.Failed).Sum(r => r.Count)));
        })];
    }

    // The approved main image shows a product best; before there is one, its first photo does.
    private static AssetId? Cover(List<AssetRow> assets)
    {
        var main = assets.Where(a => a.ReviewState == ReviewState.Approved && a.Lineage?.Recipe == Recipes.MainImage.Id).MaxBy(a => a.CreatedAt);
        var photo = assets.Where(a => a.Kind == AssetKind.Photo && a.State == AssetState.Ready).MinBy(a => a.CreatedAt);
        return (main ?? photo)?.Id;
    }

    private sealed record AssetRow(AssetId Id, ProductId ProductId, AssetKind Kind, AssetState State, ReviewState? ReviewState, DateTimeOffset CreatedAt, Lineage? Lineage);
}
