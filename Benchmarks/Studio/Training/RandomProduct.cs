using System.Numerics;
using CommerceOS.Benchmarks.Studio.Photographs;
using static CommerceOS.Benchmarks.Studio.Photographs.Shape;

namespace CommerceOS.Benchmarks.Studio.Training;

/// <summary>
/// Things that nobody sells, put together by chance: turned bodies, boxes, soft heaps, flat bags, frames of rods, rings and bands,
/// things that lie. No product that anything is measured on is among them.
/// </summary>
internal sealed class RandomProduct
{
    private readonly Random random;
    private readonly List<Part> parts = [];
    private readonly Vector3 main;

    private RandomProduct(Random random)
    {
        this.random = random;
        main = Colour();
    }

    public static Product Of(Random random)
    {
        var product = new RandomProduct(random);
        product.Build();
        return new Product("thing", product.main, [.. product.Settled()]);
    }

    private void Build()
    {
        switch (random.Next(9))
        {
            case 0 or 1: Turned(); break;
            case 2: Boxes(); break;
            case 3: Heap(); break;
            case 4: Bag(); break;
            case 5: Frame(); break;
            case 6: Rings(); break;
            case 7: Flat(); break;
            default: Chance(); break;
        }

        var extras = random.Next(3);
        for (var i = 0; i < extras; i++) parts.Add(new(Small(new(Between(-.6f, .6f), Between(.1f, 1.4f), Between(-.3f, .6f))), Any()));
    }

    private void Turned()
    {
        float height = Between(.5f, 2.6f), widest = Between(.25f, .8f), y = .03f;
        List<Vector2> profile = [];
        var steps = random.Next(2, 7);
        for (var i = 0; i <= steps; i++) profile.Add(new(widest * Between(.3f, 1), y + ((height - y) * i / steps)));
        var body = Lathe(Vector3.Zero, Between(.01f, .05f), [.. profile]);
        if (Chance(.3f)) body = body.Minus(Lathe(new(0, .12f, 0), .01f, [.. profile.Select(point => point with { X = MathF.Max(.03f, point.X - .06f) }), new(profile[^1].X, height + 1)]));
        parts.Add(new(body, Labelled(height, widest)));
        if (Chance(.4f)) parts.Add(new(Lathe(new(0, height, 0), .02f, new(profile[^1].X * Between(.5f, 1.1f), 0), new(profile[^1].X * Between(.3f, 1.1f), Between(.06f, .4f))), Any()));
        if (Chance(.35f)) parts.Add(new(Ring(new((widest * .8f) + Between(.05f, .2f), height * Between(.4f, .65f), 0), height * Between(.14f, .3f), Between(.025f, .08f), Between(.7f, 1.4f)), Any()));
        if (Chance(.2f)) parts.Add(new(Rod(new(-widest * .6f, height * .4f, 0), new(-widest - Between(.2f, .7f), height * Between(.6f, 1.1f), 0), Between(.07f, .16f), Between(.04f, .1f)), Any()));
        if (Chance(.2f)) Arch(widest * .8f, height);
    }

    private void Boxes()
    {
        var y = Chance(.4f) ? Between(.05f, .5f) : 0;
        var size = new Vector3(Between(.4f, 2), Between(.2f, 1.8f), Between(.2f, 1.2f));
        if (y > 0)
        {
            var leg = Any();
            foreach (var (sx, sz) in ((int, int)[])[(-1, -1), (-1, 1), (1, -1), (1, 1)])
                parts.Add(new(Rod(new(sx * size.X * .42f, .03f, sz * size.Z * .4f), new(sx * size.X * .38f, y + .05f, sz * size.Z * .36f), Between(.025f, .06f)), leg));
        }

        parts.Add(new(Box(new(0, y + (size.Y / 2), 0), size, Between(.01f, .2f) * MathF.Min(size.X, MathF.Min(size.Y, size.Z))), Labelled(y + size.Y, size.X / 2)));
        if (Chance(.4f)) parts.Add(new(Box(new(Between(-.2f, .2f), y + size.Y + .1f, 0), size * new Vector3(Between(.3f, .9f), Between(.1f, .5f), Between(.3f, .9f)), .02f), Any()));
        for (var i = random.Next(4); i > 0; i--)
        {
            var at = new Vector3(Between(-.4f, .4f) * size.X, y + (Between(.2f, .8f) * size.Y), size.Z / 2);
            parts.Add(new(Chance(.5f) ? Ring(at, Between(.08f, .3f), Between(.02f, .05f)) : Ellipsoid(at, new(Between(.05f, .35f), Between(.05f, .35f), .06f)), Any()));
        }

        if (Chance(.25f)) Arch(size.X * .4f, y + size.Y);
    }

