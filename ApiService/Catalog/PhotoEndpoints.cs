using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;
using CommerceOS.Domain.Catalog;
using CommerceOS.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using AssetKind = CommerceOS.Domain.Catalog.AssetKind;
using AssetState = CommerceOS.Domain.Catalog.AssetState;

namespace CommerceOS.ApiService.Catalog;

internal static class PhotoEndpoints
{
    public const int MaxPhotosPerProduct = 30;

    public static void MapPhotos(this RouteGroupBuilder workspace) =>
        workspace.MapPost("/products/{productId:guid}/photos", UploadAsync).ForMembers(Role.Editor).WithName("UploadPhoto").WithTags("Catalog")
            .WithSummary("Upload a photo: the body is the file itself, at most 25 MB and 50 megapixels")
            .Accepts<byte[]>("application/octet-stream", "image/jpeg", "image/png", "image/webp", "image/avif", "image/heic");

    private static async Task<Results<Accepted<AssetDto>, ProblemHttpResult>> UploadAsync(
        Guid productId, string? fileName, HttpContext http, Caller caller, CommerceDbContext database, PhotoIntake intake, CancellationToken cancellationToken)
    {
        if (FileNames.Check(fileName) is { } error) return ApiErrors.Invalid(error);
        var id = new ProductId(productId);
        if (!await database.Products.AnyAsync(p => p.Id == id, cancellationToken)) return ApiErrors.NotFound("product");
        if (await database.Assets.CountAsync(a => a.ProductId == id && a.Kind == AssetKind.Photo && a.State != AssetState.Refused, cancellationToken) >= MaxPhotosPerProduct)
        {
            return ApiErrors.Conflict("too_many_photos", "This product has enough photos", $"A product takes {MaxPhotosPerProduct} photos. Delete one first.");
        }
        if (await BodyReader.ReadAsync(http, PhotoProbe.MaxSizeBytes, cancellationToken) is not { } body) return TooLarge();
        if (PhotoProbe.Inspect(body) is PhotoProbeOutcome.Refused refused) return ApiErrors.Refused(StatusOf(refused.Code), refused.Code, refused.Detail);
        var asset = await intake.TakeAsync(caller.WorkspaceId, id, fileName!, body, cancellationToken);
        return TypedResults.Accepted($"/v1/workspaces/{caller.WorkspaceId.Value}/assets/{asset.Id.Value}", asset.ToDto());
    }

    private static ProblemHttpResult TooLarge() => ApiErrors.Refused(413, "photo_too_large", "Expected at most 25 MB, more came.");

    private static int StatusOf(string code) => code switch
    {
        "photo_too_large" => 413,
        "photo_format" => 415,
        _ => 422,
    };
}

/// <summary>Stores an inspected photo and enqueues its preparation.</summary>
internal sealed class PhotoIntake(CommerceDbContext database, WorkspaceObjects objects, JobQueue jobs, TimeProvider time)
{
    public async Task<Asset> TakeAsync(WorkspaceId workspace, ProductId product, string fileName, byte[] photo, CancellationToken cancellationToken)
    {
        var asset = new Asset
        {
            Id = AssetId.New(time), WorkspaceId = workspace, ProductId = product, Kind = AssetKind.Photo, State = AssetState.Processing, FileName = fileName,
            ContentType = "application/octet-stream", SizeBytes = photo.Length, CreatedAt = time.GetUtcNow(),
        };
        // Bytes first: should we stop here, an unreferenced object remains, never an asset without its bytes.
        await objects.PutAsync(workspace.Value, asset.ObjectKey("upload"), new MemoryStream(photo), cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        database.Assets.Add(asset);
        await database.SaveChangesAsync(cancellationToken);
        var job = NewJob.For(PreparePhoto.Kind, new PreparePhoto(workspace.Value, asset.Id.Value)) with
        {
            // A file that kills its reader gets few chances to.
            Priority = -5, Tenant = workspace.Value.ToString(), MaxAttempts = 4, OnDead = PreparePhoto.DeadKind,
        };
        await jobs.EnqueueInAsync(database, job, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return asset;
    }
}
