using System.Text;
using System.Text.Json;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Data.Progress;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Jobs;
using CommerceOS.Studio;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Generation;

/// <summary>Shows a person who edits what comes of it. Whoever edits on has another wish, and then this one is nobody's concern.</summary>
internal sealed class PreviewEditWorker(
    CommerceDbContext database, WorkspaceScope scope, WorkspaceObjects objects, PhotoMaterials materials, StudioEngine studio, ProgressSignals signals) : IJobHandler
{
    public static string Kind => PreviewEdit.Kind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var wish = context.ReadPayload<PreviewEdit>();
        scope.Enter(new(wish.WorkspaceId));
        var photoId = new AssetId(wish.PhotoId);
        var photo = await database.Assets.AsNoTracking().SingleOrDefaultAsync(a => a.Id == photoId && a.State == AssetState.Ready, cancellationToken);
        var newest = await objects.ReadAllAsync(wish.WorkspaceId, EditPreview.NewestKey(photoId, new(wish.AccountId)), cancellationToken);
        var steps = await objects.ReadAllAsync(wish.WorkspaceId, EditPreview.StepsKey(photoId, wish.PreviewId), cancellationToken);
        if (photo is null || steps is null || newest is null || Encoding.UTF8.GetString(newest) != wish.PreviewId.ToString("N")) return JobOutcome.Done.Instance;
        if (await objects.FindAsync(wish.WorkspaceId, EditPreview.FactsKey(photoId, wish.PreviewId), cancellationToken) is not null) return JobOutcome.Done.Instance;
        await WriteAsync(wish, await MakeAsync(wish, photo, Encoding.UTF8.GetString(steps), cancellationToken), objects, cancellationToken);
        signals.Publish(wish.PhotoId);
        return JobOutcome.Done.Instance;
    }

    private async Task<EditPreviewFacts> MakeAsync(PreviewEdit wish, Asset photo, string json, CancellationToken cancellationToken)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var material = await materials.ForStepsAsync(document.RootElement, photo, photo.Strokes, cancellationToken);
            var preview = studio.EditPreview(material.Master!, EditMaker.Read(json), material.Cutout, cancellationToken: cancellationToken);
            await objects.PutAsync(wish.WorkspaceId, EditPreview.PictureKey(photo.Id, wish.PreviewId), new MemoryStream(preview.WebP), cancellationToken);
            return new(preview.Width, preview.Height);
        }
        catch (StudioParameterException refused)
        {
            return new(0, 0, "not_possible", refused.Message, refused.ParamName);
        }
        catch (GenerationFailedException failure)
        {
            return new(0, 0, failure.Code, failure.Message);
        }
    }

    internal static Task WriteAsync(PreviewEdit wish, EditPreviewFacts facts, WorkspaceObjects objects, CancellationToken cancellationToken) =>
        objects.PutAsync(wish.WorkspaceId, EditPreview.FactsKey(new(wish.PhotoId), wish.PreviewId), new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(facts)), cancellationToken);
}

/// <summary>Says so where a preview's job died; whoever asks again gets another try.</summary>
internal sealed class EndDeadEditPreviewWorker(WorkspaceScope scope, WorkspaceObjects objects, ProgressSignals signals) : IJobHandler
{
    public static string Kind => PreviewEdit.DeadKind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var wish = context.ReadPayload<DeadJob>().ReadPayload<PreviewEdit>();
        scope.Enter(new(wish.WorkspaceId));
        await PreviewEditWorker.WriteAsync(wish, new(0, 0, "internal", "Something failed on our side, several times in a row. Try again."), objects, cancellationToken);
        signals.Publish(wish.PhotoId);
        return JobOutcome.Done.Instance;
    }
}