    private void Heap()
    {
        var surface = Chance(.6f) ? Surface.Cloth(main, Between(20, 70)) : Any(main);
        var body = Ellipsoid(new(0, .6f, 0), new(Between(.35f, .9f), Between(.35f, .7f), Between(.3f, .6f)));
        var wave = Chance(.4f) ? Between(.005f, .03f) : 0;
        var others = random.Next(2, 7);
        for (var i = 0; i < others; i++)
        {
            var next = Ellipsoid(new(Between(-.8f, .8f), Between(.2f, 1.5f), Between(-.3f, .3f)), new(Between(.12f, .6f), Between(.12f, .55f), Between(.12f, .45f)));
            if (Chance(.6f)) body = body.Blend(next, Between(.1f, .5f));
            else parts.Add(new(wave > 0 ? next.Wavy(wave, Between(15, 40)) : next, Chance(.6f) ? surface : Any()));
        }

        parts.Add(new(wave > 0 ? body.Wavy(wave, Between(15, 40)) : body, surface));
        if (Chance(.4f)) parts.Add(new(Box(new(0, .08f, 0), new(Between(.8f, 2), .14f, Between(.4f, .8f)), .05f), Any()));
    }

    private void Bag()
    {
        float wide = Between(.4f, 1), high = Between(.5f, 1.7f);
        var corners = random.Next(4, 8);
        Vector2[] outline = corners == 4
            ? [new(-wide, .08f), new(wide, .08f), new(wide * Between(.6f, 1.1f), high), new(-wide * Between(.6f, 1.1f), high)]
            : [.. Enumerable.Range(0, corners).Select(i => Direction(i * MathF.Tau / corners) * new Vector2(wide, high / 2) * Between(.7f, 1.1f) + new Vector2(0, (high / 2) + .15f))];
        parts.Add(new(Plate(Vector3.Zero, Between(.06f, .6f), .05f, outline), Chance(.4f) ? Surface.Cloth(main, Between(20, 80)) : Any(main)));
        if (Chance(.6f)) Arch(wide * Between(.4f, .8f), high);
        if (Chance(.4f)) parts.Add(new(Box(new(0, high * Between(.3f, .7f), .3f), new(wide * Between(.2f, 1.2f), high * Between(.1f, .4f), .1f), .02f), Any()));
    }

    private void Frame()
    {
        var thin = Between(.025f, .08f);
        var metal = Any(main);
        var top = Between(.6f, 2.4f);
        var legs = random.Next(1, 6);
        for (var i = 0; i < legs; i++)
        {
            var foot = new Vector3(Between(-.7f, .7f), thin, Between(-.5f, .5f));
            parts.Add(new(Rod(foot, new(foot.X * Between(0, 1), top, foot.Z * Between(0, 1)), thin, thin * Between(.6f, 1)), metal));
        }

        if (Chance(.6f)) parts.Add(new(Lathe(new(0, .02f, 0), .02f, new(Between(.3f, .7f), 0), new(Between(.2f, .7f), Between(.03f, .15f))), Any()));
        parts.Add(Chance(.5f)
            ? new(Box(new(0, top, 0), new(Between(.4f, 1.6f), Between(.06f, .3f), Between(.4f, 1.1f)), .03f), Any())
            : new(Lathe(new(0, top - .1f, 0), .02f, new(Between(.2f, .7f), 0), new(Between(.08f, .5f), Between(.1f, .7f))), Any()));
        for (var i = random.Next(3); i > 0; i--) parts.Add(new(Rod(new(Between(-.6f, 0), Between(.2f, top), Between(-.3f, .3f)), new(Between(0, .6f), Between(.2f, top), Between(-.3f, .3f)), thin * .8f), metal));
    }

