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
    public string EngineOf(string recipe) =>
        recipe == Recipes.ProductVideo.Id ? studio.VideoEngineVersion : recipe == Recipes.PhotoEdit.Id || recipe == Recipes.ChannelSizes.Id ? studio.EditEngineVersion : studio.EngineVersion;

    public async Task<MadePiece> MakeAsync(string recipe, string parameters, RenderInputs inputs, PhotoMaterial photo, IProgress<double> progress, CancellationToken cancellationToken)
    {
        if (photo.Cutout is { Verdict.NothingFound: true }) throw new GenerationFailedException("nothing_found", "No product could be told from the backdrop. Use a photo with a plain backdrop that differs from the product.");
        try
        {
            if (photo.Master is { } master) return EditMaker.Make(studio, master, photo.Cutout, recipe, parameters, cancellationToken);
            var cutout = photo.Cutout!;
            return recipe == Recipes.ProductVideo.Id
                ? await VideoMaker.MakeAsync(studio, cutout, parameters, inputs.Words!.Value.Deserialize<IReadOnlyList<ShotDraft>>(Json)!, progress, cancellationToken)
                : Picture(recipe, parameters, inputs, cutout, cancellationToken);
        }
        catch (StudioUnavailableException missing)
        {
            throw new GenerationFailedException("not_installed", missing.Message);
        }
        catch (StudioParameterException refused)
        {
            // The same wish would be refused again, however often it is tried.
            throw new GenerationFailedException("not_possible", refused.Message);
        }
    }

    private MadePiece Picture(string recipe, string parameters, RenderInputs inputs, Cutout cutout, CancellationToken cancellationToken)
    {
        var picture = PictureMaker.Make(studio, cutout, recipe, parameters, inputs.Words, cancellationToken);
        return new(
            AssetKind.Image, () => new MemoryStream(picture.Bytes), picture.Bytes, picture.ContentType, "jpg", picture.Width, picture.Height, picture.EngineVersion, null, null,
            PictureMaker.Align(cutout, picture), PictureChecks.Of(picture.Checks, cutout.Verdict));
    }
}
