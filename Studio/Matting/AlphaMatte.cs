namespace CommerceOS.Studio.Matting;

/// <summary>
/// Turns the refined mask into coverage per full-size pixel, and removes the backdrop's colour from half-covered pixels.
/// Writes straight into RGBA.
/// </summary>
internal static class AlphaMatte
{
    private const int EdgeBand = 3;
    private const int Radius = 4; // wide enough to smooth the steps of a mask whose pixels are whole
    private const float Regularisation = 2.4e-4f;
    private const float Fuller = .35f; // share * (1 - share) of it is added: outlines of labelled photographs came out up to .3 pixels too tight without

    /// <param name="photo">Full-size colours, 3 bands.</param>
    /// <param name="middle">The same picture at the mask's size.</param>
    /// <param name="mask">1 for product at the middle size.</param>
    /// <param name="lanes">Threads.</param>
    /// <returns>4 bands, full size.</returns>
    internal static Raster Compose(Raster photo, Raster middle, byte[] mask, Lanes lanes)
    {
        int midWidth = middle.Width, midHeight = middle.Height;
        var filter = new GuidedFilter(middle, mask, Radius, Regularisation, lanes);
        var inside = BoxFilter.Shrink(mask, midWidth, midHeight, EdgeBand, lanes);
        var around = BoxFilter.Grow(mask, midWidth, midHeight, EdgeBand, lanes);
        var colours = new LocalColours(Array.ConvertAll(middle.Pixels, value => value / 255f), inside, around, midWidth, midHeight, 8, lanes);
        var rgba = new byte[photo.Width * photo.Height * 4];
        float scaleX = (float)midWidth / photo.Width, scaleY = (float)midHeight / photo.Height;
        lanes.Rows(photo.Height, y =>
        {
            var midY = (y + .5f) * scaleY - .5f;
            var row = Math.Clamp((int)MathF.Round(midY), 0, midHeight - 1) * midWidth;
            for (var x = 0; x < photo.Width; x++)
            {
                var midX = (x + .5f) * scaleX - .5f;
                var near = row + Math.Clamp((int)MathF.Round(midX), 0, midWidth - 1);
                var source = photo.Pixels.AsSpan((y * photo.Width + x) * 3, 3);
                var target = rgba.AsSpan((y * photo.Width + x) * 4, 4);
                if (around[near] == 0)
                {
                    continue; // transparent black: nothing of the backdrop stays in the file
                }

                source.CopyTo(target);
                target[3] = byte.MaxValue;
                if (inside[near] == 0)
                {
                    Edge(source, target, filter, colours, midX, midY, near);
                }
            }
        });
        return new Raster(rgba, photo.Width, photo.Height, 4);
    }

    private static void Edge(ReadOnlySpan<byte> source, Span<byte> target, GuidedFilter filter, LocalColours colours, float midX, float midY, int near)
    {
        // A pixel's place between both sides' mean colours would be another witness, but a worse one: few things have one colour.
        var alpha = Math.Clamp((filter.Alpha(midX, midY, source[0] / 255f, source[1] / 255f, source[2] / 255f) - .08f) / .84f, 0, 1);
        alpha = alpha * .5f + alpha * alpha * (3 - 2 * alpha) * .5f;
        target[3] = (byte)(Covered(alpha, colours, near) * 255 + .5f);
        if (target[3] == 0)
        {
            target.Clear();
            return;
        }

        // Foreground estimation by blur fusion (Forte, "Approximate fast foreground colour estimation", 2021), among coded values.
        for (var c = 0; c < 3; c++)
        {
            float product = colours.Product(c, near), backdrop = colours.Backdrop(c, near);
            var estimate = product + alpha * (source[c] / 255f - alpha * product - (1 - alpha) * backdrop);
            target[c] = (byte)Math.Clamp(estimate * 255 + .5f, 0, 255);
        }
    }

    // Light adds up, coded values do not: a pixel half covered by something dark looks nearly as light as its backdrop. With values taken
    // for the root of light, a share between two of them covers that much more (or less) of the pixel.
    private static float Covered(float share, LocalColours colours, int near)
    {
        var product = Lightness(colours.Product(0, near), colours.Product(1, near), colours.Product(2, near));
        var backdrop = Lightness(colours.Backdrop(0, near), colours.Backdrop(1, near), colours.Backdrop(2, near));
        var darker = product + backdrop < .01f ? 0 : (backdrop - product) / (backdrop + product);
        return Math.Clamp(share + share * (1 - share) * (Fuller + darker), 0, 1);
    }

    private static float Lightness(float red, float green, float blue) => .2126f * red + .7152f * green + .0722f * blue;
}
