using System.Numerics;
using static CommerceOS.Benchmarks.Studio.Photographs.Shape;

namespace CommerceOS.Benchmarks.Studio.Photographs;

/// <summary>Products that the engine's weights may be tuned on.</summary>
internal static class TuningProducts
{
    public static IReadOnlyList<Product> All { get; } = [Mug(), Bottle(), Sneaker(), Speaker(), Teapot(), Handbag(), Glasses(), Toaster()];

    private static Product Mug()
    {
        var white = Surface.Plain(new(.80f, .79f, .77f), .25f);
        var body = Lathe(Vector3.Zero, .04f, new(.36f, .04f), new(.41f, .1f), new(.42f, .92f), new(.42f, .94f)).Minus(Lathe(new(0, .12f, 0), .02f, new(.3f, 0), new(.37f, .08f), new(.38f, 1.2f)));
        var handle = Ring(new(.47f, .5f, 0), .24f, .06f).Minus(Lathe(new(0, .05f, 0), 0, new(.40f, 0), new(.40f, 1)));
        return new("mug", new(.80f, .79f, .77f), new(body, white.Printed(new(.80f, .79f, .77f), new(.10f, .22f, .38f), .25f, .75f, -.5f, .6f, around: true)), new(handle, white));
    }

    private static Product Bottle()
    {
        Vector3 green = new(.04f, .15f, .09f), paper = new(.74f, .70f, .60f);
        var glass = Surface.Plain(green, .15f).Printed(paper, new(.08f, .08f, .07f), .5f, 1.3f, -1.25f, 1.25f, around: true);
        return new(
            "bottle",
            green,
            new(Lathe(Vector3.Zero, .03f, new(.36f, .03f), new(.4f, .12f), new(.4f, 1.5f), new(.34f, 1.72f), new(.14f, 1.95f), new(.12f, 2.3f)), glass),
            new(Lathe(new(0, 2.3f, 0), .02f, new(.13f, 0), new(.13f, .2f)), Surface.Plain(new(.62f, .5f, .3f), .7f, .1f)));
    }

    private static Product Sneaker()
    {
        var canvas = Surface.Cloth(new(.72f, .20f, .12f));
        var white = Surface.Plain(new(.78f, .77f, .74f), .5f);
        var upper = Ellipsoid(new(-.45f, .55f, 0), new(.62f, .5f, .36f)).Blend(Ellipsoid(new(.5f, .36f, 0), new(.72f, .3f, .36f)), .5f)
            .Minus(Ellipsoid(new(-.55f, 1.0f, 0), new(.4f, .48f, .22f)));
        List<Part> parts = [new(upper, canvas), new(Box(new(.12f, .12f, 0), new(2.25f, .22f, .78f), .11f), white), new(Ellipsoid(new(1.02f, .28f, 0), new(.24f, .2f, .31f)), white)];
        for (var i = 0; i < 5; i++) parts.Add(new(Rod(new(.02f + (i * .13f), .76f - (i * .06f), -.2f), new(.02f + (i * .13f), .76f - (i * .06f), .2f), .032f), white));
        return new("sneaker", new(.72f, .20f, .12f), [.. parts]);
    }

    private static Product Speaker()
    {
        var cone = Surface.Plain(new(.03f, .03f, .035f), .6f);
        var box = Surface.Plain(new(.52f, .52f, .50f), .55f, .05f);
        return new(
            "speaker",
            new(.52f, .52f, .50f),
            new(Box(new(0, .95f, 0), new(1.1f, 1.8f, .9f), .08f), box),
            new(Ring(new(0, .62f, .45f), .34f, .05f), Surface.Metallic(new(.7f, .7f, .72f))),
            new(Ellipsoid(new(0, .62f, .43f), new(.33f, .33f, .06f)), cone),
            new(Ellipsoid(new(0, 1.42f, .43f), new(.17f, .17f, .06f)), cone),
            new(Rod(new(-.4f, 0.03f, .3f), new(-.4f, .1f, .3f), .05f), cone),
            new(Rod(new(.4f, 0.03f, .3f), new(.4f, .1f, .3f), .05f), cone),
            new(Rod(new(-.4f, 0.03f, -.3f), new(-.4f, .1f, -.3f), .05f), cone),
            new(Rod(new(.4f, 0.03f, -.3f), new(.4f, .1f, -.3f), .05f), cone));
    }

