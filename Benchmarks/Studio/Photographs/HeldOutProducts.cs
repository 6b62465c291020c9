using System.Numerics;
using static CommerceOS.Benchmarks.Studio.Photographs.Shape;

namespace CommerceOS.Benchmarks.Studio.Photographs;

/// <summary>Products for measuring only: no weight of the engine was chosen by looking at them.</summary>
internal static class HeldOutProducts
{
    private static readonly Surface Black = Surface.Plain(new(.025f, .025f, .028f), .45f);
    private static readonly Surface Steel = Surface.Metallic(new(.80f, .80f, .81f), .22f);
    private static readonly Surface White = Surface.Plain(new(.79f, .78f, .76f), .35f);

    public static IReadOnlyList<Product> All { get; } =
    [
        Pitcher(), Stool(), DeskLamp(), Headphones(), Camera(), Wristwatch(), Backpack(), FryingPan(),
        WateringCan(), Perfume(), CosmeticTube(), Scissors(), ToyCar(), SprayBottle(), Lantern(), PlushRabbit(),
    ];

    private static Product Pitcher()
    {
        Vector3 blue = new(.12f, .24f, .44f);
        var glaze = Surface.Plain(blue, .2f).Stripe(new(.80f, .77f, .68f), .85f, 1.0f).Stripe(new(.80f, .77f, .68f), .3f, .36f);
        var body = Lathe(Vector3.Zero, .04f, new(.38f, .04f), new(.52f, .35f), new(.5f, .8f), new(.32f, 1.25f), new(.38f, 1.55f)).Blend(Ellipsoid(new(-.36f, 1.52f, 0), new(.14f, .1f, .12f)), .12f)
            .Minus(Lathe(new(0, 1.2f, 0), 0, new(.26f, 0), new(.34f, .5f)));
        var handle = Ring(new(.52f, .95f, 0), .36f, .06f).Minus(Lathe(Vector3.Zero, 0, new(.48f, .2f), new(.46f, .8f), new(.29f, 1.25f), new(.3f, 1.5f)));
        return new("pitcher", blue, new(body, glaze), new(handle, Surface.Plain(blue, .2f)));
    }

    private static Product Stool()
    {
        Vector3 birch = new(.60f, .43f, .26f);
        var wood = new Surface(p => birch * (.8f + (.35f * Noise.Fractal(new(p.X * 1.5f, p.Y * 8, p.Z * 8), 3))), .5f);
        List<Part> parts = [new(Lathe(new(0, 1.62f, 0), .03f, new(.62f, 0), new(.62f, .1f)), wood)];
        foreach (var (x, z) in new (float, float)[] { (-1, -1), (1, -1), (1, 1), (-1, 1) })
        {
            parts.Add(new(Rod(new(.36f * x, 1.6f, .36f * z), new(.56f * x, .06f, .56f * z), .06f, .045f), wood));
            parts.Add(new(Rod(new(.49f * x, .6f, .49f * z), new(.49f * -z, .6f, .49f * x), .03f), Steel));
        }

        return new("stool", birch, [.. parts]);
    }

    private static Product DeskLamp()
    {
        Vector3 mustard = new(.66f, .42f, .06f);
        var paint = Surface.Plain(mustard, .35f);
        var shade = Lathe(Vector3.Zero, .015f, new(.16f, .5f), new(.46f, 0), new(.44f, 0), new(.13f, .48f)).Turned(Vector3.UnitZ, 28, Vector3.Zero).Moved(new(.62f, 1.75f, 0));
        return new(
            "desk_lamp",
            mustard,
            new(Lathe(Vector3.Zero, .03f, new(.48f, .03f), new(.48f, .08f), new(.1f, .14f)), paint),
            new(Rod(new(0, .1f, 0), new(-.42f, 1.25f, 0), .032f), Steel),
            new(Rod(new(-.42f, 1.25f, 0), new(.42f, 2.12f, 0), .032f), Steel),
            new(Ball(new(-.42f, 1.25f, 0), .075f), Black),
            new(shade, paint),
            new(Band(.016f, new(-.1f, .08f, -.35f), new(-.5f, .016f, -.6f), new(-.9f, .016f, -.45f)), Black));
    }

