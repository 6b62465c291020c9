namespace CommerceOS.Studio.Matting.Learned;

/// <summary>
/// Where the learned networks think that the product is: the first looks at the whole picture, the second closely at the region that the
/// first took for the product. Both are also shown the mirrored picture: the mean of two answers errs less.
/// </summary>
internal sealed class LearnedOdds
{
    private const float MostOdds = 8;
    private const double Margin = .16; // around the region, in its longer side
    private const double LeastAspect = .6; // of the region, shorter side to longer one: what stands beside a thing tells what is ground
    private const double FewestPixels = 16; // of the first look's grid
    private const float Closer = .6f; // share of the second look: the first one knows what belongs to the surroundings
    private const double Smaller = .75; // a region that shrinks to this share is looked at once more
    private const float Border = .06f; // of the region's shorter side, over which the first look takes over

    private readonly OddsMap whole;
    private readonly OddsMap? close;
    private readonly PixelBox picture;
    private readonly PixelBox region; // of the picture

    private LearnedOdds(OddsMap whole, OddsMap? close, PixelBox picture, PixelBox region) =>
        (this.whole, this.close, this.picture, this.region) = (whole, close, picture, region);

    /// <param name="picture">Three bands; the larger it is the more the second network sees.</param>
    /// <param name="lanes">Threads.</param>
    internal static LearnedOdds Of(Raster picture, Lanes lanes)
    {
        var everything = new PixelBox(0, 0, picture.Width, picture.Height);
        var first = ProductPrior.Of(picture, lanes);
        if (Around(first, everything, everything) is not { } region)
        {
            return new LearnedOdds(first, close: null, everything, everything);
        }

        var second = OutlineOpinion.Of(Part(picture, region), lanes);
        if (Around(second, region, everything) is { } smaller && LongSide(smaller) < Smaller * LongSide(region))
        {
            (second, region) = (OutlineOpinion.Of(Part(picture, smaller), lanes), smaller);
        }

        return new LearnedOdds(first, second, everything, region);
    }

    /// <summary>The logarithm of the odds that a place is product, -8 to 8.</summary>
    /// <param name="u">0 to 1 across.</param>
    /// <param name="v">0 to 1 down.</param>
    internal float At(float u, float v)
    {
        float x = (u * picture.Width - region.Left) / region.Width, y = (v * picture.Height - region.Top) / region.Height;
        if (close is null || x is <= 0 or >= 1 || y is <= 0 or >= 1)
        {
            return Math.Clamp(whole.At(u, v), -MostOdds, MostOdds);
        }

        var odds = close.At(x, y);
        var inside = Math.Min(1, Math.Min(Depth(x, region.Left, region.Width, picture.Width), Depth(y, region.Top, region.Height, picture.Height)) / Border);
        var share = inside * Closer;
        return Math.Clamp(whole.At(u, v), -MostOdds, MostOdds) * (1 - share) + Math.Clamp(odds, -MostOdds, MostOdds) * share;

        // To the nearest side of the region that is not the picture's own.
        static float Depth(float share, int from, int length, int all) =>
            Math.Min(from > 0 ? share : 1, from + length < all ? 1 - share : 1);
    }

    /// <summary>At every pixel of a picture of any size.</summary>
    internal float[] At(int width, int height, Lanes lanes)
    {
        var all = new float[width * height];
        lanes.Rows(height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                all[y * width + x] = At((x + .5f) / width, (y + .5f) / height);
            }
        });
        return all;
    }

    // What the map of a part of the picture takes for product, with a margin; null where there is next to nothing.
    private static PixelBox? Around(OddsMap map, PixelBox seen, PixelBox picture)
    {
        int left = map.Width, top = map.Height, right = -1, bottom = -1;
        for (var i = 0; i < map.Odds.Length; i++)
        {
            if (map.Odds[i] > 0)
            {
                var (y, x) = Math.DivRem(i, map.Width);
                (left, right, top, bottom) = (Math.Min(left, x), Math.Max(right, x), Math.Min(top, y), Math.Max(bottom, y));
            }
        }

        if (right - left < FewestPixels && bottom - top < FewestPixels)
        {
            return null;
        }

        double unitX = (double)seen.Width / map.Width, unitY = (double)seen.Height / map.Height;
        double width = (right - left + 1) * unitX, height = (bottom - top + 1) * unitY, longer = Math.Max(width, height);
        double middleX = seen.Left + (left + right + 1) / 2.0 * unitX, middleY = seen.Top + (top + bottom + 1) / 2.0 * unitY;
        width = Math.Max(width, LeastAspect * longer) + 2 * Margin * longer;
        height = Math.Max(height, LeastAspect * longer) + 2 * Margin * longer;
        int x0 = Math.Max(0, (int)Math.Floor(middleX - width / 2)), x1 = Math.Min(picture.Width, (int)Math.Ceiling(middleX + width / 2));
        int y0 = Math.Max(0, (int)Math.Floor(middleY - height / 2)), y1 = Math.Min(picture.Height, (int)Math.Ceiling(middleY + height / 2));
        return new PixelBox(x0, y0, x1 - x0, y1 - y0);
    }

    private static int LongSide(PixelBox box) => Math.Max(box.Width, box.Height);

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
