using System.Text.Json;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Studio;

namespace CommerceOS.Workers.Generation;

/// <summary>What a recipe is made from: the product cut out, or the photo itself, or both.</summary>
/// <param name="Master">The photo's bytes, for recipes that work on the photo; null for those that only show the product.</param>
/// <param name="Cutouts">Of recipes with several photos: all products, in their order.</param>
/// <param name="Result">The bytes of a finished picture, for recipes that show it beside the photo.</param>
internal sealed record PhotoMaterial(Cutout? Cutout, byte[]? Master, IReadOnlyList<Cutout>? Cutouts = null, byte[]? Result = null);

internal sealed class PhotoMaterials(Outlines outlines, MattingSessions sessions)
{
    /// <param name="sources">What it is made from, the run's photo first.</param>
    /// <param name="inputs">The same, with what was drawn over each.</param>
    public async Task<PhotoMaterial> GetAsync(string recipe, string parameters, IReadOnlyList<Asset> sources, IReadOnlyList<InputPhoto> inputs, CancellationToken cancellationToken)
    {
        if (recipe == Recipes.BeforeAfter.Id) return new(null, await sessions.ReadMasterAsync(sources[0], cancellationToken), Result: await sessions.ReadMasterAsync(sources[1], cancellationToken));
        if (recipe == Recipes.Variants.Id || recipe == Recipes.Group.Id)
        {
            List<Cutout> cutouts = [];
            foreach (var (source, input) in sources.Zip(inputs)) cutouts.Add(await outlines.GetAsync(source, input.Strokes ?? [], cancellationToken));
            return new(null, null, cutouts);
        }
        return await GetAsync(recipe, parameters, sources[0], inputs[0].Strokes ?? [], cancellationToken);
    }

    private async Task<PhotoMaterial> GetAsync(string recipe, string parameters, Asset photo, IReadOnlyList<OutlineStroke> strokes, CancellationToken cancellationToken)
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
