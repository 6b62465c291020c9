using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Publishing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CommerceOS.Workers.Privacy;

/// <summary>
/// Deletes objects that nothing refers to: bytes are stored before their row is, so a cancelled generation, an interrupted upload or a worker
/// that died leaves some behind. Rows and objects are those of the scope's workspace alone.
/// </summary>
internal sealed partial class UnreferencedObjects(CommerceDbContext database, WorkspaceObjects objects, IOptions<UpkeepOptions> options, TimeProvider time, ILogger<UnreferencedObjects> logger)
{
    private const int Batch = 500;

    /// <returns>How many were deleted.</returns>
    public async Task<int> SweepAsync(Guid workspace, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.Value.ObjectGrace;
        int deleted = 0, unknown = 0;
        await foreach (var batch in objects.ListAgesAsync(workspace, cancellationToken).Where(o => o.ModifiedAt < before).Select(o => ObjectOwner.Of(o.Key)).Chunk(Batch).WithCancellation(cancellationToken))
        {
            var referenced = await ReferencedAsync(batch, cancellationToken);
            foreach (var owner in batch.Where(o => !referenced.Contains(o)))
            {
                if (await objects.DeleteAsync(workspace, owner.Key.Value, cancellationToken)) deleted++;
            }
            unknown += batch.Count(o => o.Folder == OwnerFolder.Unknown);
        }
        if (deleted > 0) Log.Deleted(logger, deleted, workspace);
        if (unknown > 0) Log.Unknown(logger, unknown, workspace);
        return deleted;
    }

    private async Task<HashSet<ObjectOwner>> ReferencedAsync(ObjectOwner[] owners, CancellationToken cancellationToken)
    {
        var assetIds = owners.Where(o => o.Folder == OwnerFolder.Assets).Select(o => new AssetId(o.Id)).Distinct().ToList();
        var assets = await database.Assets.AsNoTracking().Where(a => assetIds.Contains(a.Id)).Select(a => new { a.Id, a.State, a.Strokes })
            .ToDictionaryAsync(a => a.Id.Value, a => (a.State, Cutout: Asset.CutoutName(a.Strokes)), cancellationToken);
        var previews = (await database.OutlinePreviews.AsNoTracking().Where(p => assetIds.Contains(p.PhotoId)).Select(p => p.Id).ToListAsync(cancellationToken)).ConvertAll(OutlinePreview.PictureName).ToHashSet();
        var publicationIds = owners.Where(o => o.Folder == OwnerFolder.Publications).Select(o => new PublicationId(o.Id)).Distinct().ToList();
        var publications = (await database.Publications.AsNoTracking().Where(p => publicationIds.Contains(p.Id) && p.State != PublicationState.Failed).Select(p => p.Id).ToListAsync(cancellationToken))
            .ConvertAll(p => p.Value).ToHashSet();
        var brand = owners.Any(o => o.Folder == OwnerFolder.Brand) ? await database.BrandKits.AsNoTracking().SingleOrDefaultAsync(cancellationToken) : null;
        var music = owners.Any(o => o.Folder == OwnerFolder.Music) ? await database.BrandMusic.AsNoTracking().SingleOrDefaultAsync(cancellationToken) : null;
        return [.. owners.Where(o => o.Folder switch
        {
            OwnerFolder.Assets => assets.TryGetValue(o.Id, out var asset) && Asset.Owns(asset.State, o.Rest, asset.Cutout) && (!o.Rest.StartsWith(OutlinePreview.PicturePrefix, StringComparison.Ordinal) || previews.Contains(o.Rest)),
            OwnerFolder.Publications => publications.Contains(o.Id),
            OwnerFolder.Brand => brand?.Owns(o.Id, o.Rest) ?? false,
            OwnerFolder.Music => music?.Owns(o.Id, o.Rest) ?? false,
            // Perhaps of a newer version that runs beside this one: whoever knows it may delete it.
            OwnerFolder.Unknown => true,
            _ => throw new ArgumentOutOfRangeException(nameof(owners), o.Folder, "unknown folder"),
        })];
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} objects that nothing referred to were deleted from workspace {Workspace}")]
        public static partial void Deleted(ILogger logger, int count, Guid workspace);

        [LoggerMessage(LogLevel.Warning, "{Count} objects of workspace {Workspace} have names that this version does not know; they were kept")]
        public static partial void Unknown(ILogger logger, int count, Guid workspace);
    }
}
