using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Data.Progress;
using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;
using CommerceOS.Domain.Catalog;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using AssetKind = CommerceOS.Domain.Catalog.AssetKind;
using AssetState = CommerceOS.Domain.Catalog.AssetState;
using OutlinePreviewState = CommerceOS.Domain.Catalog.OutlinePreviewState;

namespace CommerceOS.ApiService.Catalog;

/// <summary>The outline of a photo: what a person draws to correct it, and how it looks with that. The worker cuts; nothing here touches pixels.</summary>
internal static class OutlineEndpoints
{
    private const int MostWaitSeconds = 20;

    /// <summary>Without Redis nobody tells when a preview is ready, and a person watches.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(75);

    public static void MapOutlines(this RouteGroupBuilder workspace)
    {
        var group = workspace.MapGroup("/assets/{assetId:guid}/outline").WithTags("Catalog");
        group.MapGet("/", GetAsync).ForMembers(Role.Viewer).WithName("GetOutline").WithSummary("A photo's outline: the strokes that correct it and how it looks with them");
        group.MapPut("/", SaveAsync).ForMembers(Role.Editor).WithName("SaveOutline").WithSummary("Correct a photo's outline for results made from now on; needs If-Match");
        group.MapDelete("/", ResetAsync).ForMembers(Role.Editor).WithName("ResetOutline").WithSummary("Go back to a photo's automatic outline; needs If-Match");
        group.MapPost("/previews", PreviewAsync).ForMembers(Role.Editor).WithName("PreviewOutline").WithSummary("Ask how the outline looks with strokes; the newest wish replaces older ones");
        group.MapGet("/previews/{previewId:guid}", GetPreviewAsync).ForMembers(Role.Viewer).WithName("GetOutlinePreview").WithSummary("A preview; waits for it up to waitSeconds (0 to 20)");
        group.MapGet("/previews/{previewId:guid}/picture", PictureAsync).ForMembers(Role.Viewer).WithName("GetOutlinePreviewPicture").WithSummary("A preview's picture: the cut-out as WebP with transparency")
            .Produces<byte[]>(200, "image/webp");
    }

    private static async Task<Results<Ok<OutlineDto>, ProblemHttpResult>> GetAsync(Guid assetId, HttpContext http, CommerceDbContext database, OutlinePreviews previews, CancellationToken cancellationToken)
    {
        var (photo, refusal) = await FindAsync(assetId, database, cancellationToken);
        if (photo is null) return refusal!;
        var preview = await previews.FindAsync(photo, photo.Strokes, cancellationToken) ?? await previews.StartAsync(photo, photo.Strokes, replaces: false, cancellationToken);
        return preview is null ? ApiErrors.NotFound("photo") : Answer(photo, preview, http);
    }

    private static async Task<Results<Ok<OutlineDto>, ProblemHttpResult>> SaveAsync(
        Guid assetId, OutlineStrokesRequest request, HttpContext http, CommerceDbContext database, OutlinePreviews previews, CancellationToken cancellationToken)
    {
        var (photo, refusal) = await FindAsync(assetId, database, cancellationToken);
        if (photo is null) return refusal!;
        var (strokes, errors) = request.Check(photo);
        return errors.Count > 0 ? ApiErrors.Invalid(errors) : await ChangeAsync(photo, strokes, http, previews, cancellationToken);
    }

    private static async Task<Results<Ok<OutlineDto>, ProblemHttpResult>> ResetAsync(Guid assetId, HttpContext http, CommerceDbContext database, OutlinePreviews previews, CancellationToken cancellationToken)
    {
        var (photo, refusal) = await FindAsync(assetId, database, cancellationToken);
        return photo is null ? refusal! : await ChangeAsync(photo, [], http, previews, cancellationToken);
    }

    private static async Task<Results<Ok<OutlineDto>, ProblemHttpResult>> ChangeAsync(
        Asset photo, IReadOnlyList<OutlineStroke> strokes, HttpContext http, OutlinePreviews previews, CancellationToken cancellationToken)
    {
        if (ETags.Matches(http, photo.Version) is not { } matches) return ApiErrors.VersionNeeded();
        if (!matches) return ApiErrors.ChangedMeanwhile();
        try
        {
            return await previews.SaveAsync(photo, strokes, cancellationToken) is { } preview ? Answer(photo, preview, http) : ApiErrors.NotFound("photo");
        }
        catch (DbUpdateConcurrencyException)
        {
            return ApiErrors.ChangedMeanwhile();
        }
    }

