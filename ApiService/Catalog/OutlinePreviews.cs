using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Domain.Catalog;
using CommerceOS.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.ApiService.Catalog;

/// <summary>Keeps at most two previews of a photo: of the strokes that are saved and of those that somebody tries. What they replace is cancelled and deleted.</summary>
internal sealed class OutlinePreviews(CommerceDbContext database, WorkspaceObjects objects, JobQueue jobs, TimeProvider time)
{
    // Before uploads (-5) and everything that nobody watches.
    private const short Priority = -20;
    private const int MaxAttempts = 3;

    /// <summary>Null when there is none that can be shown or waited for.</summary>
    public async Task<OutlinePreview?> FindAsync(Asset photo, IReadOnlyList<OutlineStroke> strokes, CancellationToken cancellationToken)
    {
        var hash = Hash(strokes);
        var since = time.GetUtcNow() - OutlinePreview.KeptFor;
        return await database.OutlinePreviews.AsNoTracking()
            .SingleOrDefaultAsync(p => p.PhotoId == photo.Id && p.StrokesHash == hash && p.State != OutlinePreviewState.Failed && p.CreatedAt > since, cancellationToken);
    }

    /// <summary>The preview of these strokes: the one that is there, or a new one with its job. Null when the photo is gone.</summary>
    /// <param name="replaces">Whether it takes the place of other strokes that somebody tried.</param>
    public async Task<OutlinePreview?> StartAsync(Asset photo, IReadOnlyList<OutlineStroke> strokes, bool replaces, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (!await LockAsync(photo, cancellationToken)) return null;
        var (preview, replaced) = await PutAsync(photo, strokes, replaces, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await DropAsync(replaced, cancellationToken);
        return preview;
    }

    /// <summary>Makes the strokes those of the photo. Null when it is gone.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else saved since the photo was read.</exception>
    public async Task<OutlinePreview?> SaveAsync(Asset photo, IReadOnlyList<OutlineStroke> strokes, CancellationToken cancellationToken)
    {
        var before = Asset.CutoutName(photo.Strokes);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (!await LockAsync(photo, cancellationToken)) return null;
        photo.Strokes = strokes;
        await database.SaveChangesAsync(cancellationToken);
        var (preview, replaced) = await PutAsync(photo, strokes, replaces: true, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await DropAsync(replaced, cancellationToken);
        if (before != "cutout" && before != Asset.CutoutName(strokes))
        {
            // Results keep the strokes they were made with; who makes one again cuts again.
            foreach (var name in (string[])[before, before + "-verdict"]) await objects.DeleteAsync(photo.WorkspaceId.Value, photo.ObjectKey(name), cancellationToken);
        }
        return preview;
    }

    /// <summary>Deletes the pictures of a photo that is about to be deleted.</summary>
    public async Task DropAllAsync(Asset photo, CancellationToken cancellationToken) =>
        await DropAsync(await database.OutlinePreviews.AsNoTracking().Where(p => p.PhotoId == photo.Id).ToListAsync(cancellationToken), cancellationToken);

    private async Task<(OutlinePreview Preview, List<OutlinePreview> Replaced)> PutAsync(Asset photo, IReadOnlyList<OutlineStroke> strokes, bool replaces, CancellationToken cancellationToken)
    {
        var (hash, saved) = (Hash(strokes), Hash(photo.Strokes));
        var present = await FindAsync(photo, strokes, cancellationToken);
        var replaced = await database.OutlinePreviews.AsNoTracking().Where(p => p.PhotoId == photo.Id).ToListAsync(cancellationToken);
        replaced.RemoveAll(p => p.StrokesHash == hash ? present is not null : !replaces || p.StrokesHash == saved);
        var ids = replaced.ConvertAll(p => p.Id);
        if (ids.Count > 0) await database.OutlinePreviews.Where(p => ids.Contains(p.Id)).ExecuteDeleteAsync(cancellationToken);
        if (present is not null) return (present, replaced);

        var preview = new OutlinePreview
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()), WorkspaceId = photo.WorkspaceId, PhotoId = photo.Id, Strokes = strokes, StrokesHash = hash, CreatedAt = time.GetUtcNow(),
        };
        // No concurrency key: it waits for no generation of the photo and none waits for it.
        var job = NewJob.For(PreviewOutline.Kind, new PreviewOutline(photo.WorkspaceId.Value, photo.Id.Value, preview.Id)) with
        {
            Priority = Priority, Tenant = photo.WorkspaceId.Value.ToString(), MaxAttempts = MaxAttempts, OnDead = PreviewOutline.DeadKind,
        };
        preview.JobId = (await jobs.EnqueueInAsync(database, job, cancellationToken)).Id.ToString();
        database.OutlinePreviews.Add(preview);
        await database.SaveChangesAsync(cancellationToken);
        return (preview, replaced);
    }

    // After the commit: the rows are gone, so a worker that has one commits nothing; telling the queue only saves its time.
    private async Task DropAsync(List<OutlinePreview> previews, CancellationToken cancellationToken)
    {
        foreach (var preview in previews)
        {
            if (preview.State == OutlinePreviewState.Working && Guid.TryParse(preview.JobId, out var job)) await jobs.CancelAsync(new JobId(job), cancellationToken);
            await objects.DeleteAsync(preview.WorkspaceId.Value, preview.PictureKey, cancellationToken);
        }
    }

    // Two wishes for a photo come one after the other, so that the later one sees what it replaces.
    private async Task<bool> LockAsync(Asset photo, CancellationToken cancellationToken) =>
        await database.Database.SqlQuery<Guid>($"select id as \"Value\" from commerce.assets where id = {photo.Id.Value} for update").ToListAsync(cancellationToken) is [_];

    private static string Hash(IReadOnlyList<OutlineStroke> strokes) => OutlineStrokes.HashOf(strokes) ?? "";
}