    private static Product Headphones()
    {
        var matt = Surface.Plain(new(.17f, .17f, .18f), .6f, .05f);
        var pad = Surface.Plain(new(.05f, .05f, .052f), .7f, .2f);
        return new(
            "headphones",
            new(.17f, .17f, .18f),
            new(Ring(new(0, .95f, 0), .82f, .07f, 2.2f).Within(Box(new(0, 1.6f, 0), new(3, 1.5f, 2), .02f)), matt),
            new(Ellipsoid(new(-.82f, .56f, 0), new(.2f, .46f, .42f)), matt),
            new(Ellipsoid(new(.82f, .56f, 0), new(.2f, .46f, .42f)), matt),
            new(Ring(Vector3.Zero, .28f, .12f).Turned(Vector3.UnitY, 90, Vector3.Zero).Moved(new(-.64f, .56f, 0)), pad),
            new(Ring(Vector3.Zero, .28f, .12f).Turned(Vector3.UnitY, 90, Vector3.Zero).Moved(new(.64f, .56f, 0)), pad),
            new(Rod(new(-.86f, .8f, 0), new(-.83f, 1.1f, 0), .05f), Steel),
            new(Rod(new(.86f, .8f, 0), new(.83f, 1.1f, 0), .05f), Steel));
    }

    private static Product Camera()
    {
        var leather = Surface.Plain(new(.035f, .033f, .032f), .7f, .4f);
        return new(
            "camera",
            new(.55f, .55f, .56f),
            new(Box(new(0, .52f, 0), new(1.6f, .62f, .5f), .1f), leather),
            new(Box(new(0, .9f, 0), new(1.6f, .2f, .5f), .07f), Steel),
            new(Box(new(0, .14f, 0), new(1.6f, .16f, .5f), .06f), Steel),
            new(Rod(new(.05f, .52f, .2f), new(.05f, .52f, .52f), .34f), Black),
            new(Ring(new(.05f, .52f, .82f), .3f, .05f), Steel),
            new(Ellipsoid(new(.05f, .52f, .82f), new(.26f, .26f, .08f)), Surface.Plain(new(.02f, .025f, .05f), .05f)),
            new(Box(new(.05f, 1.06f, 0), new(.5f, .2f, .36f), .06f), Steel),
            new(Rod(new(-.55f, .98f, 0), new(-.55f, 1.08f, 0), .13f), Steel),
            new(Rod(new(.6f, .98f, 0), new(.6f, 1.05f, 0), .1f), Black),
            new(Band(.025f, [.. Enumerable.Range(0, 15).Select(i => new Vector3(.82f + (.34f * MathF.Sin(i * .22f)), .9f - (i * .062f), .02f + (.3f * MathF.Sin(i * .2f))))]), leather));
    }

    private static Product Wristwatch()
    {
        var strap = Surface.Plain(new(.30f, .15f, .07f), .6f, .25f);
        var face = Surface.Plain(new(.74f, .73f, .70f), .3f);
        List<Part> parts =
        [
            new(Ring(Vector3.Zero, .62f, .06f, 3.2f).Turned(Vector3.UnitY, 90, Vector3.Zero).Moved(new(0, .68f, 0)), strap),
            new(Lathe(Vector3.Zero, .02f, new(.42f, 0), new(.42f, .13f)).Turned(Vector3.UnitX, 62, Vector3.Zero).Moved(new(0, .98f, .48f)), Steel),
            new(Lathe(Vector3.Zero, 0, new(.36f, .1f), new(.36f, .165f)).Turned(Vector3.UnitX, 62, Vector3.Zero).Moved(new(0, .98f, .48f)), face),
            new(Rod(new(.43f, 1.02f, .54f), new(.52f, 1.02f, .54f), .045f), Steel),
        ];
        parts.Add(new(Rod(new(0, .165f, 0), new(0, .165f, -.28f), .018f).Turned(Vector3.UnitX, 62, Vector3.Zero).Moved(new(0, .98f, .48f)), Black));
        parts.Add(new(Rod(new(0, .165f, 0), new(.16f, .165f, .08f), .02f).Turned(Vector3.UnitX, 62, Vector3.Zero).Moved(new(0, .98f, .48f)), Black));
        return new("wristwatch", new(.30f, .15f, .07f), [.. parts]);
    }

