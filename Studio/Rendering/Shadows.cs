using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Scenes;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Rendering;

/// <summary>
/// The shadows of a standing product as one layer: contact (dark and close under each foot), ambient (wide and soft) and
/// cast (the silhouette thrown back across the floor, softer and fainter with distance). Contact and ambient are blurs of
/// the base's own shape, so they follow a round bottle, a box seen over its corner and the feet of headphones alike.
/// Worked out at a reduced size: blurred edges hold nothing finer, and wide blurs at full size cost seconds.
/// </summary>
internal static class Shadows
{
    private const int WorkingSide = 500; // pixels; larger frames are reduced to about this
    private const float CastSquash = .27f; // height of the cast shadow over the product's
    private const float CastLean = .85f;   // sideways run per unit of that height
    private const float AmbientOpacity = .52f;
    private const float ContactOpacity = .62f;
    private const float CoreOpacity = .72f;

    /// <param name="products">What stands on the floor.</param>
    /// <param name="width">Pixels of the frame.</param>
    /// <param name="height">Pixels of the frame.</param>
    /// <param name="look">Tint and strengths.</param>
    /// <param name="strength">The merchant's factor.</param>
    /// <param name="light">Side of the light; the cast shadow falls to the other.</param>
    /// <param name="lanes">Threads.</param>
    /// <returns>An RGBA layer of the frame's size.</returns>
    internal static VipsImage Layer(IReadOnlyList<Standing> products, int width, int height, ShadowLook look, float strength, LightSide light, Lanes lanes)
    {
        var reduction = Math.Max(1, (int)Math.Round(Math.Min(width, height) / (double)WorkingSide));
        int smallWidth = (width + reduction - 1) / reduction, smallHeight = (height + reduction - 1) / reduction;
        var lit = new float[smallWidth * smallHeight];
        lit.AsSpan().Fill(1);
        foreach (var product in products)
        {
            Darken(lit, smallWidth, smallHeight, reduction, product, look, strength * look.Strength, light, lanes);
        }

        var shade = Array.ConvertAll(lit, share => (byte)(255 * (1 - share) + .5f));
        return Tinted(new Raster(shade, smallWidth, smallHeight, 1), width, height, look.Tint, lanes);
    }

