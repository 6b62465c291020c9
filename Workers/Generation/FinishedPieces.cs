using System.Text;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Studio;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Generation;

/// <summary>Stores finished pieces, and finds those that were made before from the same things.</summary>
internal sealed class FinishedPieces(CommerceDbContext database, WorkspaceObjects objects, StudioEngine studio, TimeProvider time)
{
    private const int PreviewPixels = 1280;
    private const int ThumbPixels = 320;

    private static readonly string[] Renditions = ["full", "preview", "thumb", "captions", BrandFile.Logo, BrandFile.Music];

    /// <summary>Puts the bytes into the store; the asset is the caller's to commit.</summary>
    /// <param name="file">The logo or music that went into it; null for none.</param>
    public async Task<Asset> StoreAsync(MadePiece piece, Lineage lineage, GenerationRun run, Product product, BrandFile? file, CancellationToken cancellationToken)
    {
        var id = AssetId.New(time);
        var workspace = run.WorkspaceId.Value;
        PutResult stored;
        await using (var bytes = piece.Open()) stored = await objects.PutAsync(workspace, Asset.ObjectKey(id, "full"), bytes, cancellationToken);
        await objects.PutAsync(workspace, Asset.ObjectKey(id, "preview"), new MemoryStream(await studio.ThumbnailAsync(piece.Still, PreviewPixels, cancellationToken)), cancellationToken);
        await objects.PutAsync(workspace, Asset.ObjectKey(id, "thumb"), new MemoryStream(await studio.ThumbnailAsync(piece.Still, ThumbPixels, cancellationToken)), cancellationToken);
        if (piece.Captions is { } captions) await objects.PutAsync(workspace, Asset.ObjectKey(id, "captions"), new MemoryStream(Encoding.UTF8.GetBytes(captions)), cancellationToken);
        if (file is not null) await objects.PutAsync(workspace, Asset.ObjectKey(id, file.Rendition), new MemoryStream(file.Bytes), cancellationToken);
        return new()
        {
            Id = id, WorkspaceId = run.WorkspaceId, ProductId = run.ProductId, Kind = piece.Kind, State = AssetState.Ready,
            FileName = $"{product.Sku}-{run.Recipe}.{piece.Extension}", ContentType = piece.ContentType, SizeBytes = stored.SizeBytes, Width = piece.Width, Height = piece.Height,
            PlaySeconds = piece.PlaySeconds, Sha256 = stored.Sha256, CreatedAt = time.GetUtcNow(), GenerationId = run.Id, Lineage = lineage, InputHash = lineage.InputHash,
            Checks = [.. piece.Checks], ReviewState = ReviewState.ToReview,
        };
    }

    /// <summary>
    /// A new asset with the bytes of one that was made from the same photo, recipe, parameters, words and engine; null when there is none.
    /// Bytes are copied: each asset lives and is deleted for itself.
    /// </summary>
    /// <param name="sources">What this one is made from: the same bytes, perhaps of another upload.</param>
    public async Task<Asset?> CopyAsync(string inputHash, GenerationRun run, Product product, IReadOnlyList<LineageSource> sources, CancellationToken cancellationToken)
    {
        var twin = await database.Assets.AsNoTracking().Where(a => a.InputHash == inputHash && a.State == AssetState.Ready).FirstOrDefaultAsync(cancellationToken);
        if (twin is null) return null;
        var started = time.GetTimestamp();
        var id = AssetId.New(time);
        foreach (var rendition in Renditions)
        {
            await using var bytes = await objects.OpenReadAsync(run.WorkspaceId.Value, twin.ObjectKey(rendition), range: null, cancellationToken);
            if (bytes is not null) await objects.PutAsync(run.WorkspaceId.Value, Asset.ObjectKey(id, rendition), bytes, cancellationToken);
            else if (rendition == "full") return null; // deleted at this moment: make it anew
        }
        return new()
        {
            Id = id, WorkspaceId = run.WorkspaceId, ProductId = run.ProductId, Kind = twin.Kind, State = AssetState.Ready,
            FileName = $"{product.Sku}-{run.Recipe}{Path.GetExtension(twin.FileName)}", ContentType = twin.ContentType, SizeBytes = twin.SizeBytes, Width = twin.Width, Height = twin.Height,
            PlaySeconds = twin.PlaySeconds, Sha256 = twin.Sha256, CreatedAt = time.GetUtcNow(), GenerationId = run.Id, InputHash = inputHash,
            Lineage = twin.Lineage! with
            {
                GenerationId = run.Id.Value, SourceAssetId = run.PhotoId?.Value, Sources = sources, DurationMs = time.GetElapsedTime(started).TotalMilliseconds,
                WaitedMs = (run.StartedAt!.Value - run.CreatedAt).TotalMilliseconds,
            },
            Checks = [.. twin.Checks], ReviewState = ReviewState.ToReview,
        };
    }
}