    private static Product Backpack()
    {
        Vector3 olive = new(.17f, .19f, .10f);
        var canvas = Surface.Cloth(olive, 45);
        var leather = Surface.Plain(new(.34f, .19f, .09f), .6f, .2f);
        return new(
            "backpack",
            olive,
            new(Box(new(0, .95f, 0), new(1.25f, 1.8f, .62f), .26f).Wavy(.01f, 9), canvas),
            new(Box(new(0, .58f, .34f), new(.95f, .72f, .26f), .11f).Wavy(.008f, 11), canvas),
            new(Box(new(0, 1.5f, .3f), new(1.1f, .5f, .14f), .06f), leather),
            new(Box(new(-.3f, 1.1f, .4f), new(.08f, .5f, .04f), .015f), leather),
            new(Box(new(.3f, 1.1f, .4f), new(.08f, .5f, .04f), .015f), leather),
            new(Ring(new(0, 1.86f, 0), .17f, .035f), leather),
            new(Band(.04f, [.. Enumerable.Range(0, 13).Select(i => new Vector3(-.5f - (.34f * MathF.Sin(i * MathF.PI / 12)), 1.6f - (i * .12f), -.28f))]), canvas),
            new(Band(.04f, [.. Enumerable.Range(0, 13).Select(i => new Vector3(.5f + (.34f * MathF.Sin(i * MathF.PI / 12)), 1.6f - (i * .12f), -.28f))]), canvas));
    }

    private static Product FryingPan()
    {
        var iron = Surface.Plain(new(.045f, .045f, .047f), .4f, .12f);
        return new(
            "frying_pan",
            new(.045f, .045f, .047f),
            new(Lathe(Vector3.Zero, .03f, new(.62f, .04f), new(.82f, .3f)).Minus(Lathe(new(0, .1f, 0), 0, new(.6f, 0), new(.8f, .4f))), iron),
            new(Rod(new(.82f, .3f, 0), new(1.15f, .4f, 0), .06f), Steel),
            new(Box(new(1.6f, .5f, 0), new(.95f, .09f, .17f), .04f).Turned(Vector3.UnitZ, 12, new(1.2f, .42f, 0)).Minus(Ring(new(1.98f, .58f, 0), .01f, .05f, 4)), Surface.Plain(new(.40f, .22f, .1f), .5f)));
    }

    private static Product WateringCan()
    {
        Vector3 mint = new(.36f, .58f, .48f);
        var enamel = Surface.Plain(mint, .25f);
        return new(
            "watering_can",
            mint,
            new(Lathe(Vector3.Zero, .03f, new(.52f, .03f), new(.5f, .9f), new(.44f, .96f)), enamel),
            new(Rod(new(-.42f, .3f, 0), new(-1.2f, 1.2f, 0), .1f, .06f), enamel),
            new(Lathe(Vector3.Zero, .01f, new(.06f, 0), new(.2f, .16f)).Turned(Vector3.UnitZ, 41, Vector3.Zero).Moved(new(-1.2f, 1.2f, 0)), Surface.Metallic(new(.8f, .55f, .3f))),
            new(Ring(new(.52f, .7f, 0), .38f, .04f).Minus(Lathe(Vector3.Zero, 0, new(.46f, 0), new(.46f, 1.0f))), enamel),
            new(Ring(new(0, .9f, 0), .42f, .035f).Within(Box(new(0, 1.4f, 0), new(2, .92f, 1), 0)), enamel));
    }

