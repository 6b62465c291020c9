using CommerceOS.Studio.Rendering;

namespace CommerceOS.Studio.Scenes;

/// <summary>Decoration of simple painted shapes, out of focus, that keeps away from the product.</summary>
internal sealed class Prop
{
    private readonly string kind;
    private readonly Tint[] colours;
    private readonly int count;
    private readonly float size;
    private readonly float blur;
    private readonly float opacity;

    private Prop(string kind, Tint[] colours, int count, float size, float blur, float opacity) =>
        (this.kind, this.colours, this.count, this.size, this.blur, this.opacity) = (kind, colours, count, size, blur, opacity);

    internal static Prop Read(SceneReader reader)
    {
        var prop = new Prop(
            reader.Choice("kind", null, "bokeh", "snow", "leaves", "lanterns", "blossoms", "fir"),
            reader.Colours("colours", 1, 5),
            reader.Count("count", 1, 120, "pieces"),
            reader.Number("size", .004f, .5f, "of the side"),
            reader.Number("blur", .001f, .08f, "of the side"),
            reader.Number("opacity", .05f, 1, "of full opacity"));
        reader.Done();
        return prop;
    }

    internal IEnumerable<Blob> Place(RoomFrame frame, int seed) => kind switch
    {
        "bokeh" => Bokeh(frame, seed),
        "snow" => Snow(frame, seed),
        "leaves" => Leaves(frame, seed),
        "lanterns" => Lanterns(frame, seed),
        "blossoms" => Blossoms(frame, seed),
        _ => Fir(frame, seed),
    };

    private Tint Pick(float hash) => colours[Math.Min(colours.Length - 1, (int)(hash * colours.Length))];

    private IEnumerable<Blob> Bokeh(RoomFrame frame, int seed)
    {
        var mirrored = frame.Scene.Look.Floor.Sheen;
        for (var i = 0; i < count; i++)
        {
            float x = frame.Width * R(i, 0, seed), up = R(i, 1, seed);
            var radius = frame.Side * size * (.45f + .75f * R(i, 2, seed)) / 2;
            var y = frame.WallBase * (.04f + .90f * up);
            var strength = opacity * (.35f + .65f * R(i, 3, seed));
            var colour = Pick(R(i, 4, seed));
            yield return Blob.Disc(x, y, radius, MathF.Max(1, frame.Side * blur), .45f, colour, strength);
            var image = frame.WallBase + (frame.WallBase - y) * .55f;
            if (mirrored > 0 && image < frame.Height)
            {
                // A floor that is not quite flat draws reflected lights long and faint.
                yield return new Blob(x, image, radius * 4.4f, colour, Light: true, (dx, dy) =>
                    dy + image < frame.WallBase ? 0 : strength * mirrored * .55f * Curves.Bell(dx, radius * 1.15f) * Curves.Bell(dy, radius * 2.3f));
            }
        }
    }

    private IEnumerable<Blob> Snow(RoomFrame frame, int seed)
    {
        for (var i = 0; i < count; i++)
        {
            var near = R(i, 2, seed);
            var radius = frame.Side * size * (.25f + 1.5f * near * near * near) / 2;
            yield return Blob.Disc(
                frame.Width * R(i, 0, seed), frame.WallBase * 1.05f * R(i, 1, seed), radius, radius * (.35f + .5f * near) + 1, 0, Pick(R(i, 3, seed)), opacity * (1 - .6f * near));
        }
    }

    // Falling in the background, and a few large ones close to the lens in the lower corners.
    private IEnumerable<Blob> Leaves(RoomFrame frame, int seed)
    {
        for (var i = 0; i < count; i++)
        {
            var close = i < Math.Min(6, count / 3);
            var side = R(i, 0, seed);
            float x, y;
            if (close)
            {
                x = (i % 2 == 0 ? .00f + .13f * side : 1 - .13f * side) * frame.Width;
                y = frame.Height * (.90f + .12f * R(i, 1, seed));
            }
            else
            {
                x = (i % 2 == 0 ? .34f * side : 1 - .34f * side) * frame.Width;
                y = frame.WallBase * (.02f + .80f * R(i, 1, seed));
            }

            var length = frame.Side * size * (close ? 1.5f : .45f + .5f * R(i, 2, seed));
            var angle = MathF.Tau * R(i, 3, seed);
            var soft = frame.Side * blur * (close ? 1.25f : .6f + .5f * R(i, 4, seed));
            var colour = Pick(R(i, 5, seed));
            var strength = opacity * (close ? 1 : .75f);
            yield return Blob.Leaf(x, y, length, length * .46f, angle, soft, colour, strength);
            yield return Blob.Leaf(x + length * .06f, y - length * .05f, length * .8f, length * .22f, angle + .12f, soft, colour.Times(1.22f).Clamped(), strength * .5f);
        }
    }

