using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Rendering;

/// <summary>Something that flat shapes are painted on, with smooth edges. Lengths are in pixels.</summary>
internal sealed class Sheet(int width, int height, Lanes lanes)
{
    private readonly byte[] pixels = new byte[width * height * 3];

    internal Sheet(int side, Lanes lanes)
        : this(side, side, lanes)
    {
    }

    /// <summary>Paints over a picture.</summary>
    internal Sheet(Raster ground, Lanes lanes)
        : this(ground.Width, ground.Height, lanes) => ground.Pixels.CopyTo(pixels, 0);

    internal Raster Pixels => new(pixels, width, height, 3);

    internal VipsImage ToImage() => VipsImage.FromPixels(pixels, width, height, 3);

    internal void Gradient(Tint top, Tint bottom, int grainSeed) => lanes.Rows(height, y =>
    {
        var colour = top.Towards(bottom, Curves.Smooth(0, 1, y / (float)height));
        for (var x = 0; x < width; x++)
        {
            Pixel.Write(pixels, (y * width + x) * 3, colour.Plus(Grain.At(x, y, grainSeed)));
        }
    });

    internal void Disc(float centreX, float centreY, float radius, Tint colour, float opacity = 1) =>
        Cover(centreX - radius, centreY - radius, centreX + radius, centreY + radius, colour, (x, y) =>
            opacity * Inside(MathF.Sqrt((x - centreX) * (x - centreX) + (y - centreY) * (y - centreY)) - radius));

    /// <summary>A rounded area without a shadow.</summary>
    internal void Pill(PixelBox box, float radius, Tint colour, float opacity = 1) =>
        Cover(box.Left - 1, box.Top - 1, box.Left + box.Width + 1, box.Top + box.Height + 1, colour, (x, y) =>
            opacity * Inside(Rounded(x, y, box.Left, box.Top, box.Width, box.Height, radius)));

    /// <summary>A straight line with round ends.</summary>
    internal void Line(float fromX, float fromY, float toX, float toY, float thickness, Tint colour) =>
        Cover(MathF.Min(fromX, toX) - thickness, MathF.Min(fromY, toY) - thickness, MathF.Max(fromX, toX) + thickness, MathF.Max(fromY, toY) + thickness, colour, (x, y) =>
            Inside(ToSegment(x, y, fromX, fromY, toX, toY) - thickness / 2));

    /// <summary>A veil that is full over an area and fades out around it.</summary>
    internal void Scrim(PixelBox box, float fade, Tint colour, float opacity) =>
        Cover(box.Left - fade, box.Top - fade, box.Left + box.Width + fade, box.Top + box.Height + fade, colour, (x, y) =>
            opacity * (1 - Curves.Smooth(0, fade, MathF.Max(0, Rounded(x, y, box.Left, box.Top, box.Width, box.Height, fade * .3f)))));

    /// <summary>A rounded panel with a soft shadow under it.</summary>
    internal void Panel(float left, float top, float wide, float tall, float radius, Tint colour, float opacity)
    {
        float soft = radius * 1.5f, drop = radius * .45f;
        Cover(left - soft, top - soft + drop, left + wide + soft, top + tall + soft + drop, Tint.Of("#4a4234"), (x, y) =>
            .13f * MathF.Pow(1 - Curves.Smooth(-soft, soft, Rounded(x, y - drop, left, top, wide, tall, radius)), 2));
        Cover(left - 1, top - 1, left + wide + 1, top + tall + 1, colour, (x, y) => opacity * Inside(Rounded(x, y, left, top, wide, tall, radius)));
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
        int x0 = Math.Max(0, (int)left), x1 = Math.Min(width, (int)MathF.Ceiling(right) + 1);
        int y0 = Math.Max(0, (int)top), y1 = Math.Min(height, (int)MathF.Ceiling(bottom) + 1);
        lanes.Rows(Math.Max(0, y1 - y0), row =>
        {
            for (var x = x0; x < x1; x++)
            {
                var share = coverage(x + .5f, y0 + row + .5f);
                if (share > 0)
                {
                    var at = ((y0 + row) * width + x) * 3;
                    Pixel.Write(pixels, at, new Tint(pixels[at], pixels[at + 1], pixels[at + 2]).Towards(colour, share));
                }
            }
        });
    }

    // Signed distances: negative inside, one pixel of transition.
    private static float Inside(float distance) => Math.Clamp(.5f - distance, 0, 1);

    private static float Rounded(float x, float y, float left, float top, float wide, float tall, float radius)
    {
        var dx = MathF.Abs(x - left - wide / 2) - wide / 2 + radius;
        var dy = MathF.Abs(y - top - tall / 2) - tall / 2 + radius;
        return MathF.Sqrt(MathF.Max(dx, 0) * MathF.Max(dx, 0) + MathF.Max(dy, 0) * MathF.Max(dy, 0)) + MathF.Min(MathF.Max(dx, dy), 0) - radius;
    }

    private static float ToSegment(float x, float y, float ax, float ay, float bx, float by)
    {
        var t = Math.Clamp(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) * (bx - ax) + (by - ay) * (by - ay)), 0, 1);
        float dx = x - ax - t * (bx - ax), dy = y - ay - t * (by - ay);
        return MathF.Sqrt(dx * dx + dy * dy);
    }
}
