using System.Text.Json;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Studio;
using CommerceOS.Studio.Editing;

namespace CommerceOS.Workers.Generation;

/// <summary>Turns steps, or a channel's size, into the Studio's.</summary>
internal static class EditMaker
{
    // Steps come from the database, where the order of an object's fields may be another one.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { AllowOutOfOrderMetadataProperties = true };

    public static MadePiece Make(StudioEngine studio, byte[] master, Cutout? cutout, string recipe, string parameters, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(parameters);
        var p = document.RootElement;
        var steps = recipe == Recipes.ChannelSizes.Id ? Read(Preset(p).Steps(cutout is null ? null : PictureMaker.Box(cutout.InPhoto))) : Read(p.GetProperty("steps").GetRawText());
        var picture = studio.Edit(master, steps, cutout, cancellationToken);
        var alignment = picture is { InPhoto: { } photo, InPicture: { } result } ? new Alignment(PictureMaker.Box(photo), PictureMaker.Box(result)) : null;
        return new(
            AssetKind.Image, () => new MemoryStream(picture.Bytes), picture.Bytes, picture.ContentType, picture.Extension, picture.Width, picture.Height, picture.EngineVersion, null, null,
            alignment, PictureChecks.Of(picture.Checks, cutout?.Verdict));
    }

    public static IReadOnlyList<EditStep> Read(string steps) => JsonSerializer.Deserialize<IReadOnlyList<EditStep>>(steps, Json)!;

    /// <exception cref="GenerationFailedException">An older version knew a size that this one does not.</exception>
    public static ChannelPreset Preset(JsonElement parameters) => parameters.GetProperty("channel").GetString() is var id && ChannelPresets.Find(id) is { } preset
        ? preset
        : throw new GenerationFailedException("preset_gone", $"The size {id} does not exist any more.");
}
