using System.Numerics;
using CommerceOS.Benchmarks.Studio.Photographs;

namespace CommerceOS.Benchmarks.Studio.Training;

/// <summary>Grounds by chance: paper, cloth, wood, stone, tiles, checks, stripes and prints in any colours, sometimes another wall behind.</summary>
internal static class RandomScenery
{
    public static Scenery Of(Random random, Product product)
    {
        var floor = Material(random, product);
        if (Chance(.3f))
        {
            var (wall, edge, soft) = (Material(random, product), Between(.5f, 5), Between(.01f, .3f));
            var below = floor;
            floor = p => Vector3.Lerp(below(p), wall(p), Noise.Step(edge, edge + soft, p.Y));
        }

        return new Scenery("ground", floor, Plain: true);

        bool Chance(float share) => random.NextSingle() < share;

        float Between(float least, float most) => least + ((most - least) * random.NextSingle());
    }

    private static Func<Vector2, Vector3> Material(Random random, Product product)
    {
        var colour = random.Next(6) == 0 ? product.Main * Between(.8f, 1.2f) : RandomProduct.Colour(random);
        var other = random.Next(3) == 0 ? RandomProduct.Colour(random) : Vector3.Clamp((colour * Between(.4f, 1.7f)) + new Vector3(Between(-.04f, .04f), 0, Between(-.04f, .04f)), new(.01f), new(.9f));
        float scale = Between(.4f, 2.5f), turn = Between(0, MathF.PI), mottle = Between(0, .15f), fine = Between(0, .1f), joint = Between(.008f, .05f);
        var (seed, octaves, bright) = (random.Next(1000), random.Next(3, 7), RandomProduct.Colour(random));
        Vector2 Turned(Vector2 p) => new((p.X * MathF.Cos(turn)) - (p.Y * MathF.Sin(turn)), (p.X * MathF.Sin(turn)) + (p.Y * MathF.Cos(turn)));
        float Uneven(Vector2 p) => 1 + (mottle * (Noise.Fractal(new(p.X * 1.2f, p.Y * 1.2f, seed), 3) - .5f)) + (fine * (Noise.Value(new(p.X * 45, p.Y * 45, seed)) - .5f));
        return random.Next(11) switch
        {
            0 or 1 or 2 => p => colour * Uneven(p),
            3 => p =>
            {
                var q = Turned(p);
                return colour * (.86f + (.1f * MathF.Sin(q.X * 70 * scale) * MathF.Sin(q.Y * 70 * scale)) + (mottle * (Noise.Value(new(q.X * 3, q.Y * 40, 1)) + Noise.Value(new(q.X * 40, q.Y * 3, 2)) - 1)));
            },
            4 => p => colour * (.7f + (.6f * Noise.Fractal(new(p.X * scale, p.Y * scale, seed), octaves)) + (fine * (Noise.Value(new(p.X * 30, p.Y * 30, 3)) - .5f))),
            5 => p =>
            {
                var q = turn > 1.57f ? p : Turned(p);
                var plank = MathF.Floor(q.Y / (1.6f * scale));
                var grain = Noise.Fractal(new((q.X * .35f) + (plank * 17), q.Y * 4, plank + seed), 5);
                var seam = Noise.Step(0, joint, MathF.Abs(q.Y - (MathF.Round(q.Y / (1.6f * scale)) * 1.6f * scale)));
                return Vector3.Lerp(other, colour, Noise.Step(.25f, .75f, grain)) * (.84f + (.3f * Noise.Value(new(q.X * 2.2f, q.Y * 60, 4)))) * (.35f + (.65f * seam));
            },
            6 => p =>
            {
                var swirl = Noise.Fractal(new(p.X * .55f * scale, p.Y * .55f * scale, seed), 6);
                var vein = MathF.Exp(-MathF.Pow((swirl - .5f) * 38, 2)) * Noise.Value(new(p.X * .6f, p.Y * .6f, 5));
                return Vector3.Lerp(colour, other, vein) * (.9f + (.15f * Noise.Fractal(new(p.X, p.Y, 3), 4)));
            },
            7 => p =>
            {
                var q = Turned(p) / scale;
                var gap = MathF.Min(MathF.Abs(q.X - MathF.Round(q.X)), MathF.Abs(q.Y - MathF.Round(q.Y)));
                int x = (int)MathF.Floor(q.X), y = (int)MathF.Floor(q.Y);
                var shade = Noise.Cell(x, y, seed);
                return gap < joint ? bright : (shade < .33f ? colour : shade < .66f ? other : (colour + other) / 2) * (.85f + (.3f * Noise.Cell(x, y, 8)));
            },
            8 => p =>
            {
                var q = Turned(p) / (scale * .6f);
                var share = (((int)MathF.Floor(q.X) & 1) + ((int)MathF.Floor(q.Y) & 1)) / 2f;
                return Vector3.Lerp(colour, other, share) * Uneven(p);
            },
            9 => p => ((int)MathF.Floor(Turned(p).X / (scale * .4f)) & 1) == 0 ? colour * Uneven(p) : other * Uneven(p),
            _ => p =>
            {
                // Scattered pieces: terrazzo, confetti, petals, gravel.
                var q = p * (2 * scale);
                int x = (int)MathF.Floor(q.X), y = (int)MathF.Floor(q.Y);
                var middle = new Vector2(x + .2f + (.6f * Noise.Cell(x, y, seed)), y + .2f + (.6f * Noise.Cell(x, y, seed + 1)));
                var inside = (q - middle).Length() < .1f + (.3f * Noise.Cell(x, y, seed + 2));
                return (inside ? Vector3.Lerp(other, bright, Noise.Cell(x, y, seed + 3)) : colour) * Uneven(p);
            },
        };

        float Between(float least, float most) => least + ((most - least) * random.NextSingle());
    }
}
