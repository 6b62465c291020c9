using System.Text.Json;
using System.Text.Json.Serialization;
using CommerceOS.Studio.Rendering;
using CommerceOS.Studio.Scenes.Materials;

namespace CommerceOS.Studio.Scenes;

[JsonConverter(typeof(JsonStringEnumConverter<SceneGroup>))]
public enum SceneGroup
{
    Studio,
    Pastel,
    Dark,
    Wood,
    Stone,
    Fabric,
    Seasonal,
}

/// <summary>
/// A place to show products in, read from a document (Scenes/Library/*.json). Lengths in a document are shares of the
/// frame's shorter side, called "side"; colours are sRGB; light is counted in levels of 255.
/// </summary>
public sealed class Scene
{
    private const int MostProps = 6;

    private Scene(string id, string english, string chinese, SceneGroup group, SceneLook look) =>
        (Id, EnglishName, ChineseName, Group, Look) = (id, english, chinese, group, look);

    /// <summary>Stable: stored with every picture that was made in the scene.</summary>
    public string Id { get; }

    public string EnglishName { get; }

    /// <summary>In Simplified Chinese.</summary>
    public string ChineseName { get; }

    public SceneGroup Group { get; }

    internal SceneLook Look { get; }

    /// <summary>The same place with the merchant's colours on wall or floor.</summary>
    internal Scene Painted(Tint? wall, Tint? floor) => wall is null && floor is null
        ? this
        : new Scene(Id, EnglishName, ChineseName, Group, Look with
        {
            Wall = wall is { } w ? Look.Wall.Painted(w) : Look.Wall,
            Floor = floor is { } f ? Look.Floor.Painted(f) : Look.Floor,
            Shadow = floor is { } ground ? Look.Shadow with { Tint = ground.Times(.16f) } : Look.Shadow,
        });

    /// <exception cref="SceneDocumentException">The document is not as expected.</exception>
    internal static Scene Read(string name, ReadOnlyMemory<byte> document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            return Read(new SceneReader(json.RootElement, name));
        }
        catch (JsonException broken)
        {
            throw new SceneDocumentException($"{name}: expected JSON, got text that breaks off at line {broken.LineNumber + 1}.");
        }
    }

    private static Scene Read(SceneReader reader)
    {
        var id = reader.Text("id", 40);
        if (!id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
        {
            throw reader.Refused("id", $"letters a to z, digits and hyphens, got \"{id}\"");
        }

        var names = reader.Child("name");
        var group = Enum.Parse<SceneGroup>(reader.Choice("group", null, "studio", "pastel", "dark", "wood", "stone", "fabric", "seasonal"), ignoreCase: true);
        var scene = new Scene(id, names.Text("en", 40), names.Text("zh-Hans", 20), group, new SceneLook(
            Material.Read(reader.Child("wall")),
            Material.Read(reader.Child("floor")),
            reader.Number("horizon", .05f, .40f, "of the side", .165f),
            reader.Number("edge", .002f, .30f, "of the side", .16f),
            reader.Number("blur", 0, .05f, "of the side", 0),
            SceneLight.Read(reader.Child("light")),
            ShadowLook.Read(reader.Child("shadow")),
            reader.Number("reflection", 0, .6f, "of full opacity", 0),
            [.. reader.Children("props", MostProps).Select(Prop.Read)]));
        names.Done();
        reader.Done();
        return scene;
    }
}

/// <param name="Wall">Behind the product.</param>
/// <param name="Floor">Under it.</param>
/// <param name="Horizon">From the product's foot up to where the floor meets the wall, in sides.</param>
/// <param name="Edge">Height of the soft transition between floor and wall, in sides.</param>
/// <param name="Blur">Loss of focus at the wall, as a diameter in sides.</param>
/// <param name="Light">Where it comes from and what it passes.</param>
/// <param name="Shadow">The product's.</param>
/// <param name="Reflection">Opacity of the product's reflection at its foot.</param>
/// <param name="Props">Decoration, from back to front.</param>
internal sealed record SceneLook(
    Material Wall, Material Floor, float Horizon, float Edge, float Blur, SceneLight Light, ShadowLook Shadow, float Reflection, IReadOnlyList<Prop> Props);

/// <param name="Pool">Levels that the light adds at its middle.</param>
/// <param name="Offset">Distance of the light's middle from the frame's, towards the light's side, in widths.</param>
/// <param name="Vignette">Darkening towards the corners.</param>
/// <param name="Falloff">How much darker the far side of a material is than the lit side.</param>
/// <param name="Gobo">What the light passes on its way, or null.</param>
internal sealed record SceneLight(float Pool, float Offset, float Vignette, float Falloff, Gobo? Gobo)
{
    internal static SceneLight Read(SceneReader reader)
    {
        var light = new SceneLight(
            reader.Number("pool", 0, 100, "levels"),
            reader.Number("offset", 0, .4f, "of the width", 0),
            reader.Number("vignette", 0, .6f, "of the light", .12f),
            reader.Number("falloff", 0, .6f, "of the light", 0),
            reader.Has("gobo") ? Gobo.Read(reader.Child("gobo")) : null);
        reader.Done();
        return light;
    }
}

/// <param name="Tint">A dark tone of the floor; pure black would look cut out.</param>
/// <param name="Strength">Of contact and ambient shadow, relative to the usual.</param>
/// <param name="Cast">Opacity of the shadow thrown across the floor.</param>
internal sealed record ShadowLook(Tint Tint, float Strength, float Cast)
{
    internal static ShadowLook Read(SceneReader reader)
    {
        var look = new ShadowLook(
            reader.Colour("tint"), reader.Number("strength", 0, 1.5f, "times the usual"), reader.Number("cast", 0, .6f, "of full opacity", 0));
        reader.Done();
        return look;
    }
}
