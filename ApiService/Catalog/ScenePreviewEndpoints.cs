using CommerceOS.ApiService.Edge;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Data.Progress;
using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;
using CommerceOS.Domain.Catalog;
using CommerceOS.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using AssetKind = CommerceOS.Domain.Catalog.AssetKind;
using AssetState = CommerceOS.Domain.Catalog.AssetState;

namespace CommerceOS.ApiService.Catalog;

/// <summary>A photo's own product in every scene, small, so that a person chooses by looking.</summary>
internal static class ScenePreviewEndpoints
{
    private const int MostWaitSeconds = 20;

    // After strokes (-20), before uploads (-5): somebody looks at the page.
    private const short Priority = -10;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    public static void MapScenePreviews(this RouteGroupBuilder workspace)
    {
        var group = workspace.MapGroup("/assets/{assetId:guid}/scene-previews").WithTags("Catalog");
        group.MapPost("/", StartAsync).ForMembers(Role.Editor).WithName("PreviewScenes").WithSummary("Have a photo's product shown in every scene; nothing is made twice");
        group.MapGet("/", GetAsync).ForMembers(Role.Viewer).WithName("GetScenePreviews")
            .WithSummary("One picture of all scenes in the order of the recipe's choices, six a row of 224 x 224 pixels; waits for it up to waitSeconds (0 to 20)").Produces<byte[]>(200, "image/webp");
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> StartAsync(Guid assetId, Caller caller, CommerceDbContext database, JobQueue jobs, CancellationToken cancellationToken)
    {
        if (await FindAsync(assetId, database, cancellationToken) is not { } photo) return ApiErrors.NotFound("photo");
        if (photo.State != AssetState.Ready) return NotReady();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var job = NewJob.For(PreviewScenes.Kind, new PreviewScenes(caller.WorkspaceId.Value, assetId)) with
        {
            Priority = Priority, Tenant = caller.WorkspaceId.Value.ToString(), MaxAttempts = 3, UniqueKey = $"scenes:{assetId}", ConcurrencyKey = $"photo:{assetId}",
        };
        await jobs.EnqueueInAsync(database, job, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Accepted($"/v1/workspaces/{caller.WorkspaceId.Value}/assets/{assetId}/scene-previews");
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> GetAsync(
        Guid assetId, int? waitSeconds, HttpContext http, Caller caller, CommerceDbContext database, WorkspaceObjects objects, ProgressSignals signals, TimeProvider time, CancellationToken cancellationToken)
    {
        if (waitSeconds is < 0 or > MostWaitSeconds) return ApiErrors.Invalid(FieldError.Wrong("waitSeconds", "out_of_range", $"0 to {MostWaitSeconds}", $"{waitSeconds}"));
        if (await FindAsync(assetId, database, cancellationToken) is not { } photo) return ApiErrors.NotFound("photo");
        var until = time.GetUtcNow() + TimeSpan.FromSeconds(waitSeconds ?? 0);
        while (true)
        {
            // Listening begins before reading: a change between the two ends the wait at once.
            using var signal = signals.Listen(assetId);
            if (await objects.OpenReadAsync(caller.WorkspaceId.Value, photo.ObjectKey(ScenePreviews.Name(photo.Strokes)), range: null, cancellationToken) is { } picture)
            {
                http.Response.Headers.CacheControl = "private, max-age=300";
                http.Response.Headers.XContentTypeOptions = "nosniff";
                return TypedResults.Stream(picture, "image/webp");
            }
            if (time.GetUtcNow() >= until) return NotReady();
            await signal.WaitAsync(Look, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static Task<Asset?> FindAsync(Guid assetId, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var id = new AssetId(assetId);
        return database.Assets.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.Kind == AssetKind.Photo, cancellationToken);
    }

    private static ProblemHttpResult NotReady() => ApiErrors.Conflict("not_ready", "Not ready yet", "The photo is still being prepared, no product was found in it, or nobody asked for its previews.");
}
