using System.Text.Json;
using CommerceOS.Data.Objects;
using CommerceOS.Domain.Catalog;
using CommerceOS.Studio;

namespace CommerceOS.Workers.Generation;

/// <summary>
/// The cut-out of a photo with a person's strokes: made once for each version of the engine and each list of strokes, kept (encrypted)
/// beside the photo. Generations of one photo run one after the other, so the first one makes it and the others read it.
/// </summary>
internal sealed class Outlines(WorkspaceObjects objects, MattingSessions sessions, StudioEngine studio)
{
    public async Task<Cutout> GetAsync(Asset photo, IReadOnlyList<OutlineStroke> strokes, CancellationToken cancellationToken)
    {
        var workspace = photo.WorkspaceId.Value;
        var name = Asset.CutoutName(strokes);
        if (await objects.ReadAllAsync(workspace, photo.ObjectKey(name + "-verdict"), cancellationToken) is { } json
            && JsonSerializer.Deserialize<CutoutVerdict>(json) is { } verdict && verdict.EngineVersion == studio.EngineVersion
            && await objects.ReadAllAsync(workspace, photo.ObjectKey(name), cancellationToken) is { } png)
        {
            return Cutout.FromPng(png, verdict);
        }
        var cutout = strokes.Count > 0
            ? await sessions.RecutAsync(photo, strokes, cancellationToken)
            : studio.CutOut(await sessions.ReadMasterAsync(photo, cancellationToken), cancellationToken);
        // The verdict last: it says that the picture beside it is whole.
        await objects.PutAsync(workspace, photo.ObjectKey(name), new MemoryStream(cutout.ToPng()), cancellationToken);
        await objects.PutAsync(workspace, photo.ObjectKey(name + "-verdict"), new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(cutout.Verdict)), cancellationToken);
        return cutout;
    }
}