    private static Product Perfume()
    {
        Vector3 amber = new(.52f, .25f, .10f);
        return new(
            "perfume",
            amber,
            new(Box(new(0, .52f, 0), new(.95f, 1.0f, .42f), .08f), Surface.Plain(amber, .06f).Printed(new(.80f, .74f, .64f), new(.12f, .08f, .05f), .3f, .72f, -.3f, .3f, around: false)),
            new(Lathe(new(0, 1.02f, 0), .01f, new(.14f, 0), new(.14f, .1f)), Surface.Metallic(new(.86f, .68f, .36f), .15f)),
            new(Box(new(0, 1.32f, 0), new(.36f, .42f, .36f), .03f), Black));
    }

    private static Product CosmeticTube()
    {
        Vector3 rose = new(.74f, .50f, .47f);
        var body = Lathe(Vector3.Zero, .02f, new(.3f, .34f), new(.33f, .5f), new(.33f, 1.5f)).Within(Plate(Vector3.Zero, 3, 0, new(-.5f, 0), new(.5f, 0), new(.42f, 2.2f), new(-.42f, 2.2f)))
            .Blend(Box(new(0, 1.86f, 0), new(.72f, .3f, .05f), .02f), .5f);
        return new(
            "cosmetic_tube",
            rose,
            new(body, Surface.Plain(rose, .35f).Printed(rose, new(.86f, .84f, .80f), .7f, 1.6f, -.28f, .28f, around: false)),
            new(Lathe(Vector3.Zero, .02f, new(.3f, .02f), new(.31f, .34f)), White));
    }

    private static Product Scissors()
    {
        var orange = Surface.Plain(new(.78f, .22f, .03f), .4f);
        Shape Half(float side) => Plate(Vector3.Zero, .05f, .012f, new(-.06f, -.1f), new(.09f, 0), new(.02f, 1.25f)).Moved(new(0, 0, .04f * side)).Turned(Vector3.UnitZ, 17 * side, Vector3.Zero).Moved(new(0, 1.1f, 0));
        return new(
            "scissors",
            new(.78f, .22f, .03f),
            new(Half(-1), Steel),
            new(Half(1), Steel),
            new(Ring(new(-.36f, .42f, 0), .27f, .075f), orange),
            new(Ring(new(.36f, .42f, 0), .27f, .075f), orange),
            new(Rod(new(-.24f, .68f, -.03f), new(.04f, 1.1f, -.03f), .07f, .05f), orange),
            new(Rod(new(.24f, .68f, .03f), new(-.04f, 1.1f, .03f), .07f, .05f), orange),
            new(Ball(new(0, 1.12f, .08f), .045f), Black));
    }

    private static Product ToyCar()
    {
        Vector3 red = new(.60f, .05f, .04f);
        List<Part> parts =
        [
            new(Box(new(0, .42f, 0), new(2.1f, .42f, .95f), .16f).Blend(Box(new(-.1f, .74f, 0), new(1.1f, .5f, .8f), .2f), .12f), Surface.Plain(red, .15f).Stripe(new(.76f, .74f, .70f), .40f, .47f)),
            new(Box(new(-.1f, .8f, 0), new(.95f, .24f, .83f), .06f), Surface.Plain(new(.02f, .03f, .04f), .08f)),
            new(Box(new(-.1f, .8f, 0), new(1.13f, .22f, .62f), .06f), Surface.Plain(new(.02f, .03f, .04f), .08f)),
            new(Box(new(1.05f, .34f, 0), new(.12f, .1f, .8f), .04f), Steel),
        ];
        foreach (var (x, z) in new (float, float)[] { (-.64f, -.42f), (.64f, -.42f), (-.64f, .42f), (.64f, .42f) })
        {
            parts.Add(new(Ring(new(x, .24f, z), .15f, .095f), Black));
            parts.Add(new(Ellipsoid(new(x, .24f, z), new(.12f, .12f, .07f)), Steel));
        }

        return new("toy_car", red, [.. parts]);
    }

