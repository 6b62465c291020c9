using System.Text;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Data.Progress;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Jobs;
using CommerceOS.Studio;
using CommerceOS.Workers.Generation;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Catalog;

/// <summary>Shows a photo's product in every scene, once for each version of the engine and each outline.</summary>
internal sealed class PreviewScenesWorker(CommerceDbContext database, WorkspaceScope scope, WorkspaceObjects objects, Outlines outlines, StudioEngine studio, ProgressSignals signals) : IJobHandler
{
    public static string Kind => PreviewScenes.Kind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var wish = context.ReadPayload<PreviewScenes>();
        scope.Enter(new(wish.WorkspaceId));
        var photoId = new AssetId(wish.PhotoId);
        var photo = await database.Assets.AsNoTracking().SingleOrDefaultAsync(a => a.Id == photoId && a.Kind == AssetKind.Photo && a.State == AssetState.Ready, cancellationToken);
        if (photo is null) return JobOutcome.Done.Instance;
        var name = photo.ObjectKey(ScenePreviews.Name(photo.Strokes));
        if (await objects.ReadAllAsync(wish.WorkspaceId, name + "-engine", cancellationToken) is { } made && Encoding.UTF8.GetString(made) == studio.EngineVersion) return JobOutcome.Done.Instance;
        try
        {
            var cutout = await outlines.GetAsync(photo, photo.Strokes, cancellationToken);
            if (cutout.Verdict.NothingFound) return JobOutcome.Done.Instance; // who chooses a scene sees our sample in it
            var sheet = studio.PreviewSheet(cutout, Recipes.Scenes, ScenePreviews.Side, ScenePreviews.Columns, cancellationToken);
            await objects.PutAsync(wish.WorkspaceId, name, new MemoryStream(sheet), cancellationToken);
            // The engine last: it says that the picture beside it is whole.
            await objects.PutAsync(wish.WorkspaceId, name + "-engine", new MemoryStream(Encoding.UTF8.GetBytes(studio.EngineVersion)), cancellationToken);
        }
        catch (GenerationFailedException)
        {
            return JobOutcome.Done.Instance; // deleted meanwhile, or strokes that do not fit it
        }
        signals.Publish(wish.PhotoId);
        return JobOutcome.Done.Instance;
    }
}
