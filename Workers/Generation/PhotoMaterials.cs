using System.Text.Json;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Studio;

namespace CommerceOS.Workers.Generation;

/// <summary>What a recipe is made from: the product cut out, or the photo itself, or both.</summary>
/// <param name="Master">The photo's bytes, for recipes that work on the photo; null for those that only show the product.</param>
internal sealed record PhotoMaterial(Cutout? Cutout, byte[]? Master);

internal sealed class PhotoMaterials(Outlines outlines, MattingSessions sessions)
{
    public async Task<PhotoMaterial> GetAsync(string recipe, string parameters, Asset photo, IReadOnlyList<OutlineStroke> strokes, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(parameters);
        var p = document.RootElement;
        if (recipe == Recipes.PhotoEdit.Id) return await ForStepsAsync(p.GetProperty("steps"), photo, strokes, cancellationToken);
        if (recipe == Recipes.ChannelSizes.Id)
        {
            var needed = EditMaker.Preset(p).NeedsOutline;
            return new(needed ? await outlines.GetAsync(photo, strokes, cancellationToken) : null, await sessions.ReadMasterAsync(photo, cancellationToken));
        }
        return new(await outlines.GetAsync(photo, strokes, cancellationToken), null);
    }

    /// <summary>Cutting out takes a second: only where a step asks for it.</summary>
    public async Task<PhotoMaterial> ForStepsAsync(JsonElement steps, Asset photo, IReadOnlyList<OutlineStroke> strokes, CancellationToken cancellationToken) => new(
        EditSteps.NeedOutline(steps) ? await outlines.GetAsync(photo, strokes, cancellationToken) : null, await sessions.ReadMasterAsync(photo, cancellationToken));
}
