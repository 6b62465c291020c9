using CommerceOS.Studio.Rendering;

namespace CommerceOS.Studio.Scenes.Materials;

/// <summary>
/// Cloth laid loosely: folds lit from the side, a plain weave whose threads differ in thickness and tone, and for satin a
/// gloss along the folds instead of visible threads.
/// </summary>
internal sealed class Fabric : Material
{
    private const float Step = .010f;

    private readonly Tint[] colours; // far or top, near or bottom
    private readonly float threads;
    private readonly float weave;
    private readonly float folds;
    private readonly float scale;
    private readonly float satin;

    private Fabric(Tint[] colours, float sheen, float threads, float weave, float folds, float scale, float satin)
        : base(sheen) => (this.colours, this.threads, this.weave, this.folds, this.scale, this.satin) = (colours, threads, weave, folds, scale, satin);

    internal static Fabric Read(SceneReader reader, float sheen) => new(
        reader.Colours("colours", 2, 2),
        sheen,
        reader.Number("threads", 60, 600, "a side", 260),
        reader.Number("weave", 0, 1, "of full contrast", .6f),
        reader.Number("folds", 0, 1, "of full depth", .5f),
        reader.Number("scale", .3f, 4, "times the usual size of folds", 1),
        reader.Number("satin", 0, 1, "of full gloss", 0));

    internal override Tint Mean => MeanOf(colours);

    internal override Material Painted(Tint colour) => new Fabric(Repainted(colours, colour), Sheen, threads, weave, folds, scale, satin);

    internal override Tint At(in Spot spot, int seed, float lightX, out float gloss)
    {
        gloss = 1;
        var blur = MathF.Max(spot.BlurX, spot.BlurY * .5f) / scale;
        float x = spot.X / scale, y = spot.Y / scale;
        var here = Height(x, y, blur, seed);
        var towardsLight = (here - Height(x + lightX * Step, y, blur, seed)) / Step;
        var upwards = (here - Height(x, y + Step, blur, seed)) / Step;
        var slope = folds * (towardsLight * .80f + upwards * .35f);
        var lit = 1 - slope * .42f + folds * .10f * here;
        lit = lit > 1 ? 1 + MathF.Tanh((lit - 1) * 1.8f) * .30f : 1 - MathF.Tanh((1 - lit) * 1.2f) * .52f;
        var colour = colours[0].Towards(colours[1], spot.Share).Times(lit);
        if (satin > 0)
        {
            var facing = -slope * 1.1f - .18f;
            colour = colour.Plus(satin * 78 * MathF.Exp(-(facing - .42f) * (facing - .42f) * 14) - satin * 14);
        }

        return weave > 0 ? Woven(colour, spot, seed, here) : colour;
    }

    private Tint Woven(Tint colour, in Spot spot, int seed, float height)
    {
        // Threads follow the folds a little.
        float u = (spot.X + height * .012f) * threads, v = (spot.Y + height * .010f) * threads;
        int warp = (int)MathF.Floor(u), weft = (int)MathF.Floor(v);
        float acrossWarp = u - warp - .5f, acrossWeft = v - weft - .5f;
        var seen = Noise.Resolved(threads * .5f, MathF.Max(spot.BlurX, spot.BlurY * .8f));
        // Slubs: thread by thread thicker and thinner parts, long after the single thread cannot be made out.
        var slubs = Noise.At(u * .018f, weft * .55f, seed + 300) * Noise.Resolved(threads * .4f, spot.BlurY) + Noise.At(warp * .55f, v * .018f, seed + 310) * Noise.Resolved(threads * .4f, spot.BlurX);
        var cloth = Noise.Octaves(spot.X * 14, spot.Y * 14, 3, seed + 320, spot.BlurY * 14);
        var tone = slubs * .034f + cloth * .03f;
        if (seen > 0)
        {
            var warpOnTop = ((warp + weft) & 1) == 0;
            var crown = warpOnTop ? acrossWarp : acrossWeft;
            var dip = warpOnTop ? acrossWeft : acrossWarp;
            var thread = .22f - 1.5f * crown * crown - .5f * dip * dip;
            var own = (warpOnTop ? Noise.Hash(warp, 1, seed) : Noise.Hash(weft, 2, seed)) - .5f;
            tone += seen * (thread * .55f + own * .14f);
        }

        return colour.Times(1 + weave * tone);
    }

    // Cloth bends; it has no edges.
    private static float Rounded(float value) => MathF.Sqrt(value * value + .012f);

    // Broad waves and creases that run into each other.
    private static float Height(float x, float y, float blur, int seed)
    {
        var bend = Noise.At(x * .9f + 3, y * .7f, seed + 400);
        float u = x * .86f + y * .50f + .45f * bend, v = y * .86f - x * .50f + .30f * Noise.At(x * 1.3f, y * .9f + 8, seed + 410);
        var waves = .34f * Noise.At(u * 1.25f, v * .55f, seed + 420) + .15f * Noise.At(u * 2.6f, v * 1.1f + 5, seed + 430);
        var crease = 1 - Rounded(Noise.At(u * 1.9f + 7, v * .75f, seed + 440));
        var pinch = 1 - Rounded(Noise.At(u * 3.4f, v * 1.6f + 11, seed + 450));
        return waves + .16f * crease * crease * crease + .055f * pinch * pinch * pinch * Noise.Resolved(6, blur);
    }
}
