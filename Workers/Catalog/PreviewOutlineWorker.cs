using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Data.Progress;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Jobs;
using CommerceOS.Workers.Generation;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Catalog;

/// <summary>
/// Shows a person who draws what comes of it. Whoever draws on replaces the preview, so one that is not there any more is nobody's
/// concern and ends at once.
/// </summary>
internal sealed class PreviewOutlineWorker(
    CommerceDbContext database, WorkspaceScope scope, WorkspaceObjects objects, MattingSessions sessions, Outlines outlines, ProgressSignals signals) : IJobHandler
{
    private const int LongSidePixels = 1280;

    public static string Kind => PreviewOutline.Kind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var wish = context.ReadPayload<PreviewOutline>();
        scope.Enter(new(wish.WorkspaceId));
        var preview = await database.OutlinePreviews.SingleOrDefaultAsync(p => p.Id == wish.PreviewId && p.State == OutlinePreviewState.Working, cancellationToken);
        var photoId = new AssetId(wish.PhotoId);
        var photo = await database.Assets.AsNoTracking().SingleOrDefaultAsync(a => a.Id == photoId && a.State == AssetState.Ready, cancellationToken);
        if (preview is null || photo is null) return JobOutcome.Done.Instance;
        try
        {
            // Without strokes it is the cut-out that results are made from; making it now spares them the time.
            var cutout = preview.Strokes.Count == 0 ? await outlines.GetAsync(photo, [], cancellationToken) : await sessions.RecutAsync(photo, preview.Strokes, cancellationToken);
            await objects.PutAsync(wish.WorkspaceId, preview.PictureKey, new MemoryStream(cutout.ToWebP(LongSidePixels)), cancellationToken);
            preview.Finish(OutlineConcerns.RegionOf(cutout.Verdict), OutlineConcerns.Of(cutout.Verdict));
        }
        catch (GenerationFailedException)
        {
            preview.Fail();
        }
        try
        {
            await using (await database.Database.BeginTransactionAsync(cancellationToken)) await context.CompleteInAsync(database, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Replaced while we worked.
            await objects.DeleteAsync(wish.WorkspaceId, preview.PictureKey, CancellationToken.None);
            return JobOutcome.Done.Instance;
        }
        signals.Publish(wish.PhotoId);
        if (preview is { State: OutlinePreviewState.Done, Strokes.Count: 0 }) await sessions.WarmAsync(photo, cancellationToken);
        return JobOutcome.Done.Instance;
    }
}

/// <summary>Ends a preview whose job died: the page that waits for it says so, and the next stroke asks for another.</summary>
internal sealed class EndDeadOutlineWorker(CommerceDbContext database, WorkspaceScope scope, ProgressSignals signals) : IJobHandler
{
    public static string Kind => PreviewOutline.DeadKind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var wish = context.ReadPayload<DeadJob>().ReadPayload<PreviewOutline>();
        scope.Enter(new(wish.WorkspaceId));
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var preview = await database.OutlinePreviews.SingleOrDefaultAsync(p => p.Id == wish.PreviewId && p.State == OutlinePreviewState.Working, cancellationToken);
        preview?.Fail();
        await context.CompleteInAsync(database, cancellationToken);
        signals.Publish(wish.PhotoId);
        return JobOutcome.Done.Instance;
    }
}
