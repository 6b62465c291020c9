using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using AssetState = CommerceOS.Domain.Catalog.AssetState;

namespace CommerceOS.ApiService.Catalog;

internal static class AssetEndpoints
{
    public static void MapAssets(this RouteGroupBuilder workspace)
    {
        workspace.MapGet("/products/{productId:guid}/assets", ListAsync).ForMembers(Role.Viewer).WithName("ListAssets").WithTags("Catalog").WithSummary("A product's photos and pictures");
        var group = workspace.MapGroup("/assets/{assetId:guid}").WithTags("Catalog");
        group.MapGet("/", GetAsync).ForMembers(Role.Viewer).WithName("GetAsset").WithSummary("One photo or picture");
        group.MapGet("/content", ContentAsync).ForMembers(Role.Viewer).WithName("GetAssetContent").WithSummary("Its bytes, without metadata")
            .Produces<byte[]>(200, "image/jpeg", "image/png", "image/webp", "video/mp4", "text/vtt").Produces<byte[]>(206, "video/mp4");
        group.MapDelete("/", DeleteAsync).ForMembers(Role.Editor).WithName("DeleteAsset").WithSummary("Delete a photo or picture for good");
    }

    private static async Task<Results<Ok<IReadOnlyList<AssetDto>>, ProblemHttpResult>> ListAsync(Guid productId, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var id = new ProductId(productId);
        if (!await database.Products.AnyAsync(p => p.Id == id, cancellationToken)) return ApiErrors.NotFound("product");
        var assets = await database.Assets.AsNoTracking().Where(a => a.ProductId == id).OrderBy(a => EF.Property<long>(a, OrdinalPages.Ordinal)).ToListAsync(cancellationToken);
        return TypedResults.Ok<IReadOnlyList<AssetDto>>([.. assets.Select(a => a.ToDto())]);
    }

    private static async Task<Results<Ok<AssetDto>, ProblemHttpResult>> GetAsync(Guid assetId, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var id = new AssetId(assetId);
        var asset = await database.Assets.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken);
        return asset is null ? ApiErrors.NotFound("asset") : TypedResults.Ok(asset.ToDto());
    }

    private static async Task<Results<FileStreamHttpResult, StatusCodeHttpResult, ProblemHttpResult>> ContentAsync(
        Guid assetId, Choice<Rendition>? rendition, HttpContext http, Caller caller, CommerceDbContext database, WorkspaceObjects objects, CancellationToken cancellationToken)
    {
        var id = new AssetId(assetId);
        var asset = await database.Assets.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken);
        if (asset is null) return ApiErrors.NotFound("asset");
        if (asset.State != AssetState.Ready) return ApiErrors.Conflict("not_ready", "Not ready yet", "This photo is still being prepared, or it was refused.");
        var wanted = rendition?.Value ?? Rendition.Full;
        // An asset's bytes never change, so its hash and the rendition name them for good.
        var etag = $"\"{asset.Sha256}-{wanted.ToString().ToLowerInvariant()}\"";
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        http.Response.Headers.ETag = etag;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (http.Request.Headers.IfNoneMatch.Contains(etag)) return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        var (key, contentType) = wanted switch
        {
            Rendition.Full => ("full", asset.ContentType),
            Rendition.Preview => ("preview", "image/webp"),
            Rendition.Thumb => ("thumb", "image/webp"),
            Rendition.Captions => ("captions", "text/vtt; charset=utf-8"),
            _ => throw new ArgumentOutOfRangeException(nameof(rendition), rendition, "unknown rendition"),
        };
        // Players ask for parts of a video, to begin in the middle of it.
        var range = wanted == Rendition.Full && asset.Kind == Domain.Catalog.AssetKind.Video ? RequestedRange.Of(http.Request, asset.SizeBytes, etag) : null;
        if (range is { IsEmpty: true })
        {
            http.Response.Headers.ContentRange = $"bytes */{asset.SizeBytes}";
            return TypedResults.StatusCode(StatusCodes.Status416RangeNotSatisfiable);
        }
        if (asset.Kind == Domain.Catalog.AssetKind.Video) http.Response.Headers.AcceptRanges = "bytes";
        var stream = await objects.OpenReadAsync(caller.WorkspaceId.Value, asset.ObjectKey(key), range?.Bytes, cancellationToken);
        if (stream is null) return ApiErrors.NotFound("rendition");
        if (range is not null)
        {
            http.Response.StatusCode = StatusCodes.Status206PartialContent;
            http.Response.Headers.ContentRange = range.Header;
            http.Response.ContentLength = range.Length;
        }
        return TypedResults.Stream(stream, contentType, entityTag: new EntityTagHeaderValue(etag));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Guid assetId, Caller caller, CommerceDbContext database, WorkspaceObjects objects, OutlinePreviews previews, CancellationToken cancellationToken)
    {
        var id = new AssetId(assetId);
        var asset = await database.Assets.SingleOrDefaultAsync(a => a.Id == id, cancellationToken);
        if (asset is null) return ApiErrors.NotFound("asset");
        await previews.DropAllAsync(asset, cancellationToken);
        var cutout = Asset.CutoutName(asset.Strokes);
        database.Assets.Remove(asset);
        await database.SaveChangesAsync(cancellationToken);
        foreach (var rendition in AssetRenditions.All.Union([cutout, cutout + "-verdict"])) await objects.DeleteAsync(caller.WorkspaceId.Value, asset.ObjectKey(rendition), cancellationToken);
        await foreach (var edit in objects.ListAsync(caller.WorkspaceId.Value, asset.ObjectKey(EditPreview.Prefix), cancellationToken)) await objects.DeleteAsync(caller.WorkspaceId.Value, edit.Key.Value, cancellationToken);
        return TypedResults.NoContent();
    }
}

internal static class AssetRenditions
{
    /// <summary>Every name that bytes of an asset may be stored under, whatever was drawn on it.</summary>
    public static IReadOnlyList<string> All { get; } = ["upload", "full", "preview", "thumb", "captions", "logo", "music", "cutout", "cutout-verdict"];
}
