namespace CommerceOS.Studio.Matting.Learned;

/// <summary>
/// What the learned network thinks of a small picture, at that picture's size: asked about the whole and once more, closer,
/// about the region that it took for the product, where that is much smaller than the picture. Each time it is also shown
/// the mirrored picture: the mean of both answers errs less.
/// </summary>
internal static class ProductPrior
{
    private const float MostOdds = 8;

    private const int Side = 224; // of what the network sees
    private const double Margin = .3; // around the region, in its longer side
    private const double WorthALook = .72; // of the picture's longer side
    private const double FewestPixels = 24;

    /// <returns>For each pixel the logarithm of the odds that it is product, -8 to 8.</returns>
    internal static float[] Of(Raster picture, Lanes lanes)
    {
        var whole = new PixelBox(0, 0, picture.Width, picture.Height);
        var odds = new float[picture.Width * picture.Height];
        Ask(picture, whole, odds, lanes);
        if (Region(odds, picture.Width, picture.Height) is { } region && Math.Max(region.Width, region.Height) < WorthALook * Math.Max(picture.Width, picture.Height))
        {
            Ask(picture, region, odds, lanes);
        }

        return odds;
    }

    // Inside the box both opinions count the same where the first look was asked, too; towards its edge the first one stays.
    private static void Ask(Raster picture, PixelBox box, float[] odds, Lanes lanes)
    {
        var part = box.Width == picture.Width && box.Height == picture.Height ? picture : Part(picture, box);
        var small = part.Resize(Side, Side);
        var answer = LearnedNetwork.Prior.Ask(Prepared(small), lanes);
        var mirrored = LearnedNetwork.Prior.Ask(Prepared(Mirrored(small)), lanes);
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                answer[y * Side + x] = (answer[y * Side + x] + mirrored[(y + 1) * Side - 1 - x]) / 2;
            }
        }

        var map = new OddsMap(answer, Side, Side);
        var first = part == picture;
        lanes.Rows(box.Height, y =>
        {
            for (var x = 0; x < box.Width; x++)
            {
                var value = Math.Clamp(map.At((x + .5f) / box.Width, (y + .5f) / box.Height), -MostOdds, MostOdds);
                ref var here = ref odds[(box.Top + y) * picture.Width + box.Left + x];
                here = first ? value : here + (value - here) * .65f * Inside(x, y, box);
            }
        });
    }

    private static float Inside(int x, int y, PixelBox box)
    {
        var depth = Math.Min(Math.Min(x, box.Width - 1 - x), Math.Min(y, box.Height - 1 - y));
        return Math.Clamp(depth / (.08f * Math.Min(box.Width, box.Height)), 0, 1);
    }

    private static PixelBox? Region(float[] odds, int width, int height)
    {
        int left = width, top = height, right = -1, bottom = -1;
        for (var i = 0; i < odds.Length; i++)
        {
            if (odds[i] > 0)
            {
                var (y, x) = Math.DivRem(i, width);
                (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
            }
        }

        if (right - left < FewestPixels || bottom - top < FewestPixels)
        {
            return null;
        }

        var margin = (int)(Margin * Math.Max(right - left, bottom - top));
        (left, top, right, bottom) = (Math.Max(0, left - margin), Math.Max(0, top - margin), Math.Min(width - 1, right + margin), Math.Min(height - 1, bottom + margin));
        return new PixelBox(left, top, right - left + 1, bottom - top + 1);
    }

    // Colours, and each pixel's place from -1 to 1 across and down.
    private static FeatureMap Prepared(Raster picture)
    {
        var input = LearnedNetwork.Colours(picture, more: 2);
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                input.Row(3, y)[x] = 2f * x / (Side - 1) - 1;
                input.Row(4, y)[x] = 2f * y / (Side - 1) - 1;
            }
        }

        return input;
    }

    private static Raster Mirrored(Raster picture)
    {
        var pixels = new byte[picture.Pixels.Length];
        for (var i = 0; i < picture.Width * picture.Height; i++)
        {
            var (y, x) = Math.DivRem(i, picture.Width);
            picture.Pixels.AsSpan(i * picture.Bands, picture.Bands).CopyTo(pixels.AsSpan(((y + 1) * picture.Width - 1 - x) * picture.Bands));
        }

        return new Raster(pixels, picture.Width, picture.Height, picture.Bands);
    }

    private static Raster Part(Raster picture, PixelBox box)
    {
        var pixels = new byte[box.Width * box.Height * picture.Bands];
        for (var y = 0; y < box.Height; y++)
        {
            picture.Pixels.AsSpan(((box.Top + y) * picture.Width + box.Left) * picture.Bands, box.Width * picture.Bands).CopyTo(pixels.AsSpan(y * box.Width * picture.Bands));
        }

        return new Raster(pixels, box.Width, box.Height, picture.Bands);
    }
}