    private static Product Teapot()
    {
        var steel = Surface.Metallic(new(.82f, .82f, .83f), .18f);
        var black = Surface.Plain(new(.03f, .03f, .03f), .4f);
        return new(
            "teapot",
            new(.60f, .60f, .61f),
            new(Ellipsoid(new(0, .62f, 0), new(.72f, .6f, .72f)).Blend(Rod(new(.5f, .6f, 0), new(1.1f, 1.05f, 0), .17f, .08f), .12f), steel),
            new(Lathe(new(0, 1.16f, 0), .03f, new(.36f, 0), new(.2f, .1f), new(.05f, .14f)), steel),
            new(Ball(new(0, 1.38f, 0), .09f), black),
            new(Ring(new(0, 1.15f, 0), .66f, .055f).Within(Box(new(0, 1.75f, 0), new(2, 1.1f, 1), .02f)), black));
    }

    private static Product Handbag()
    {
        var leather = Surface.Plain(new(.36f, .17f, .08f), .55f, .3f);
        var brass = Surface.Metallic(new(.85f, .66f, .33f));
        return new(
            "handbag",
            new(.36f, .17f, .08f),
            new(Plate(new(0, 0, 0), .45f, .08f, new(-.8f, .1f), new(.8f, .1f), new(.68f, 1.02f), new(-.68f, 1.02f)), leather),
            new(Plate(new(0, 0, .22f), .08f, .03f, new(-.66f, .55f), new(.66f, .55f), new(.66f, 1.05f), new(-.66f, 1.05f)), leather),
            new(Box(new(0, .56f, .31f), new(.2f, .16f, .06f), .02f), brass),
            new(Band(.035f, [.. Enumerable.Range(0, 17).Select(i => new Vector3(-.6f * MathF.Cos(i * MathF.PI / 16), 1.02f + (.85f * MathF.Sin(i * MathF.PI / 16)), .12f))]), leather),
            new(Band(.035f, [.. Enumerable.Range(0, 17).Select(i => new Vector3(-.6f * MathF.Cos(i * MathF.PI / 16), 1.02f + (.75f * MathF.Sin(i * MathF.PI / 16)), -.12f))]), leather));
    }

    private static Product Glasses()
    {
        var frame = Surface.Plain(new(.05f, .03f, .025f), .2f);
        var lens = Surface.Plain(new(.02f, .022f, .025f), .08f);
        return new(
            "sunglasses",
            new(.05f, .03f, .025f),
            new(Ring(new(-.38f, .34f, .5f), .29f, .04f), frame),
            new(Ring(new(.38f, .34f, .5f), .29f, .04f), frame),
            new(Ellipsoid(new(-.38f, .34f, .49f), new(.29f, .29f, .025f)), lens),
            new(Ellipsoid(new(.38f, .34f, .49f), new(.29f, .29f, .025f)), lens),
            new(Rod(new(-.12f, .42f, .5f), new(.12f, .42f, .5f), .035f), frame),
            new(Band(.03f, new(-.67f, .42f, .5f), new(-.72f, .42f, -.5f), new(-.7f, .06f, -.85f)), frame),
            new(Band(.03f, new(.67f, .42f, .5f), new(.72f, .42f, -.5f), new(.7f, .06f, -.85f)), frame));
    }

    private static Product Toaster()
    {
        var cream = Surface.Plain(new(.70f, .62f, .46f), .3f);
        var steel = Surface.Metallic(new(.8f, .8f, .8f), .3f);
        return new(
            "toaster",
            new(.70f, .62f, .46f),
            new(Box(new(0, .62f, 0), new(1.7f, 1.05f, .95f), .26f).Minus(Box(new(0, 1.2f, .2f), new(1.2f, .4f, .14f), .02f)).Minus(Box(new(0, 1.2f, -.2f), new(1.2f, .4f, .14f), .02f)), cream),
            new(Box(new(0, .1f, 0), new(1.55f, .14f, .85f), .05f), steel),
            new(Box(new(.9f, .72f, 0), new(.14f, .09f, .26f), .03f), Surface.Plain(new(.03f, .03f, .03f), .4f)),
            new(Ring(new(.55f, .42f, .48f), .1f, .03f), steel));
    }
}
