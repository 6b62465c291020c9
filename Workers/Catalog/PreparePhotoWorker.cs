using System.Security.Cryptography;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Data.Progress;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Jobs;
using CommerceOS.Studio;
using CommerceOS.Studio.Isolation;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Catalog;

/// <summary>
/// Decodes an upload in full. What is sound becomes an upright master without metadata and two previews; what is damaged is
/// refused with its reason, and its bytes are deleted.
/// </summary>
internal sealed class PreparePhotoWorker(
    CommerceDbContext database, WorkspaceScope scope, WorkspaceObjects objects, UploadDecoder decoder, ProgressSignals signals) : IJobHandler
{
    public static string Kind => PreparePhoto.Kind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var wish = context.ReadPayload<PreparePhoto>();
        scope.Enter(new(wish.WorkspaceId));
        var id = new AssetId(wish.AssetId);
        var asset = await database.Assets.SingleOrDefaultAsync(a => a.Id == id && a.State == AssetState.Processing, cancellationToken);
        if (asset is null) return JobOutcome.Done.Instance; // deleted meanwhile, or done by an earlier run
        var upload = await objects.ReadAllAsync(wish.WorkspaceId, asset.ObjectKey("upload"), cancellationToken);
        if (upload is null) return new JobOutcome.Discard("the upload is gone");

        switch (await decoder.NormaliseAsync(upload, cancellationToken))
        {
            case NormaliseOutcome.Normalised photo:
                await objects.PutAsync(wish.WorkspaceId, asset.ObjectKey("full"), new MemoryStream(photo.Master), cancellationToken);
                await objects.PutAsync(wish.WorkspaceId, asset.ObjectKey("preview"), new MemoryStream(photo.Preview), cancellationToken);
                await objects.PutAsync(wish.WorkspaceId, asset.ObjectKey("thumb"), new MemoryStream(photo.Thumb), cancellationToken);
                (asset.State, asset.ContentType, asset.SizeBytes) = (AssetState.Ready, photo.MasterContentType, photo.Master.Length);
                (asset.Width, asset.Height, asset.Sha256) = (photo.Width, photo.Height, Convert.ToHexStringLower(SHA256.HashData(photo.Master)));
                break;
            case NormaliseOutcome.Refused refused:
                (asset.State, asset.RefusedCode, asset.RefusedDetail) = (AssetState.Refused, "photo_" + refused.Code, refused.Detail);
                break;
        }
        await using (await database.Database.BeginTransactionAsync(cancellationToken))
        {
            await context.CompleteInAsync(database, cancellationToken);
        }
        // After the commit: a crash before it must find the upload again.
        await objects.DeleteAsync(wish.WorkspaceId, asset.ObjectKey("upload"), CancellationToken.None);
        signals.Publish(asset.ProductId.Value);
        return JobOutcome.Done.Instance;
    }
}
