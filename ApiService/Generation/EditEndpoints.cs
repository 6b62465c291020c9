using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Generation;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Data.Progress;
using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.ApiService.Generation;

/// <summary>How a photo looks after steps, before a picture is made of them. The worker renders; nothing here touches pixels.</summary>
internal static class EditEndpoints
{
    private const int MostWaitSeconds = 20;

    /// <summary>10,000 points as a program writes them, with room to spare.</summary>
    private const int MaxBodyBytes = 2 * 1024 * 1024;

    /// <summary>Without Redis nobody tells when a preview is ready, and a person watches.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public static void MapEdits(this RouteGroupBuilder workspace)
    {
        var group = workspace.MapGroup("/assets/{assetId:guid}/edits/previews").WithTags("Generation");
        group.MapPost("/", PreviewAsync).ForMembers(Role.Editor).WithName("PreviewEdit").WithSummary("Ask how a photo looks after steps; a person's newest wish for a photo replaces older ones").WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        group.MapGet("/{previewId:guid}", GetAsync).ForMembers(Role.Viewer).WithName("GetEditPreview").WithSummary("A preview; waits for it up to waitSeconds (0 to 20). Kept for about a day");
        group.MapGet("/{previewId:guid}/picture", PictureAsync).ForMembers(Role.Viewer).WithName("GetEditPreviewPicture").WithSummary("A preview's picture as WebP, or 422 with the step that was refused")
            .Produces<byte[]>(200, "image/webp");
    }

    public static void MapChannelPresets(this RouteGroupBuilder v1) =>
        v1.MapGet("/channel-presets", ListPresets).ForAccounts().WithName("ListChannelPresets").WithTags("Generation").WithSummary("The sizes that channels show pictures in");

    private static Ok<IReadOnlyList<ChannelPresetDto>> ListPresets() => TypedResults.Ok<IReadOnlyList<ChannelPresetDto>>(
        [.. ChannelPresets.All.Select(p => new ChannelPresetDto(p.Id, p.Names, p.Width, p.Height, p.Fit.ToString().ToLowerInvariant(), p.Background, p.Format, p.MaxBytes))]);

    private static async Task<Results<Accepted<EditPreviewDto>, ProblemHttpResult>> PreviewAsync(
        Guid assetId, EditStepsRequest request, Caller caller, CommerceDbContext database, EditPreviews previews, CancellationToken cancellationToken)
    {
        var id = new AssetId(assetId);
        var photo = await database.Assets.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.Kind == AssetKind.Photo, cancellationToken);
        if (photo is null) return ApiErrors.NotFound("photo");
        if (photo.State != AssetState.Ready) return ApiErrors.Conflict("not_ready", "Not ready yet", "This photo is still being prepared, or it was refused.");
        if (request.Steps is not { } given) return ApiErrors.Invalid(FieldError.Required("steps"));
        var (steps, error) = EditSteps.Read(given, "steps");
        if (error is not null) return ApiErrors.Invalid(error);
        var (preview, facts) = await previews.StartAsync(photo, caller.AccountId, steps.ToJsonString(), cancellationToken);
        return TypedResults.Accepted($"/v1/workspaces/{caller.WorkspaceId.Value}/assets/{assetId}/edits/previews/{preview}", ToDto(preview, facts));
    }

    private static async Task<Results<Ok<EditPreviewDto>, ProblemHttpResult>> GetAsync(
        Guid assetId, Guid previewId, int? waitSeconds, Caller caller, CommerceDbContext database, EditPreviews previews, ProgressSignals signals, TimeProvider time, CancellationToken cancellationToken)
    {
        if (waitSeconds is < 0 or > MostWaitSeconds) return ApiErrors.Invalid(FieldError.Wrong("waitSeconds", "out_of_range", $"0 to {MostWaitSeconds}", $"{waitSeconds}"));
        if (!await ExistsAsync(assetId, database, cancellationToken)) return ApiErrors.NotFound("photo");
        var until = time.GetUtcNow() + TimeSpan.FromSeconds(waitSeconds ?? 0);
        while (true)
        {
            // Listening begins before reading: a change between the two ends the wait at once.
            using var signal = signals.Listen(assetId);
            var wish = await previews.FindAsync(caller.WorkspaceId, new(assetId), previewId, cancellationToken);
            if (wish is null) return ApiErrors.NotFound("preview");
            if (wish.Facts is not null || time.GetUtcNow() >= until) return TypedResults.Ok(ToDto(previewId, wish.Facts));
            await signal.WaitAsync(Look, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> PictureAsync(
        Guid assetId, Guid previewId, HttpContext http, Caller caller, CommerceDbContext database, EditPreviews previews, WorkspaceObjects objects, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(assetId, database, cancellationToken)) return ApiErrors.NotFound("photo");
        var photo = new AssetId(assetId);
        if (await previews.FindAsync(caller.WorkspaceId, photo, previewId, cancellationToken) is not { } wish) return ApiErrors.NotFound("preview");
        if (wish.Facts is null) return ApiErrors.Conflict("not_ready", "Not ready yet", "This preview is still being made.");
        if (wish.Facts is { Problem: { } problem } failed) return ApiErrors.Invalid(new FieldError(failed.Field ?? "steps", failed.Code ?? "not_possible", problem));
        if (await objects.OpenReadAsync(caller.WorkspaceId.Value, EditPreview.PictureKey(photo, previewId), range: null, cancellationToken) is not { } stream) return ApiErrors.NotFound("preview");
        http.Response.Headers.CacheControl = "private, max-age=3600, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(stream, "image/webp");
    }

    private static Task<bool> ExistsAsync(Guid assetId, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var id = new AssetId(assetId);
        return database.Assets.AnyAsync(a => a.Id == id && a.Kind == AssetKind.Photo, cancellationToken);
    }

    private static EditPreviewDto ToDto(Guid id, EditPreviewFacts? facts) => facts switch
    {
        null => new(id, EditPreviewState.Working, null, null),
        { Problem: null } => new(id, EditPreviewState.Done, facts.Width, facts.Height),
        _ => new(id, EditPreviewState.Failed, null, null, facts.Code, facts.Problem, facts.Field),
    };
}