    private IEnumerable<Blob> Lanterns(RoomFrame frame, int seed)
    {
        // Colours: body, light inside, gold.
        Tint body = colours[0], inside = colours[Math.Min(1, colours.Length - 1)], gold = colours[^1];
        for (var i = 0; i < count; i++)
        {
            var left = i % 2 == 0;
            var rank = i / 2;
            var wide = frame.Side * size * (rank == 0 ? 1 : .62f) * (.92f + .16f * R(i, 2, seed));
            var tall = wide * .82f;
            var x = frame.Width * .5f + (left ? -1 : 1) * (frame.Width * .5f - wide * (rank == 0 ? .62f : 1.55f)) - (left ? 0 : wide * .05f);
            var y = frame.WallBase * (rank == 0 ? (left ? .30f : .22f) : (left ? .13f : .10f)) + tall * .2f;
            var soft = frame.Side * blur * (rank == 0 ? 1 : 1.5f);
            yield return Blob.Glow(x, y, wide * .95f, inside, opacity * .28f);
            yield return Blob.Twig(x, -tall, x, y - tall * .5f, wide * .018f + 1, soft * .6f, gold, opacity * .7f);
            yield return Blob.Ellipse(x, y, wide, tall, soft, body, opacity);
            yield return new Blob(x, y, wide, inside, Light: true, (dx, dy) =>
            {
                var away = MathF.Sqrt(4 * dx * dx / (wide * wide) + 4 * dy * dy / (tall * tall));
                return away >= 1.05f ? 0 : opacity * .80f * Curves.Bell(away, .62f) * (1 - Curves.Smooth(.9f, 1.05f, away));
            });
            // Ribs: ellipses through both poles.
            for (var rib = -2; rib <= 2; rib++)
            {
                var half = wide * .5f * MathF.Sin(rib * .46f);
                yield return new Blob(x, y, wide, body.Times(.62f), Light: false, (dx, dy) =>
                {
                    var up = 2 * dy / tall;
                    if (up * up >= 1)
                    {
                        return 0;
                    }

                    var distance = MathF.Abs(dx - half * MathF.Sqrt(1 - up * up));
                    return opacity * .42f * Curves.Bell(distance, wide * .010f + soft * .55f);
                });
            }

            yield return Blob.Ellipse(x, y - tall * .50f, wide * .42f, tall * .15f, soft * .8f, gold, opacity);
            yield return Blob.Ellipse(x, y + tall * .50f, wide * .42f, tall * .15f, soft * .8f, gold, opacity);
            for (var thread = -2; thread <= 2; thread++)
            {
                yield return Blob.Twig(x + thread * wide * .022f, y + tall * .57f, x + thread * wide * .035f, y + tall * (1.05f + .04f * (thread & 1)), wide * .022f + 1, soft * .7f, body.Towards(gold, .35f), opacity * .8f);
            }
        }
    }

    private IEnumerable<Blob> Blossoms(RoomFrame frame, int seed)
    {
        // Colours: twig, then petals, the last one the flower's heart.
        foreach (var left in (bool[])[true, false])
        {
            float sign = left ? 1 : -1, startX = left ? -.02f * frame.Side : frame.Width + .02f * frame.Side;
            var startY = frame.WallBase * (left ? .02f : .34f);
            foreach (var blob in Branch(frame, startX, startY, sign, left ? count : count / 2, left ? 1 : .8f, seed + (left ? 0 : 50)))
            {
                yield return blob;
            }
        }
    }

