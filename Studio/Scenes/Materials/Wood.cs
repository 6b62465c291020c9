using CommerceOS.Studio.Rendering;

namespace CommerceOS.Studio.Scenes.Materials;

/// <summary>
/// Planks cut from trunks. Each plank is a plane through growth rings whose axis is tilted a little, which draws the long
/// arches of flat-sawn boards; fibres, pores, knots and a tone of its own come on top.
/// </summary>
internal sealed class Wood : Material
{
    private const float SeamWidth = .0016f;

    private readonly Tint[] colours; // early wood, late wood, pores and seams
    private readonly float plank;
    private readonly float length;
    private readonly bool away;
    private readonly float rings;
    private readonly float contrast;
    private readonly float variation;
    private readonly float pores;
    private readonly float knots;

    private Wood(Tint[] colours, float sheen, float plank, float length, bool away, float rings, float contrast, float variation, float pores, float knots)
        : base(sheen) =>
        (this.colours, this.plank, this.length, this.away, this.rings, this.contrast, this.variation, this.pores, this.knots) =
        (colours, plank, length, away, rings, contrast, variation, pores, knots);

    internal static Wood Read(SceneReader reader, float sheen) => new(
        reader.Colours("colours", 3, 3),
        sheen,
        reader.Number("plank", .05f, 2, "sides wide"),
        reader.Number("length", .3f, 20, "sides long", 4),
        reader.Choice("planks", "across", "across", "away") == "away",
        reader.Number("rings", 10, 200, "a side", 70),
        reader.Number("contrast", 0, 1, "of full contrast", .7f),
        reader.Number("variation", 0, .5f, "of a plank's tone", .1f),
        reader.Number("pores", 0, 1, "of full contrast", .5f),
        reader.Number("knots", 0, 1, "of the planks", .15f));

    internal override Tint Mean => colours[0].Towards(colours[1], .35f);

    internal override Material Painted(Tint colour) => new Wood(Repainted(colours, colour), Sheen, plank, length, away, rings, contrast, variation, pores, knots);

    internal override Tint At(in Spot spot, int seed, float lightX, out float gloss)
    {
        var (along, across, blurAlong, blurAcross) = away ? (spot.Y, spot.X, spot.BlurY, spot.BlurX) : (spot.X, spot.Y, spot.BlurX, spot.BlurY);
        across += plank * .37f;
        var row = (int)MathF.Floor(across / plank);
        var inRow = across - row * plank;
        along += Noise.Hash(row, 3, seed) * length;
        var board = (int)MathF.Floor(along / length);
        var inBoard = along - board * length;
        var id = row * 613 + board * 7;
        var character = Noise.Hash(row, board, seed + 1);

        var rim = RingAt(id, character, inBoard, inRow - plank / 2, seed, blurAlong, blurAcross, out var core);
        // Fibres run along the plank; two sizes of them.
        var fine = Noise.At(along * 9, across * 330, seed + id) * Noise.Resolved(330, blurAcross);
        var coarse = Noise.At(along * 3.1f, across * 95, seed + id + 5) * Noise.Resolved(95, blurAcross);
        var clouds = Noise.Octaves(along * 1.3f, across * 5, 2, seed + id + 9, blurAcross * 5);
        var late = Math.Clamp(contrast * (rim * .85f + coarse * .16f + clouds * .22f) + .10f, 0, 1);
        var colour = colours[0].Towards(colours[1], late);
        colour = colour.Times(1 + (character - .5f) * 2 * variation + fine * .035f + coarse * .02f + clouds * .06f);
        if (pores > 0 && Noise.Resolved(420, blurAcross) is > 0 and var seen)
        {
            var dash = Noise.At(along * 26, across * 420, seed + id + 21) - .30f + (rim - .5f) * .25f;
            colour = colour.Towards(colours[2], Math.Clamp(dash * 3.2f, 0, 1) * seen * pores * .5f);
        }

        colour = colour.Towards(colours[2], core * .8f);
        var toEnd = MathF.Min(inBoard, length - inBoard);
        var toSide = MathF.Min(inRow, plank - inRow);
        var seam = MathF.Max(Line(toSide, SeamWidth, blurAcross), Line(toEnd, SeamWidth * .8f, blurAlong));
        // A planed edge is rounded: it catches light just beside the seam.
        var bevel = Line(toSide - SeamWidth * 3, SeamWidth * 1.6f, blurAcross) * (inRow < plank / 2 ? 1 : -.6f);
        gloss = Math.Clamp(1 + fine * .5f + coarse * .3f - seam, 0, 1.6f);
        return colour.Times(1 + bevel * .07f).Towards(colours[2].Times(.55f), seam * .85f);
    }

    // 0 in early wood, rising to 1 in the dark line of late wood.
    private float RingAt(int id, float character, float along, float across, int seed, float blurAlong, float blurAcross, out float core)
    {
        var heart = (Noise.Hash(id, 11, seed) - .5f) * plank * 1.5f;
        var depth = plank * (.12f + .55f * character) + (along - length / 2) * (Noise.Hash(id, 12, seed) - .5f) * .13f + .035f * Noise.At(along * 1.7f, id, seed + 2);
        var sideways = across - heart + .018f * Noise.At(along * 2.2f, across * 4, seed + id + 3) + .0035f * Noise.At(along * 11, across * 26, seed + id + 4);
        var radius = MathF.Sqrt(sideways * sideways + depth * depth);
        core = 0;
        if (Noise.Hash(id, 13, seed) < knots)
        {
            // Rings flow around the branch that once grew there.
            var knotAlong = along - length * (.2f + .6f * Noise.Hash(id, 14, seed));
            var knotAcross = across - plank * .55f * (Noise.Hash(id, 15, seed) - .5f);
            var size = .010f + .012f * Noise.Hash(id, 16, seed);
            var far = knotAlong * knotAlong * .3f + knotAcross * knotAcross;
            radius += size * 2.4f * MathF.Exp(-far / (size * size * 9));
            var soft = MathF.Max(blurAcross, .003f);
            core = (1 - Curves.Smooth(size - soft, size + soft, MathF.Sqrt(far) * (1 + .2f * Noise.At(knotAlong * 60, knotAcross * 60, seed)))) * Math.Clamp(size / soft * .4f, 0, 1);
        }

        var phase = radius * rings + .35f * Noise.At(along * 1.1f, radius * rings * .23f, seed + id + 6);
        // How fast rings pass by across the plank decides whether they can still be told apart.
        var slope = rings * MathF.Min(1, MathF.Abs(sideways) / MathF.Max(radius, .001f) + .08f);
        var seen = Noise.Resolved(slope, MathF.Max(blurAcross, blurAlong * .06f));
        var ring = phase - MathF.Floor(phase);
        var year = .55f + .45f * Noise.Hash((int)MathF.Floor(phase), 17, seed + id); // good years and bad years
        var profile = ring < .80f ? ring * ring * ring * 1.95f : 1 - Curves.Smooth(.80f, 1, ring);
        return (profile * year) * seen + .27f * (1 - seen);
    }

    private static float Line(float distance, float width, float blur)
    {
        var wide = MathF.Sqrt(width * width + blur * blur * .5f);
        return width / wide * MathF.Exp(-distance * distance / (wide * wide));
    }
}