    private void Rings()
    {
        var count = random.Next(1, 5);
        for (var i = 0; i < count; i++)
        {
            var ring = Ring(new(Between(-.5f, .5f), Between(.3f, .8f), Between(-.3f, .3f)), Between(.2f, .7f), Between(.03f, .12f), Between(.5f, 3));
            parts.Add(new(ring.Turned(new(Between(-1, 1), Between(-1, 1), .2f), Between(0, 90), ring.Middle), i == 0 ? Any(main) : Any()));
        }

        if (Chance(.5f))
        {
            float span = Between(.3f, .8f), rise = Between(.5f, 1.2f), at = Between(.2f, .6f);
            parts.Add(new(Band(Between(.03f, .09f), Arc(span, at, rise, 0)), Any()));
            foreach (var side in (float[])[-1, 1]) parts.Add(new(Ellipsoid(new(side * span, at, 0), new(Between(.08f, .2f), Between(.15f, .32f), Between(.15f, .3f))), Any(main)));
        }
    }

    // Spread on the table: tools, pens, tubes, plates.
    private void Flat()
    {
        var count = random.Next(1, 6);
        for (var i = 0; i < count; i++)
        {
            var radius = Between(.03f, .16f);
            float angle = Between(0, MathF.PI), half = Between(.3f, 1.1f), height = radius + Between(0, .04f);
            var along = new Vector3(MathF.Cos(angle) * half, 0, MathF.Sin(angle) * half);
            var middle = new Vector3(Between(-.4f, .4f), height, Between(-.4f, .4f));
            parts.Add(random.Next(4) switch
            {
                0 => new(Lathe(new(middle.X, 0, middle.Z), .02f, new(half * .5f, .02f), new(half * .6f, Between(.05f, .2f))), i == 0 ? Any(main) : Any()),
                1 => new(Box(middle, new(half, radius * 2, half * Between(.2f, .8f)), MathF.Min(.02f, radius * .5f)).Turned(Vector3.UnitY, angle * 57, middle), i == 0 ? Any(main) : Any()),
                2 => new(Ring(middle, half * .4f, radius * .6f).Turned(Vector3.UnitX, 90, middle), i == 0 ? Any(main) : Any()),
                _ => new(Rod(middle - along, middle + along, radius, radius * Between(.4f, 1)), i == 0 ? Any(main) : Any()),
            });
        }
    }

    private void Chance()
    {
        var count = random.Next(2, 7);
        for (var i = 0; i < count; i++)
        {
            var shape = Small(new(Between(-.7f, .7f), Between(.2f, 1.6f), Between(-.4f, .4f)), 2.4f);
            parts.Add(new(shape.Turned(new(Between(-1, 1), 1, Between(-1, 1)), Between(0, 180), shape.Middle), i == 0 ? Any(main) : Any()));
            if (i > 0 && Chance(.7f)) parts.Add(new(Rod(parts[0].Shape.Middle, shape.Middle, Between(.04f, .12f)), Any(main)));
        }
    }

    private void Arch(float span, float foot)
    {
        var surface = Any();
        var depth = Chance(.4f) ? Between(.08f, .2f) : 0;
        var rise = Between(.2f, .9f);
        parts.Add(new(Band(Between(.02f, .06f), Arc(span, foot - .04f, rise, depth)), surface));
        if (depth > 0) parts.Add(new(Band(Between(.02f, .06f), Arc(span, foot - .04f, rise * Between(.7f, 1), -depth)), surface));
    }

    private static Vector3[] Arc(float span, float foot, float rise, float depth) =>
        [.. Enumerable.Range(0, 13).Select(i => new Vector3(-span * MathF.Cos(i * MathF.PI / 12), foot + (rise * MathF.Sin(i * MathF.PI / 12)), depth))];

    private Shape Small(Vector3 at, float scale = 1) => random.Next(5) switch
    {
        0 => Ball(at, Between(.05f, .22f) * scale),
        1 => Ellipsoid(at, new Vector3(Between(.05f, .3f), Between(.05f, .3f), Between(.05f, .3f)) * scale),
        2 => Box(at, new Vector3(Between(.06f, .5f), Between(.06f, .5f), Between(.06f, .4f)) * scale, .02f),
        3 => Rod(at, at + (new Vector3(Between(-.4f, .4f), Between(-.3f, .4f), Between(-.2f, .2f)) * scale), Between(.03f, .09f), Between(.03f, .09f)),
        _ => Ring(at, Between(.1f, .3f) * scale, Between(.02f, .07f), Between(.6f, 2)),
    };

