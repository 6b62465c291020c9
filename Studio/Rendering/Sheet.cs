using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Rendering;

/// <summary>A square that flat shapes are painted on, with smooth edges. Lengths are in pixels.</summary>
internal sealed class Sheet(int side, Lanes lanes)
{
    private readonly byte[] pixels = new byte[side * side * 3];

    internal VipsImage ToImage() => VipsImage.FromPixels(pixels, side, side, 3);

    internal void Gradient(Tint top, Tint bottom, int grainSeed) => lanes.Rows(side, y =>
    {
        var colour = top.Towards(bottom, Curves.Smooth(0, 1, y / (float)side));
        for (var x = 0; x < side; x++)
        {
            Backdrop.Write(pixels, (y * side + x) * 3, colour.Plus(Grain.At(x, y, grainSeed)));
        }
    });

    internal void Disc(float centreX, float centreY, float radius, Tint colour, float opacity = 1) =>
        Cover(centreX - radius, centreY - radius, centreX + radius, centreY + radius, colour, (x, y) =>
            opacity * Inside(MathF.Sqrt((x - centreX) * (x - centreX) + (y - centreY) * (y - centreY)) - radius));

    /// <summary>A rounded panel with a soft shadow under it.</summary>
    internal void Panel(float left, float top, float width, float height, float radius, Tint colour, float opacity)
    {
        float soft = radius * 1.5f, drop = radius * .45f;
        Cover(left - soft, top - soft + drop, left + width + soft, top + height + soft + drop, Tint.Of("#4a4234"), (x, y) =>
            .13f * MathF.Pow(1 - Curves.Smooth(-soft, soft, Rounded(x, y - drop, left, top, width, height, radius)), 2));
        Cover(left - 1, top - 1, left + width + 1, top + height + 1, colour, (x, y) => opacity * Inside(Rounded(x, y, left, top, width, height, radius)));
    }

    /// <summary>A disc with a check mark.</summary>
    internal void CheckMark(float centreX, float centreY, float radius, Tint disc, Tint mark)
    {
        Disc(centreX, centreY, radius, disc);
        var stroke = radius * .115f;
        Cover(centreX - radius, centreY - radius, centreX + radius, centreY + radius, mark, (x, y) =>
        {
            float u = (x - centreX) / radius, v = (y - centreY) / radius;
            var distance = MathF.Min(ToSegment(u, v, -.38f, .03f, -.10f, .30f), ToSegment(u, v, -.10f, .30f, .38f, -.26f));
            return Inside(distance * radius - stroke);
        });
    }

    private void Cover(float left, float top, float right, float bottom, Tint colour, Func<float, float, float> coverage)
    {
        int x0 = Math.Max(0, (int)left), x1 = Math.Min(side, (int)MathF.Ceiling(right) + 1);
        int y0 = Math.Max(0, (int)top), y1 = Math.Min(side, (int)MathF.Ceiling(bottom) + 1);
        lanes.Rows(Math.Max(0, y1 - y0), row =>
        {
            for (var x = x0; x < x1; x++)
            {
                var share = coverage(x + .5f, y0 + row + .5f);
                if (share > 0)
                {
                    var at = ((y0 + row) * side + x) * 3;
                    Backdrop.Write(pixels, at, new Tint(pixels[at], pixels[at + 1], pixels[at + 2]).Towards(colour, share));
                }
            }
        });
    }

    // Signed distances: negative inside, one pixel of transition.
    private static float Inside(float distance) => Math.Clamp(.5f - distance, 0, 1);

    private static float Rounded(float x, float y, float left, float top, float width, float height, float radius)
    {
        var dx = MathF.Abs(x - left - width / 2) - width / 2 + radius;
        var dy = MathF.Abs(y - top - height / 2) - height / 2 + radius;
        return MathF.Sqrt(MathF.Max(dx, 0) * MathF.Max(dx, 0) + MathF.Max(dy, 0) * MathF.Max(dy, 0)) + MathF.Min(MathF.Max(dx, dy), 0) - radius;
    }

    private static float ToSegment(float x, float y, float ax, float ay, float bx, float by)
    {
        var t = Math.Clamp(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) * (bx - ax) + (by - ay) * (by - ay)), 0, 1);
        float dx = x - ax - t * (bx - ax), dy = y - ay - t * (by - ay);
        return MathF.Sqrt(dx * dx + dy * dy);
    }
}
