using CommerceOS.Studio.Rendering;

namespace CommerceOS.Studio.Scenes.Materials;

/// <summary>Smooth paint from one colour to another: a studio's paper roll.</summary>
internal sealed class Gradient(Tint[] colours, float sheen) : Material(sheen)
{
    internal static Gradient Read(SceneReader reader, float sheen) => new(reader.Colours("colours", 2, 2), sheen);

    internal override bool IsPaint => true;

    internal override Tint Mean => MeanOf(colours);

    internal override Tint At(in Spot spot, int seed, float lightX, out float gloss)
    {
        gloss = 1;
        return colours[0].Towards(colours[1], spot.Share);
    }

    internal override Material Painted(Tint colour) => new Gradient(Repainted(colours, colour), Sheen);
}
