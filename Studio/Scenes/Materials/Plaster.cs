using CommerceOS.Studio.Rendering;

namespace CommerceOS.Studio.Scenes.Materials;

/// <summary>Trowelled plaster, concrete or snow: mottled tone and a shallow relief lit from the side.</summary>
internal sealed class Plaster : Material
{
    private readonly Tint[] colours; // as a gradient
    private readonly float scale;
    private readonly float mottle;
    private readonly float relief;
    private readonly float pores;

    private Plaster(Tint[] colours, float sheen, float scale, float mottle, float relief, float pores)
        : base(sheen) => (this.colours, this.scale, this.mottle, this.relief, this.pores) = (colours, scale, mottle, relief, pores);

    internal static Plaster Read(SceneReader reader, float sheen) => new(
        reader.Colours("colours", 2, 2),
        sheen,
        reader.Number("scale", .2f, 6, "times the usual size", 1),
        reader.Number("mottle", 0, 1, "of full contrast", .4f),
        reader.Number("relief", 0, 1, "of full depth", .3f),
        reader.Number("pores", 0, 1, "of full density", 0));

    internal override Tint Mean => MeanOf(colours);

    internal override Material Painted(Tint colour) => new Plaster(Repainted(colours, colour), Sheen, scale, mottle, relief, pores);

    internal override Tint At(in Spot spot, int seed, float lightX, out float gloss)
    {
        float x = spot.X / scale, y = spot.Y / scale, blur = MathF.Max(spot.BlurX, spot.BlurY * .6f) / scale;
        float foldX = Noise.Octaves(x * 2.1f, y * 2.1f, 3, seed, blur * 2), foldY = Noise.Octaves(x * 2.1f + 9, y * 2.1f + 4, 3, seed + 20, blur * 2);
        float u = x + .10f * foldX, v = y + .10f * foldY;
        var tone = Noise.Octaves(u * 2.4f, v * 2.4f, 5, seed + 40, blur * 2.4f);
        var lit = relief <= 0 ? 0 : (Height(u, v, blur, seed) - Height(u - lightX * .012f, v + .006f, blur, seed)) * -lightX * lightX * 3.4f;
        var colour = colours[0].Towards(colours[1], spot.Share).Times(1 + mottle * .16f * tone + relief * lit);
        if (pores > 0 && Noise.Resolved(70, blur) is > 0 and var seen)
        {
            var hole = Noise.At(x * 70, y * 70, seed + 70) - .62f + .12f * tone;
            colour = colour.Times(1 - Math.Clamp(hole * 5, 0, 1) * .30f * pores * seen);
        }

        gloss = 1 + tone * .3f;
        return colour;
    }

    private static float Height(float x, float y, float blur, int seed) =>
        Noise.Octaves(x * 7, y * 9, 4, seed + 60, blur * 9) * .45f + .06f * Noise.At(x * 45, y * 90, seed + 65) * Noise.Resolved(90, blur);
}