    // Turned around, sometimes tipped over, set down on the floor.
    private IEnumerable<Part> Settled()
    {
        var middle = new Vector3(0, .7f, 0);
        var tipped = Chance(.15f) ? Between(60, 110) : Chance(.1f) ? Between(-20, 20) : 0;
        var turn = Between(-180, 180);
        var turned = parts.Select(part => part with { Shape = part.Shape.Turned(Vector3.UnitX, tipped, middle).Turned(Vector3.UnitY, turn, middle) }).ToArray();
        var lowest = turned.Min(part => Lowest(part.Shape));
        return turned.Select(part => part with { Shape = part.Shape.Moved(new(0, -lowest, 0)) });
    }

    private static float Lowest(Shape shape)
    {
        const int cells = 20;
        float lowest = shape.Middle.Y, cell = shape.Radius * 2 / cells;
        for (var i = 0; i < cells * cells * cells; i++)
        {
            var at = shape.Middle - new Vector3(shape.Radius) + (cell * new Vector3((i % cells) + .5f, (i / cells / cells) + .5f, (i / cells % cells) + .5f));
            if (at.Y >= lowest) continue;
            var distance = shape.Distance(at);
            if (distance < cell * .7f) lowest = MathF.Min(lowest, at.Y + MathF.Max(0, distance));
        }

        return lowest;
    }

    private Surface Labelled(float height, float width)
    {
        var surface = Any(main);
        if (!Chance(.45f)) return surface;
        float low = height * Between(.1f, .5f), high = low + (height * Between(.15f, .45f));
        var around = Chance(.6f);
        var half = around ? Between(.4f, 1.4f) : width * Between(.3f, .9f);
        return surface.Printed(Colour(), Colour(), low, high, -half, half, around);
    }

    private Surface Any() => Any(Chance(.4f) ? main * Between(.7f, 1.2f) : Colour());

    private Surface Any(Vector3 colour)
    {
        var surface = random.Next(8) switch
        {
            0 => Surface.Metallic(Vector3.Lerp(new(Between(.5f, .9f)), colour, Between(0, .5f)), Between(.08f, .5f)),
            1 => Surface.Cloth(colour, Between(15, 80)),
            2 => Surface.Plain(colour, Between(.05f, .2f)),
            3 => Surface.Plain(colour, Between(.6f, 1), Between(.05f, .4f)),
            _ => Surface.Plain(colour, Between(.2f, .8f)),
        };
        if (Chance(.2f))
        {
            var low = Between(0, 1.2f);
            surface = surface.Stripe(Colour(), low, low + Between(.05f, .5f));
        }

        if (Chance(.12f))
        {
            var (other, scale, cut, ground) = (Colour(), Between(1.5f, 14), Between(.35f, .65f), surface.Colour);
            surface = surface with { Colour = p => Noise.Value(p * scale) > cut ? other : ground(p) };
        }

        return surface;
    }

    /// <summary>A reflected colour: a third of them white, grey or black.</summary>
    public static Vector3 Colour(Random random)
    {
        float Next(float least, float most) => least + ((most - least) * random.NextSingle());
        if (random.Next(3) == 0) return new Vector3(random.Next(3) switch { 0 => Next(.62f, .88f), 1 => Next(.08f, .6f), _ => Next(.015f, .07f) }) * new Vector3(Next(.95f, 1.05f), 1, Next(.95f, 1.05f));
        float hue = Next(0, 6), saturation = Next(.1f, .95f), value = MathF.Pow(Next(.15f, .95f), 1.6f);
        float Channel(float shift) => value * (1 - (saturation * Math.Clamp(1 - (MathF.Abs(((hue + shift) % 6) - 3) - 1), 0, 1)));
        return new(Channel(0), Channel(4), Channel(2));
    }

    private Vector3 Colour() => Colour(random);

    private static Vector2 Direction(float angle) => new(MathF.Cos(angle), MathF.Sin(angle));

    private float Between(float least, float most) => least + ((most - least) * random.NextSingle());

    private bool Chance(float share) => random.NextSingle() < share;
}
