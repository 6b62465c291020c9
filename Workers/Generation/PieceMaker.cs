using System.Globalization;
using System.Text.Json;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Studio;

namespace CommerceOS.Workers.Generation;

/// <summary>Makes a picture or video from what its capsule says, and from nothing else: the same capsule gives the same bytes.</summary>
internal sealed class PieceMaker(StudioEngine studio)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Of the engine that would make it now. A result of another version can not be expected again byte for byte.</summary>
    public string EngineOf(string recipe, string parameters) =>
        recipe == Recipes.ProductVideo.Id ? studio.VideoEngineVersion
        : recipe == Recipes.PhotoEdit.Id || recipe == Recipes.ChannelSizes.Id ? studio.EditEngineVersion
        : PictureMaker.IsTemplate(recipe, parameters) ? studio.TemplateEngineVersion : studio.EngineVersion;

    /// <param name="file">The bytes that <see cref="RenderInputs.Logo"/> or <see cref="RenderInputs.Music"/> is the hash of; null for none.</param>
    public async Task<MadePiece> MakeAsync(
        string recipe, string parameters, RenderInputs inputs, PhotoMaterial photo, BrandFile? file, IProgress<double> progress, CancellationToken cancellationToken)
    {
        if (photo.Cutouts is { } several && several.Index().Where(c => c.Item.Verdict.NothingFound).Select(c => (int?)c.Index + 1).FirstOrDefault() is { } bare)
        {
            throw new GenerationFailedException("nothing_found", string.Create(CultureInfo.InvariantCulture, $"In photo {bare} of {several.Count} no product could be told from the backdrop. Mark it by hand, or use a photo with a plain backdrop that differs from the product."));
        }
        if (photo.Cutout is { Verdict.NothingFound: true }) throw new GenerationFailedException("nothing_found", "No product could be told from the backdrop. Use a photo with a plain backdrop that differs from the product.");
        try
        {
            if (photo.Cutouts is { } cutouts) return SheetMaker.Make(studio, cutouts, recipe, parameters, inputs.Words!.Value, cancellationToken);
            if (photo.Result is { } result) return SheetMaker.Make(studio, photo.Master!, result, inputs.Words!.Value, cancellationToken);
            if (photo.Master is { } master) return EditMaker.Make(studio, master, photo.Cutout, recipe, parameters, cancellationToken);
            var cutout = photo.Cutout!;
            return recipe == Recipes.ProductVideo.Id
                ? await VideoMaker.MakeAsync(studio, cutout, parameters, inputs.Words!.Value.Deserialize<IReadOnlyList<ShotDraft>>(Json)!, file?.Bytes, progress, cancellationToken)
                : await PictureAsync(recipe, parameters, inputs, cutout, file?.Bytes, cancellationToken);
        }
        catch (StudioUnavailableException missing)
        {
            throw new GenerationFailedException("not_installed", missing.Message);
        }
        catch (StudioParameterException refused)
        {
            // The same wish would be refused again, however often it is tried.
            throw new GenerationFailedException(refused.ParamName == "text" ? "text_unfit" : "not_possible", refused.Message);
        }
    }

    private async Task<MadePiece> PictureAsync(string recipe, string parameters, RenderInputs inputs, Cutout cutout, byte[]? logo, CancellationToken cancellationToken)
    {
        var picture = await PictureMaker.MakeAsync(studio, cutout, recipe, parameters, inputs.Words, logo, cancellationToken);
        return new(
            AssetKind.Image, () => new MemoryStream(picture.Bytes), picture.Bytes, picture.ContentType, "jpg", picture.Width, picture.Height, picture.EngineVersion, null, null,
            PictureMaker.Align(cutout, picture), PictureChecks.Of(picture.Checks, cutout.Verdict));
    }
}