    private static Product SprayBottle()
    {
        var clearWhite = White.Printed(new(.16f, .42f, .52f), new(.82f, .82f, .80f), .3f, 1.05f, -1.3f, 1.3f, around: true);
        return new(
            "spray_bottle",
            new(.79f, .78f, .76f),
            new(Lathe(Vector3.Zero, .03f, new(.4f, .04f), new(.42f, .12f), new(.42f, 1.15f), new(.16f, 1.5f), new(.15f, 1.6f)), clearWhite),
            new(Box(new(-.05f, 1.78f, 0), new(.62f, .26f, .24f), .08f), Black),
            new(Rod(new(-.36f, 1.82f, 0), new(-.5f, 1.82f, 0), .06f), Surface.Plain(new(.7f, .1f, .06f), .4f)),
            new(Band(.05f, new(-.22f, 1.66f, 0), new(-.34f, 1.5f, 0), new(-.33f, 1.28f, 0)), Black));
    }

    private static Product Lantern()
    {
        var brass = Surface.Metallic(new(.80f, .60f, .28f), .3f);
        List<Part> parts =
        [
            new(Lathe(Vector3.Zero, .03f, new(.5f, .03f), new(.5f, .12f), new(.4f, .2f)), brass),
            new(Lathe(new(0, 1.3f, 0), .03f, new(.5f, 0), new(.3f, .28f), new(.1f, .36f)), brass),
            new(Lathe(new(0, .2f, 0), .02f, new(.2f, 0), new(.2f, .62f)), Surface.Plain(new(.80f, .74f, .60f), .6f)),
            new(Rod(new(0, .82f, 0), new(0, .94f, 0), .02f), Black),
            new(Ring(new(0, 1.86f, 0), .2f, .03f), brass),
        ];
        for (var i = 0; i < 6; i++)
        {
            var (sin, cos) = MathF.SinCos((i * MathF.PI / 3) + .3f);
            parts.Add(new(Rod(new(.42f * cos, .15f, .42f * sin), new(.42f * cos, 1.32f, .42f * sin), .03f), brass));
        }

        return new("lantern", new(.52f, .40f, .2f), [.. parts]);
    }

    private static Product PlushRabbit()
    {
        Vector3 grey = new(.48f, .45f, .43f);
        var plush = new Surface(p => grey * (.7f + (.5f * Noise.Value(p * 26))), .98f, Grain: .6f);
        var belly = new Surface(p => new Vector3(.72f, .68f, .62f) * (.75f + (.4f * Noise.Value(p * 26))), .98f, Grain: .6f);
        return new(
            "plush_rabbit",
            grey,
            new(Ellipsoid(new(0, .62f, 0), new(.55f, .62f, .48f)).Blend(Ball(new(0, 1.45f, .05f), .42f), .14f).Wavy(.012f, 30), plush),
            new(Ellipsoid(new(0, .6f, .14f), new(.4f, .46f, .4f)).Wavy(.012f, 30), belly),
            new(Rod(new(-.17f, 1.75f, 0), new(-.36f, 2.5f, -.05f), .13f, .1f).Wavy(.012f, 30), plush),
            new(Rod(new(.17f, 1.75f, 0), new(.27f, 2.55f, -.05f), .13f, .1f).Wavy(.012f, 30), plush),
            new(Rod(new(-.45f, .95f, .1f), new(-.68f, .5f, .3f), .15f, .13f).Wavy(.012f, 30), plush),
            new(Rod(new(.45f, .95f, .1f), new(.68f, .5f, .3f), .15f, .13f).Wavy(.012f, 30), plush),
            new(Ellipsoid(new(-.36f, .17f, .42f), new(.2f, .17f, .34f)).Wavy(.012f, 30), plush),
            new(Ellipsoid(new(.36f, .17f, .42f), new(.2f, .17f, .34f)).Wavy(.012f, 30), plush),
            new(Ball(new(-.15f, 1.52f, .44f), .045f), Black),
            new(Ball(new(.15f, 1.52f, .44f), .045f), Black));
    }
}