    private static async Task<Results<Accepted<OutlinePreviewDto>, ProblemHttpResult>> PreviewAsync(
        Guid assetId, OutlineStrokesRequest request, Caller caller, CommerceDbContext database, OutlinePreviews previews, CancellationToken cancellationToken)
    {
        var (photo, refusal) = await FindAsync(assetId, database, cancellationToken);
        if (photo is null) return refusal!;
        var (strokes, errors) = request.Check(photo);
        if (errors.Count > 0) return ApiErrors.Invalid(errors);
        if (await previews.StartAsync(photo, strokes, replaces: true, cancellationToken) is not { } preview) return ApiErrors.NotFound("photo");
        return TypedResults.Accepted($"/v1/workspaces/{caller.WorkspaceId.Value}/assets/{assetId}/outline/previews/{preview.Id}", preview.ToDto());
    }

    private static async Task<Results<Ok<OutlinePreviewDto>, ProblemHttpResult>> GetPreviewAsync(
        Guid assetId, Guid previewId, int? waitSeconds, CommerceDbContext database, ProgressSignals signals, TimeProvider time, CancellationToken cancellationToken)
    {
        if (waitSeconds is < 0 or > MostWaitSeconds) return ApiErrors.Invalid(FieldError.Wrong("waitSeconds", "out_of_range", $"0 to {MostWaitSeconds}", $"{waitSeconds}"));
        var until = time.GetUtcNow() + TimeSpan.FromSeconds(waitSeconds ?? 0);
        while (true)
        {
            // Listening begins before reading: a change between the two ends the wait at once.
            using var signal = signals.Listen(assetId);
            var preview = await FindAsync(assetId, previewId, database, cancellationToken);
            if (preview is null) return ApiErrors.NotFound("preview");
            if (preview.State != OutlinePreviewState.Working || time.GetUtcNow() >= until) return TypedResults.Ok(preview.ToDto());
            await signal.WaitAsync(Look, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> PictureAsync(
        Guid assetId, Guid previewId, HttpContext http, Caller caller, CommerceDbContext database, WorkspaceObjects objects, CancellationToken cancellationToken)
    {
        var preview = await FindAsync(assetId, previewId, database, cancellationToken);
        if (preview is null) return ApiErrors.NotFound("preview");
        if (preview.State != OutlinePreviewState.Done) return ApiErrors.Conflict("not_ready", "Not ready yet", "This preview is still being made, or it could not be.");
        if (await objects.OpenReadAsync(caller.WorkspaceId.Value, preview.PictureKey, range: null, cancellationToken) is not { } stream) return ApiErrors.NotFound("preview");
        http.Response.Headers.CacheControl = "private, max-age=3600, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(stream, "image/webp");
    }

    private static async Task<(Asset? Photo, ProblemHttpResult? Refusal)> FindAsync(Guid assetId, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var id = new AssetId(assetId);
        var photo = await database.Assets.SingleOrDefaultAsync(a => a.Id == id && a.Kind == AssetKind.Photo, cancellationToken);
        if (photo is null) return (null, ApiErrors.NotFound("photo"));
        return photo.State == AssetState.Ready ? (photo, null) : (null, ApiErrors.Conflict("not_ready", "Not ready yet", "This photo is still being prepared, or it was refused."));
    }

    private static Task<OutlinePreview?> FindAsync(Guid assetId, Guid previewId, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var photo = new AssetId(assetId);
        return database.OutlinePreviews.AsNoTracking().SingleOrDefaultAsync(p => p.Id == previewId && p.PhotoId == photo, cancellationToken);
    }

    private static Ok<OutlineDto> Answer(Asset photo, OutlinePreview preview, HttpContext http)
    {
        ETags.Set(http, photo.Version);
        return TypedResults.Ok(new OutlineDto(photo.Id.Value, photo.ProductId.Value, photo.Width, photo.Height, [.. photo.Strokes.Select(s => s.ToDto())], preview.ToDto()));
    }
}
