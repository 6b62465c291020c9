using System.Numerics;

namespace CommerceOS.Benchmarks.Studio.Photographs;

/// <summary>The ground and what rises behind it in one curve.</summary>
/// <param name="Name">For file names.</param>
/// <param name="Colour">Reflected light at a point, by its place along the curve (x across, y depth along the paper).</param>
/// <param name="Plain">True for paper, cloth and the like; false for what has a pattern of its own or resembles the product.</param>
internal sealed record Scenery(string Name, Func<Vector2, Vector3> Colour, bool Plain)
{
    public static Scenery White { get; } = new("white", p => new Vector3(.86f) * Mottled(p, .02f), Plain: true);

    public static Scenery Grey { get; } = new("grey", p => new Vector3(.34f, .35f, .37f) * Mottled(p, .04f), Plain: true);

    public static Scenery Blush { get; } = new("blush", p => new Vector3(.72f, .47f, .42f) * Mottled(p, .03f), Plain: true);

    public static Scenery Sage { get; } = new("sage", p => new Vector3(.36f, .44f, .33f) * Mottled(p, .03f), Plain: true);

    public static Scenery Slate { get; } = new("slate", p => new Vector3(.045f, .05f, .058f) * Mottled(p, .12f), Plain: true);

    public static Scenery Linen { get; } = new("linen", p =>
    {
        var weave = MathF.Sin(p.X * 70) * MathF.Sin(p.Y * 70);
        var slub = Noise.Value(new(p.X * 3, p.Y * 40, 1)) + Noise.Value(new(p.X * 40, p.Y * 3, 2));
        return new Vector3(.55f, .49f, .40f) * (.86f + (.1f * weave) + (.12f * (slub - 1)));
    }, Plain: true);

    public static Scenery Concrete { get; } = new("concrete", p =>
        new Vector3(.33f, .325f, .31f) * (.7f + (.5f * Noise.Fractal(new(p.X * .9f, p.Y * .9f, 7), 5)) + (.16f * (Noise.Value(new(p.X * 30, p.Y * 30, 3)) - .5f))), Plain: true);

    public static Scenery Wood { get; } = new("wood", p =>
    {
        var plank = MathF.Floor(p.Y / 1.6f);
        var grain = Noise.Fractal(new((p.X * .35f) + (plank * 17), p.Y * 4, plank), 5);
        var fine = Noise.Value(new(p.X * 2.2f, p.Y * 60, 4));
        var seam = Noise.Step(.0f, .03f, MathF.Abs(p.Y - (MathF.Round(p.Y / 1.6f) * 1.6f)));
        return Vector3.Lerp(new(.19f, .095f, .042f), new(.47f, .27f, .13f), Noise.Step(.25f, .75f, grain)) * (.84f + (.3f * fine)) * (.35f + (.65f * seam));
    }, Plain: false);

    public static Scenery Marble { get; } = new("marble", p =>
    {
        var swirl = Noise.Fractal(new(p.X * .55f, p.Y * .55f, 11), 6);
        var vein = MathF.Exp(-MathF.Pow((swirl - .5f) * 38, 2)) * Noise.Value(new(p.X * .6f, p.Y * .6f, 5));
        return new Vector3(.80f, .795f, .785f) * (1 - (.6f * vein)) * (.92f + (.1f * Noise.Fractal(new(p.X, p.Y, 3), 4)));
    }, Plain: false);

    public static Scenery Tiles { get; } = new("tiles", p =>
    {
        const float side = .9f;
        float u = p.X / side, v = p.Y / side;
        var joint = MathF.Min(MathF.Abs(u - MathF.Round(u)), MathF.Abs(v - MathF.Round(v)));
        var shade = Noise.Cell((int)MathF.Floor(u), (int)MathF.Floor(v), 2);
        var colour = shade < .33f ? new Vector3(.25f, .37f, .42f) : shade < .66f ? new Vector3(.46f, .29f, .23f) : new Vector3(.41f, .40f, .36f);
        return joint < .018f ? new Vector3(.55f, .54f, .52f) : colour * (.85f + (.3f * Noise.Cell((int)MathF.Floor(u), (int)MathF.Floor(v), 8)));
    }, Plain: false);

    public static Scenery Gingham { get; } = new("gingham", p =>
    {
        const float side = .55f;
        var across = (int)MathF.Floor(p.X / side) & 1;
        var down = (int)MathF.Floor(p.Y / side) & 1;
        var share = (across + down) / 2f;
        return Vector3.Lerp(new(.74f, .73f, .70f), new(.16f, .27f, .42f), share) * (.9f + (.1f * MathF.Sin(p.X * 80) * MathF.Sin(p.Y * 80)));
    }, Plain: false);

    /// <summary>Paper of nearly the product's main colour.</summary>
    public static Scenery Like(Product product) => new("alike", p => Vector3.Lerp(product.Main, new Vector3(Vector3.Dot(product.Main, new(.2126f, .7152f, .0722f)) * 1.15f), .25f) * 1.05f * Mottled(p, .03f), Plain: false);

    private static float Mottled(Vector2 p, float amount) => 1 + (amount * (Noise.Fractal(new(p.X * 1.2f, p.Y * 1.2f, 21), 3) - .5f)) + (amount * .6f * (Noise.Value(new(p.X * 45, p.Y * 45, 2)) - .5f));
}
