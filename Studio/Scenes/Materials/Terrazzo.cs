using CommerceOS.Studio.Rendering;

namespace CommerceOS.Studio.Scenes.Materials;

/// <summary>Broken stone in cement, ground flat and polished.</summary>
internal sealed class Terrazzo : Material
{
    private static readonly (float Frequency, float Share, float Gap)[] Sizes = [(110, .42f, .20f), (52, .40f, .16f), (24, .34f, .12f)];

    private readonly Tint[] colours; // cement, then chips
    private readonly float scale;

    private Terrazzo(Tint[] colours, float sheen, float scale)
        : base(sheen) => (this.colours, this.scale) = (colours, scale);

    internal static Terrazzo Read(SceneReader reader, float sheen) =>
        new(reader.Colours("colours", 3, 8), sheen, reader.Number("scale", .3f, 4, "times the usual size", 1));

    internal override Tint Mean => colours[0];

    internal override Material Painted(Tint colour) => new Terrazzo([colour, .. colours[1..]], Sheen, scale);

    internal override Tint At(in Spot spot, int seed, float lightX, out float gloss)
    {
        float x = spot.X / scale, y = spot.Y / scale;
        float blurX = spot.BlurX / scale, blurY = spot.BlurY / scale;
        gloss = 1;
        var mottle = Noise.Octaves(x * 9, y * 9, 3, seed, blurY * 9);
        var sand = Noise.At(x * 300, y * 300, seed + 1) * Noise.Resolved(300, blurY);
        var colour = colours[0].Times(1 + mottle * .035f + sand * .03f);
        foreach (var (frequency, share, gap) in Sizes)
        {
            colour = Chips(colour, x, y, blurX, blurY, frequency, share, gap, seed + (int)frequency);
        }

        return colour;
    }

    private Tint Chips(Tint ground, float x, float y, float blurX, float blurY, float frequency, float share, float gap, int seed)
    {
        float u = x * frequency, v = y * frequency;
        u += .28f * Noise.At(u * .9f, v * .9f, seed + 2);
        v += .28f * Noise.At(u * .9f + 20, v * .9f, seed + 3);
        int cellX = (int)MathF.Floor(u), cellY = (int)MathF.Floor(v), ownX = 0, ownY = 0;
        float nearest = 9, second = 9;
        for (var j = cellY - 1; j <= cellY + 1; j++)
        {
            for (var i = cellX - 1; i <= cellX + 1; i++)
            {
                float dx = i + Noise.Hash(i, j, seed) - u, dy = j + Noise.Hash(i, j, seed + 1) - v;
                // Chips are not round: each cell measures distance in a direction of its own.
                var lean = Noise.Hash(i, j, seed + 4) * 2 - 1;
                var distance = MathF.Abs(dx + lean * dy) + MathF.Abs(dy - lean * dx) * 1.15f;
                if (distance < nearest)
                {
                    (second, nearest, ownX, ownY) = (nearest, distance, i, j);
                }
                else if (distance < second)
                {
                    second = distance;
                }
            }
        }

        if (Noise.Hash(ownX, ownY, seed + 5) > share)
        {
            return ground;
        }

        var soft = MathF.Max(.05f, (blurX + blurY * .6f) * frequency * .9f);
        var inside = Curves.Smooth(gap - soft, gap + soft, second - nearest) * Math.Clamp(1.4f - soft * .8f, .25f, 1);
        var pick = Noise.Hash(ownX, ownY, seed + 6);
        var chip = colours[1 + Math.Min(colours.Length - 2, (int)(pick * (colours.Length - 1)))];
        var tone = .93f + .14f * Noise.Hash(ownX, ownY, seed + 7) + .05f * Noise.At(u * 2.5f, v * 2.5f, seed + 8);
        return ground.Towards(chip.Times(tone), inside * .93f);
    }
}
