using System.Runtime.InteropServices;
using CommerceOS.Studio.Rendering;

namespace CommerceOS.Studio.Scenes.Materials;

/// <summary>A place on a surface.</summary>
/// <param name="X">Across, in frame sides at the product's distance.</param>
/// <param name="Y">Away from the camera on a floor, upwards on a wall.</param>
/// <param name="BlurX">What cannot be resolved across: the pixel's size and the loss of focus.</param>
/// <param name="BlurY">The same along Y; several times larger on a floor seen at an angle.</param>
/// <param name="Share">0 at the wall's top or the floor's far end, 1 at the other end.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Spot(float X, float Y, float BlurX, float BlurY, float Share);

/// <summary>What a wall or a floor is made of. Immutable.</summary>
internal abstract class Material
{
    private protected Material(float sheen) => Sheen = sheen;

    /// <summary>How much a floor mirrors the wall at a flat angle, 0 to 1.</summary>
    internal float Sheen { get; }

    /// <summary>Paint takes light evenly; everything else has its own texture and is lit by multiplying.</summary>
    internal virtual bool IsPaint => false;

    /// <summary>Colour of the place under plain light.</summary>
    /// <param name="gloss">1 where the surface mirrors as usual, more or less where it does not.</param>
    internal abstract Tint At(in Spot spot, int seed, float lightX, out float gloss);

    /// <summary>The same material in a merchant's colour.</summary>
    internal abstract Material Painted(Tint colour);

    /// <summary>A colour that stands for the whole.</summary>
    internal abstract Tint Mean { get; }

    internal static Material Read(SceneReader reader)
    {
        var sheen = reader.Number("sheen", 0, 1, "of a mirror", 0);
        Material material = reader.Choice("material", null, "gradient", "wood", "marble", "terrazzo", "fabric", "plaster") switch
        {
            "wood" => Wood.Read(reader, sheen),
            "marble" => Marble.Read(reader, sheen),
            "terrazzo" => Terrazzo.Read(reader, sheen),
            "fabric" => Fabric.Read(reader, sheen),
            "plaster" => Plaster.Read(reader, sheen),
            _ => Gradient.Read(reader, sheen),
        };
        reader.Done();
        return material;
    }

    /// <summary>Colours moved to another hue; what was lighter or darker than their mean stays so.</summary>
    private protected static Tint[] Repainted(Tint[] colours, Tint colour)
    {
        var mean = MeanOf(colours).Luma;
        return Array.ConvertAll(colours, old => colour.Times(Math.Clamp(old.Luma / Math.Max(1, mean), .35f, 1.8f)).Clamped());
    }

    private protected static Tint MeanOf(Tint[] colours) =>
        new(colours.Average(colour => colour.Red), colours.Average(colour => colour.Green), colours.Average(colour => colour.Blue));
}
