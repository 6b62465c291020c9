using System.Security.Cryptography;
using CommerceOS.Connectors.Channels.ListingPackage;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Domain.Publishing;
using CommerceOS.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Publishing;

/// <summary>Makes the package that a publication asked for, from exactly the pictures and words that were approved then.</summary>
internal sealed class PublishListingsWorker(CommerceDbContext database, WorkspaceScope scope, WorkspaceObjects objects, TimeProvider time) : IJobHandler
{
    public static string Kind => PublishListings.Kind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var wish = context.ReadPayload<PublishListings>();
        scope.Enter(new(wish.WorkspaceId));
        var id = new PublicationId(wish.PublicationId);
        var publication = await database.Publications.SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (publication is null || !publication.Start()) return JobOutcome.Done.Instance;
        await database.SaveChangesAsync(cancellationToken);

        // A package can be larger than memory should hold: it is made in a file that vanishes with its handle.
        await using var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"commerceos-package-{context.Id}"), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            var listings = new List<PackageListing>();
            foreach (var item in publication.Items) listings.Add(await ReadAsync(item, wish.WorkspaceId, cancellationToken));
            var files = await ListingPackageWriter.WriteAsync(new(publication.CreatedAt, listings), file, cancellationToken);
            file.Position = 0;
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
            file.Position = 0;
            await objects.PutAsync(wish.WorkspaceId, publication.ObjectKey, file, cancellationToken);
            publication.Finish(file.Length, hash, files.Select(f => new PublicationFile(f.Name, f.SizeBytes, f.Sha256)), time.GetUtcNow());
        }
        catch (ListingGoneException gone)
        {
            publication.Fail("listing_gone", gone.Message, time.GetUtcNow());
        }
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await context.CompleteInAsync(database, cancellationToken);
        return JobOutcome.Done.Instance;
    }

    private async Task<PackageListing> ReadAsync(PublicationItem item, Guid workspace, CancellationToken cancellationToken)
    {
        var productId = new ProductId(item.ProductId);
        var product = await database.Products.AsNoTracking().IgnoreQueryFilters([CommerceDbContext.DeletedFilter]).SingleOrDefaultAsync(p => p.Id == productId, cancellationToken)
            ?? throw new ListingGoneException($"{item.Sku} was deleted.");
        var price = product.Price ?? throw new ListingGoneException($"The price of {item.Sku} was taken out.");
        var assetIds = item.AssetIds.Select(a => new AssetId(a)).ToList();
        var assets = await database.Assets.AsNoTracking().Where(a => assetIds.Contains(a.Id) && a.ReviewState == ReviewState.Approved).ToListAsync(cancellationToken);
        var copyIds = item.CopyIds.Select(c => new CopyId(c)).ToList();
        var copies = await database.Copies.AsNoTracking().Where(c => copyIds.Contains(c.Id) && c.ReviewState == ReviewState.Approved).ToListAsync(cancellationToken);
        if (assets.Count != assetIds.Count || copies.Count != copyIds.Count) throw new ListingGoneException($"A picture or copy of {item.Sku} was deleted, or is no longer approved.");
        return new(
            product.Sku, product.SortTitle, product.Brand, product.Category, price, product.Gtin, product.Attributes,
            [.. Chosen(AssetKind.Image)],
            [.. copies.OrderBy(c => c.Language, StringComparer.Ordinal).Select(c => new PackageCopy(c.Language, c.Text))])
        {
            Videos = [.. Chosen(AssetKind.Video)],
        };

        IEnumerable<PackageImage> Chosen(AssetKind kind) => assetIds.Select(a => assets.Single(x => x.Id == a)).Where(a => a.Kind == kind).Select(a => Image(a, workspace));
    }

    private PackageImage Image(Asset asset, Guid workspace) => new(
        asset.Id.Value, asset.Lineage!.Recipe, asset.Lineage.Engine, asset.Lineage.InputHash, asset.ContentType, asset.Sha256!, asset.Width, asset.Height,
        async cancellationToken => await objects.OpenReadAsync(workspace, asset.ObjectKey("full"), range: null, cancellationToken)
            ?? throw new ListingGoneException($"The bytes of picture {asset.Id.Value} are gone."));

    private sealed class ListingGoneException(string message) : Exception(message);
}
