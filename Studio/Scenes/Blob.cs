using CommerceOS.Studio.Rendering;

namespace CommerceOS.Studio.Scenes;

/// <summary>One soft shape in the frame, in pixels.</summary>
/// <param name="X">Middle.</param>
/// <param name="Y">Middle.</param>
/// <param name="Reach">Nothing of it lies further from the middle.</param>
/// <param name="Colour">Of the shape.</param>
/// <param name="Light">True for light that adds to what is behind, false for matter that covers it.</param>
/// <param name="Coverage">0 to 1 at an offset from the middle.</param>
internal sealed record Blob(float X, float Y, float Reach, Tint Colour, bool Light, Func<float, float, float> Coverage)
{
    /// <summary>A light out of focus: nearly even, a little brighter at its rim.</summary>
    internal static Blob Disc(float x, float y, float radius, float soft, float rim, Tint colour, float opacity, bool light = true) =>
        new(x, y, radius + soft, colour, light, (dx, dy) =>
        {
            var far = MathF.Sqrt(dx * dx + dy * dy);
            var inside = 1 - Curves.Smooth(radius - soft, radius + soft, far);
            return opacity * inside * (1 - rim + rim * MathF.Pow(Math.Clamp(far / radius, 0, 1), 4));
        });

    internal static Blob Glow(float x, float y, float radius, Tint colour, float opacity) =>
        new(x, y, radius * 2.2f, colour, Light: true, (dx, dy) => opacity * Curves.Bell(MathF.Sqrt(dx * dx + dy * dy), radius));

    /// <summary>A pointed leaf or a round petal, turned by an angle.</summary>
    internal static Blob Leaf(float x, float y, float length, float width, float angle, float soft, Tint colour, float opacity)
    {
        float cos = MathF.Cos(angle), sin = MathF.Sin(angle);
        float half = length / 2, wide = width / 2;
        var bow = (half * half - wide * wide) / (2 * wide); // two circles that meet in the tips
        return new(x, y, half + 2 * soft, colour, Light: false, (dx, dy) =>
        {
            float along = dx * cos + dy * sin, across = MathF.Abs(dy * cos - dx * sin);
            var distance = MathF.Sqrt(along * along + (across + bow) * (across + bow)) - (bow + wide);
            return opacity * (1 - Curves.Smooth(-soft, soft, distance));
        });
    }

    internal static Blob Ellipse(float x, float y, float width, float height, float soft, Tint colour, float opacity) =>
        new(x, y, MathF.Max(width, height) / 2 + 2 * soft, colour, Light: false, (dx, dy) =>
        {
            var distance = (MathF.Sqrt(4 * dx * dx / (width * width) + 4 * dy * dy / (height * height)) - 1) * MathF.Min(width, height) / 2;
            return opacity * (1 - Curves.Smooth(-soft, soft, distance));
        });

    internal static Blob Twig(float fromX, float fromY, float toX, float toY, float thickness, float soft, Tint colour, float opacity)
    {
        float x = (fromX + toX) / 2, y = (fromY + toY) / 2, dx = toX - fromX, dy = toY - fromY;
        var length = MathF.Sqrt(dx * dx + dy * dy);
        return new(x, y, length / 2 + thickness + soft, colour, Light: false, (px, py) =>
        {
            var t = Math.Clamp(((px + dx / 2) * dx + (py + dy / 2) * dy) / (length * length), 0, 1);
            float ex = px + dx / 2 - t * dx, ey = py + dy / 2 - t * dy;
            return opacity * (1 - Curves.Smooth(thickness / 2 - soft, thickness / 2 + soft, MathF.Sqrt(ex * ex + ey * ey)));
        });
    }

    /// <summary>Mixes the shape's part of a row of colours.</summary>
    internal void Paint(Span<Tint> row, int y)
    {
        if (MathF.Abs(y - Y) > Reach)
        {
            return;
        }

        var last = Math.Min(row.Length - 1, (int)(X + Reach));
        for (var x = Math.Max(0, (int)(X - Reach)); x <= last; x++)
        {
            var share = Coverage(x + .5f - X, y + .5f - Y);
            if (share > .002f)
            {
                row[x] = Light ? Screened(row[x], share) : row[x].Towards(Colour, share);
            }
        }
    }

    private Tint Screened(Tint under, float share) => new(
        Screen(under.Red, Colour.Red * share), Screen(under.Green, Colour.Green * share), Screen(under.Blue, Colour.Blue * share));

    private static float Screen(float under, float light) => 255 - (255 - Math.Clamp(under, 0, 255)) * (255 - light) / 255;
}
