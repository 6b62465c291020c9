using CommerceOS.Studio.Rendering;

namespace CommerceOS.Studio.Scenes.Materials;

/// <summary>Polished marble: clouds, and veins at three scales that follow ground which was folded twice.</summary>
internal sealed class Marble : Material
{
    private readonly Tint[] colours; // ground, cloud, vein, accent
    private readonly float scale;
    private readonly float veins;
    private readonly float clouds;

    private Marble(Tint[] colours, float sheen, float scale, float veins, float clouds)
        : base(sheen) => (this.colours, this.scale, this.veins, this.clouds) = (colours, scale, veins, clouds);

    internal static Marble Read(SceneReader reader, float sheen) => new(
        reader.Colours("colours", 4, 4),
        sheen,
        reader.Number("scale", .3f, 4, "times the usual size", 1),
        reader.Number("veins", 0, 1, "of full strength", .7f),
        reader.Number("clouds", 0, 1, "of full strength", .6f));

    internal override Tint Mean => colours[0].Towards(colours[1], clouds * .4f);

    internal override Material Painted(Tint colour) => new Marble([.. Repainted(colours[..2], colour), .. colours[2..]], Sheen, scale, veins, clouds);

    internal override Tint At(in Spot spot, int seed, float lightX, out float gloss)
    {
        gloss = 1;
        // Beds lie slanted in the quarry.
        float x = (spot.X * .80f + spot.Y * .60f) / scale, y = (spot.Y * .80f - spot.X * .60f) / scale;
        var blur = MathF.Max(spot.BlurX, spot.BlurY * .5f) / scale;
        float foldX = Noise.Octaves(x * 1.4f, y * 1.4f, 4, seed, blur * 1.4f), foldY = Noise.Octaves(x * 1.4f + 31, y * 1.4f + 7, 4, seed + 50, blur * 1.4f);
        float u = x + .42f * foldX, v = y + .42f * foldY;
        float finer = Noise.Octaves(u * 4.5f, v * 4.5f, 3, seed + 90, blur * 4.5f), finerStill = Noise.Octaves(u * 4.5f + 13, v * 4.5f, 3, seed + 95, blur * 4.5f);
        float p = u + .09f * finer, q = v + .09f * finerStill;

        var cloud = Math.Clamp(.45f + .75f * Noise.Octaves(p * 1.1f, q * 2.3f, 4, seed + 120, blur * 2), 0, 1);
        var colour = colours[0].Towards(colours[1], cloud * clouds);
        var presence = Curves.Smooth(-.25f, .45f, Noise.At(p * .9f, q * .9f, seed + 200));
        var broad = Vein(Noise.At(p * .75f, q * 1.7f, seed + 140), .045f + .05f * presence, blur * 1.7f);
        var halo = Vein(Noise.At(p * .75f, q * 1.7f, seed + 140), .30f, blur * 1.7f);
        var middle = Vein(Noise.At(p * 2.1f + 5, q * 3.4f, seed + 160), .040f, blur * 3.4f) * Curves.Smooth(-.3f, .4f, Noise.At(p * 1.7f + 40, q * 1.7f, seed + 210));
        var hair = Vein(Noise.At(p * 5.3f, q * 7.1f + 9, seed + 180), .050f, blur * 7.1f) * Curves.Smooth(-.1f, .5f, Noise.At(p * 2.6f + 80, q * 2.6f, seed + 220));
        colour = colour.Towards(colours[2], veins * halo * halo * .34f * presence);
        colour = colour.Towards(colours[2], Math.Clamp(veins * (broad * (.35f + .65f * presence) + middle * .62f + hair * .34f), 0, .96f));
        colour = colour.Towards(colours[3], veins * broad * middle * .5f + veins * hair * halo * .25f);
        // Crystals: a faint sparkle of brightness under the polish.
        var crystal = Noise.At(spot.X * 340, spot.Y * 340, seed + 250) * Noise.Resolved(340, spot.BlurY);
        return colour.Times(1 + crystal * .012f);
    }

    // A line where the field passes zero: full at zero, gone at the given width, wider and fainter where blurred.
    private static float Vein(float field, float width, float blur)
    {
        var wide = MathF.Sqrt(width * width + blur * blur * .8f);
        var t = MathF.Abs(field) / wide;
        return t >= 1 ? 0 : (1 - t) * (1 - t) * (width / wide);
    }
}
