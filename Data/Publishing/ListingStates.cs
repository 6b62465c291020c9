using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Domain.Publishing;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Data.Publishing;

/// <summary>What readiness and publishing need to know of products: two queries for any number of them.</summary>
public static class ListingStates
{
    public static async Task<IReadOnlyList<ListingState>> ReadListingStatesAsync(
        this CommerceDbContext database, IReadOnlyList<Product> products, CancellationToken cancellationToken)
    {
        var ids = products.Select(p => p.Id).ToList();
        var pictures = await database.Assets.AsNoTracking()
            .Where(a => ids.Contains(a.ProductId) && a.Kind != AssetKind.Photo && a.State == AssetState.Ready && a.ReviewState == ReviewState.Approved)
            .OrderBy(a => a.DecidedAt).Select(a => new { a.ProductId, a.Id, a.Kind, a.Lineage, a.Width, a.Height, a.PlaySeconds }).ToListAsync(cancellationToken);
        var copies = await database.Copies.AsNoTracking()
            .Where(c => ids.Contains(c.ProductId) && c.ReviewState == ReviewState.Approved)
            .Select(c => new { c.ProductId, c.Id, c.Language, c.Text, c.DecidedAt }).ToListAsync(cancellationToken);
        return [.. products.Select(product => new ListingState(
            product,
            [.. pictures.Where(p => p.ProductId == product.Id && p.Kind == AssetKind.Image)
                .Select(p => new ApprovedPicture(p.Id, p.Lineage?.Recipe ?? "", p.Width, p.Height))
                // The main image leads on every channel; the newest one where several were approved.
                .Select((picture, age) => (picture, age)).OrderBy(p => p.picture.Recipe == Recipes.MainImage.Id ? 0 : 1)
                .ThenBy(p => p.picture.Recipe == Recipes.MainImage.Id ? -p.age : p.age).Select(p => p.picture)],
            [.. copies.Where(c => c.ProductId == product.Id).GroupBy(c => c.Language)
                .Select(g => g.OrderByDescending(c => c.DecidedAt).First()).Select(c => new ApprovedCopy(c.Id, c.Language, c.Text))],
            [.. pictures.Where(p => p.ProductId == product.Id && p.Kind == AssetKind.Video).Select(p => new ApprovedVideo(p.Id, p.Width, p.Height, p.PlaySeconds ?? 0))]))];
    }
}