    private List<Blob> Branch(RoomFrame frame, float x, float y, float sign, int flowers, float reach, int seed)
    {
        List<Blob> twigs = [], petals = [];
        var soft = frame.Side * blur;
        var bends = 7;
        float stepX = sign * frame.Side * .068f * reach, thick = frame.Side * .020f;
        var points = new List<(float X, float Y)> { (x, y) };
        for (var i = 0; i < bends; i++)
        {
            var (px, py) = points[^1];
            var next = (X: px + stepX * (.8f + .4f * R(i, 20, seed)), Y: py + frame.Side * (.012f + .030f * (R(i, 21, seed) - .35f)));
            twigs.Add(Blob.Twig(px, py, next.X, next.Y, thick * (1 - .11f * i), soft, colours[0], opacity));
            points.Add(next);
            if (i > 0)
            {
                var shootX = next.X + sign * frame.Side * .07f * R(i, 22, seed);
                var shootY = next.Y + frame.Side * (i % 2 == 0 ? .09f : -.07f) * (.6f + .4f * R(i, 23, seed));
                twigs.Add(Blob.Twig(next.X, next.Y, shootX, shootY, thick * .45f, soft * .8f, colours[0], opacity * .9f));
                points.Add((shootX, shootY));
            }
        }

        for (var i = 0; i < flowers; i++)
        {
            var (px, py) = points[1 + Math.Min(points.Count - 2, (int)(R(i, 30, seed) * (points.Count - 1)))];
            var radius = frame.Side * size * (.6f + .6f * R(i, 31, seed)) / 2;
            float fx = px + frame.Side * .055f * (R(i, 32, seed) - .5f), fy = py + frame.Side * .07f * (R(i, 33, seed) - .5f);
            var petal = colours[1 + Math.Min(colours.Length - 3, (int)(R(i, 34, seed) * (colours.Length - 2)))];
            var turn = MathF.Tau * R(i, 35, seed);
            var squash = .72f + .28f * R(i, 37, seed); // flowers face different ways
            var away = soft * (.55f + .9f * R(i, 36, seed));
            for (var p = 0; p < 5; p++)
            {
                var angle = turn + p * MathF.Tau / 5;
                var shade = petal.Times(.93f + .09f * R(i, 40 + p, seed)).Clamped();
                petals.Add(Blob.Ellipse(fx + radius * .58f * MathF.Cos(angle), fy + radius * .58f * squash * MathF.Sin(angle), radius * .98f, radius * .98f * squash, away, shade, opacity * .92f));
            }

            petals.Add(Blob.Disc(fx, fy, radius * .20f, away * .6f + 1, 0, colours[^1], opacity * .75f, light: false));
        }

        return [.. twigs, .. petals];
    }

    private IEnumerable<Blob> Fir(RoomFrame frame, int seed)
    {
        for (var i = 0; i < count; i++)
        {
            var left = i % 2 == 0;
            float fromX = left ? -.05f * frame.Side : frame.Width + .05f * frame.Side, fromY = frame.WallBase * (-.06f + .50f * R(i, 0, seed) * (i > 1 ? 1 : .2f));
            var length = frame.Side * size * (.75f + .5f * R(i, 1, seed));
            var angle = (left ? .10f : MathF.PI - .10f) + (left ? 1 : -1) * (.15f + .35f * R(i, 2, seed));
            var soft = frame.Side * blur * (.8f + .4f * R(i, 3, seed));
            float dx = MathF.Cos(angle), dy = MathF.Sin(angle);
            for (var n = 0; n < 46; n++)
            {
                var t = n / 46f;
                var needle = length * .22f * (1.1f - t);
                var side = n % 2 == 0 ? 1 : -1;
                var lean = angle + side * (.75f - .25f * t) + .2f * (R(n, 9, seed + i) - .5f);
                float x = fromX + dx * length * t, y = fromY + dy * length * t;
                yield return Blob.Leaf(x + MathF.Cos(lean) * needle / 2, y + MathF.Sin(lean) * needle / 2, needle, needle * .13f, lean, soft, Pick(R(n, 8, seed + i)), opacity * .8f);
            }
        }
    }

    private static float R(int index, int channel, int seed) => Noise.Hash(index, channel, seed * 31 + 7);
}