    private static void Darken(
        float[] lit, int width, int height, int reduction, Standing product, ShadowLook look, float ink, LightSide light, Lanes lanes)
    {
        var unit = product.Footprint.Feet.Max(foot => foot.Width) / (float)reduction;
        using var bases = Bases(product, width, height, reduction, lanes).ToImage();
        var core = Blur(bases, unit * .007, 1);
        var contact = Blur(bases, unit * .026, 1);
        var ambient = Blur(bases, unit * .13, .55);
        var cast = look.Cast > 0 ? new CastShadow(product, light == LightSide.Left ? 1 : -1, reduction) : null;
        lanes.Rows(height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var i = y * width + x;
                lit[i] *= Through(core[i], CoreOpacity * ink, 1.5f) * Through(contact[i], ContactOpacity * ink, 1.4f) * Through(ambient[i], AmbientOpacity * ink, 1);
                if (cast is not null)
                {
                    lit[i] *= 1 - Math.Min(1, cast.At(x * reduction, y * reduction) * look.Cast * ink);
                }
            }
        });
    }

    private static float Through(byte shade, float opacity, float gain) => 1 - Math.Min(1, opacity * Math.Min(1, shade * gain / 255));

    // The floor area that each foot stands on: from the front edge of the base back by its depth.
    private static Raster Bases(Standing product, int width, int height, int reduction, Lanes lanes)
    {
        var mask = new byte[width * height];
        var footprint = product.Footprint;
        foreach (var foot in footprint.Feet)
        {
            lanes.Rows(height, y =>
            {
                for (var x = 0; x < width; x++)
                {
                    var column = x * reduction - product.Left;
                    if (column < foot.Left || column > foot.Right)
                    {
                        continue;
                    }

                    // An ellipse is as deep as its chord at this column; a straight edge is never less than a little deep.
                    var offset = 2f * (column - foot.Left) / Math.Max(1, foot.Right - foot.Left) - 1;
                    var depth = foot.Depth * MathF.Max(.25f, MathF.Sqrt(1 - offset * offset));
                    var below = y * reduction - product.Top - footprint.Ground[Math.Clamp(column, 0, footprint.Ground.Length - 1)];
                    var covered = Math.Clamp(.5f - (MathF.Abs(below + depth / 2) - depth / 2) / reduction, 0, 1);
                    mask[y * width + x] = Math.Max(mask[y * width + x], (byte)(covered * byte.MaxValue));
                }
            });
        }

        return new Raster(mask, width, height, 1);
    }

    // A floor seen at an angle shows blur flatter than it is.
    private static byte[] Blur(VipsImage mask, double sigma, double flattening)
    {
        var least = Math.Max(.6, sigma);
        using var squashed = mask.Apply("resize", ("scale", 1.0), ("vscale", 1 / flattening), ("kernel", "linear"));
        using var blurred = squashed.Apply("gaussblur", ("sigma", least), ("precision", "integer"));
        using var restored = Raster.Of(blurred).Resize(mask.Width, mask.Height, "linear").ToImage();
        return restored.ToPixels();
    }

    private static VipsImage Tinted(Raster shade, int width, int height, Tint tint, Lanes lanes)
    {
        var full = shade.Resize(width, height, "cubic");
        var layer = new byte[width * height * 4];
        lanes.Rows(height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var at = (y * width + x) * 4;
                Pixel.Write(layer, at, tint);
                layer[at + 3] = full.Pixels[y * width + x];
            }
        });
        return VipsImage.FromPixels(layer, width, height, 4);
    }

    // The silhouette in two degrees of blur; with distance the shadow goes from the first to the second and fades.
    private sealed class CastShadow
    {
        private readonly Footprint footprint;
        private readonly int left;
        private readonly int top;
        private readonly int direction;
        private readonly int reduction;
        private readonly float reach;
        private readonly int padding;
        private readonly Raster near;
        private readonly Raster far;

        internal CastShadow(Standing product, int direction, int reduction)
        {
            (footprint, left, top, this.direction, this.reduction) = (product.Footprint, product.Left, product.Top, direction, reduction);
            reach = product.Pixels.Height * CastSquash;
            using var image = product.Pixels.ToImage();
            using var alpha = image.Apply("extract_band", ("band", 3));
            using var small = alpha.Apply("resize", ("scale", 1.0 / reduction));
            padding = small.Width / 5 + 4;
            using var padded = small.Apply("embed", ("x", padding), ("y", padding), ("width", small.Width + 2 * padding), ("height", small.Height + 2 * padding));
            near = Blurred(padded, Math.Max(.6, small.Width * .012));
            far = Blurred(padded, Math.Max(1, small.Width * .055));
        }

        internal float At(int x, int y)
        {
            // The column whose ground the light passed is only known once the distance is: one step of iteration is enough.
            var guess = MathF.Max(0, Ground(x) - y);
            var column = x - left - direction * CastLean * guess;
            var ground = Ground(left + column);
            var distance = ground - y;
            var back = distance / reach;
            if (back is < -.05f or > 1.15f)
            {
                return 0;
            }

            column = x - left - direction * CastLean * distance;
            var row = ground - top - distance / CastSquash;
            var blur = Math.Clamp(back * 1.4f, 0, 1);
            var fade = MathF.Pow(Math.Clamp(1.1f - back, 0, 1), .8f);
            float u = padding + column / reduction, v = padding + row / reduction;
            return (Sample(near, u, v) * (1 - blur) + Sample(far, u, v) * blur) * fade;
        }

        private float Ground(float frameColumn) => top + footprint.Ground[Math.Clamp((int)frameColumn - left, 0, footprint.Ground.Length - 1)];

        private static float Sample(Raster plane, float x, float y)
        {
            int x0 = (int)MathF.Floor(x), y0 = (int)MathF.Floor(y);
            if (x0 < 0 || y0 < 0 || x0 + 1 >= plane.Width || y0 + 1 >= plane.Height)
            {
                return 0;
            }

            float tx = x - x0, ty = y - y0;
            var at = y0 * plane.Width + x0;
            var above = plane.Pixels[at] * (1 - tx) + plane.Pixels[at + 1] * tx;
            var below = plane.Pixels[at + plane.Width] * (1 - tx) + plane.Pixels[at + plane.Width + 1] * tx;
            return (above * (1 - ty) + below * ty) / 255;
        }

        private static Raster Blurred(VipsImage alpha, double sigma)
        {
            using var blurred = alpha.Apply("gaussblur", ("sigma", sigma), ("precision", "integer"));
            return Raster.Of(blurred);
        }
    }
}
