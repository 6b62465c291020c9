using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Data.Progress;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Catalog;

/// <summary>Refuses a photo whose preparation died, so that nothing waits for it for ever and a person can upload another.</summary>
internal sealed class EndDeadPhotoWorker(CommerceDbContext database, WorkspaceScope scope, WorkspaceObjects objects, ProgressSignals signals) : IJobHandler
{
    public static string Kind => PreparePhoto.DeadKind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var wish = context.ReadPayload<DeadJob>().ReadPayload<PreparePhoto>();
        scope.Enter(new(wish.WorkspaceId));
        var id = new AssetId(wish.AssetId);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var asset = await database.Assets.SingleOrDefaultAsync(a => a.Id == id && a.State == AssetState.Processing, cancellationToken);
        if (asset is null)
        {
            await context.CompleteInAsync(database, cancellationToken);
            return JobOutcome.Done.Instance;
        }
        (asset.State, asset.RefusedCode, asset.RefusedDetail) = (AssetState.Refused, "photo_unprepared", "The photo could not be prepared, several times in a row. Export it again, as a JPEG for example, and upload that.");
        await context.CompleteInAsync(database, cancellationToken);
        // The upload has the place it was taken at and more in it: it stays no longer than it is of use.
        await objects.DeleteAsync(wish.WorkspaceId, asset.ObjectKey("upload"), CancellationToken.None);
        signals.Publish(asset.ProductId.Value);
        return JobOutcome.Done.Instance;
    }
}
