using System.Text.Json;
using CommerceOS.Data.Objects;
using CommerceOS.Domain.Catalog;
using CommerceOS.Studio;

namespace CommerceOS.Workers.Generation;

/// <summary>
/// The cut-out of a photo: made once for each version of the engine, kept (encrypted) beside the photo. Generations of one photo run
/// one after the other, so the first one makes it and the others read it.
/// </summary>
internal sealed class Outlines(WorkspaceObjects objects, StudioEngine studio)
{
    public async Task<Cutout> GetAsync(Asset photo, CancellationToken cancellationToken)
    {
        var workspace = photo.WorkspaceId.Value;
        if (await objects.ReadAllAsync(workspace, photo.ObjectKey("cutout-verdict"), cancellationToken) is { } json
            && JsonSerializer.Deserialize<CutoutVerdict>(json) is { } verdict && verdict.EngineVersion == studio.EngineVersion
            && await objects.ReadAllAsync(workspace, photo.ObjectKey("cutout"), cancellationToken) is { } png)
        {
            return Cutout.FromPng(png, verdict);
        }
        var master = await objects.ReadAllAsync(workspace, photo.ObjectKey("full"), cancellationToken)
            ?? throw new GenerationFailedException("photo_gone", "The photo was deleted before its turn came.");
        var cutout = studio.CutOut(master, cancellationToken);
        // The verdict last: it says that the picture beside it is whole.
        await objects.PutAsync(workspace, photo.ObjectKey("cutout"), new MemoryStream(cutout.ToPng()), cancellationToken);
        await objects.PutAsync(workspace, photo.ObjectKey("cutout-verdict"), new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(cutout.Verdict)), cancellationToken);
        return cutout;
    }
}
