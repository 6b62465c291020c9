using System.Text;
using System.Text.Json;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Jobs;

namespace CommerceOS.ApiService.Generation;

/// <summary>
/// Keeps wishes for previews and what came of them as objects under the photo. A person has one preview in work at a time; a newer wish
/// for the photo makes the older ones end as soon as their turn comes.
/// </summary>
internal sealed class EditPreviews(CommerceDbContext database, WorkspaceObjects objects, JobQueue jobs)
{
    // Like previews of outlines: before uploads and everything that nobody watches.
    private const short Priority = -20;
    private const int MaxAttempts = 3;

    /// <returns>The id, and the facts of one that was made before.</returns>
    public async Task<(Guid Id, EditPreviewFacts? Facts)> StartAsync(Asset photo, AccountId account, string steps, CancellationToken cancellationToken)
    {
        var id = EditPreview.IdOf(photo, steps);
        var workspace = photo.WorkspaceId.Value;
        await PutAsync(workspace, EditPreview.NewestKey(photo.Id, account), id.ToString("N"), cancellationToken);
        if ((await FindAsync(photo.WorkspaceId, photo.Id, id, cancellationToken))?.Facts is { } facts)
        {
            if (facts.Code != "internal") return (id, facts);
            await objects.DeleteAsync(workspace, EditPreview.FactsKey(photo.Id, id), cancellationToken);
        }
        await PutAsync(workspace, EditPreview.StepsKey(photo.Id, id), steps, cancellationToken);
        var job = NewJob.For(PreviewEdit.Kind, new PreviewEdit(workspace, photo.Id.Value, id, account.Value)) with
        {
            // No unique key: a job of the same wish that runs may have found it outdated a moment ago and will make nothing. One too many finds the facts and ends.
            Priority = Priority, Tenant = workspace.ToString(), MaxAttempts = MaxAttempts, OnDead = PreviewEdit.DeadKind, ConcurrencyKey = $"edit:{account.Value}",
        };
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await jobs.EnqueueInAsync(database, job, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (id, null);
    }

    /// <summary>Null when nobody asked for it, or too long ago.</summary>
    public async Task<Wish?> FindAsync(WorkspaceId workspace, AssetId photo, Guid id, CancellationToken cancellationToken)
    {
        if (await objects.ReadAllAsync(workspace.Value, EditPreview.FactsKey(photo, id), cancellationToken) is { } facts) return new(JsonSerializer.Deserialize<EditPreviewFacts>(facts));
        return await objects.FindAsync(workspace.Value, EditPreview.StepsKey(photo, id), cancellationToken) is null ? null : new(null);
    }

    private Task<PutResult> PutAsync(Guid workspace, string key, string text, CancellationToken cancellationToken) =>
        objects.PutAsync(workspace, key, new MemoryStream(Encoding.UTF8.GetBytes(text)), cancellationToken);

    /// <param name="Facts">Null while it is being made.</param>
    internal sealed record Wish(EditPreviewFacts? Facts);
}
