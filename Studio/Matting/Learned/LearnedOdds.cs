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
    private readonly Region region;

    private LearnedOdds(OddsMap whole, OddsMap? close, Region region) => (this.whole, this.close, this.region) = (whole, close, region);

    private static Region Everything { get; } = new(0, 0, 1, 1);

    /// <param name="picture">Three bands; the larger it is the more the second network sees.</param>
    /// <param name="lanes">Threads.</param>
    internal static LearnedOdds Of(Raster picture, Lanes lanes)
    {
        var first = ProductPrior.Of(picture, lanes);
        if (Around(first, Everything, picture) is not { } region)
        {
            return new LearnedOdds(first, close: null, Everything);
        }

        var second = OutlineOpinion.Of(Part(picture, region), lanes);
        if (Around(second, region, picture) is { } smaller && smaller.LongSide(picture) < Smaller * region.LongSide(picture))
        {
            (second, region) = (OutlineOpinion.Of(Part(picture, smaller), lanes), smaller);
        }

        return new LearnedOdds(first, second, region);
    }

    /// <summary>The logarithm of the odds that a place is product, -8 to 8.</summary>
    /// <param name="u">0 to 1 across.</param>
    /// <param name="v">0 to 1 down.</param>
    internal float At(float u, float v)
    {
        float x = (float)((u - region.Left) / region.Width), y = (float)((v - region.Top) / region.Height);
        if (close is null || x is <= 0 or >= 1 || y is <= 0 or >= 1)
        {
            return Math.Clamp(whole.At(u, v), -MostOdds, MostOdds);
        }

        var odds = close.At(x, y);
        var inside = Math.Min(1, Math.Min(Depth(x, region.Left, region.Left + region.Width), Depth(y, region.Top, region.Top + region.Height)) / Border);
        var share = inside * Closer;
        return Math.Clamp(whole.At(u, v), -MostOdds, MostOdds) * (1 - share) + Math.Clamp(odds, -MostOdds, MostOdds) * share;

        // To the nearest side of the region that is not the picture's own.
        static float Depth(float share, double from, double to) =>
            Math.Min(from > 0 ? share : 1, to < 1 ? 1 - share : 1);
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

    // What the map takes for product, with a margin, as shares of the picture; null where there is next to nothing.
    private static Region? Around(OddsMap map, Region seen, Raster picture)
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

        // In pixels of the picture from here on.
        double unitX = seen.Width * picture.Width / map.Width, unitY = seen.Height * picture.Height / map.Height;
        double width = (right - left + 1) * unitX, height = (bottom - top + 1) * unitY, longer = Math.Max(width, height);
        double middleX = seen.Left * picture.Width + (left + right + 1) / 2.0 * unitX, middleY = seen.Top * picture.Height + (top + bottom + 1) / 2.0 * unitY;
        width = Math.Max(width, LeastAspect * longer) + 2 * Margin * longer;
        height = Math.Max(height, LeastAspect * longer) + 2 * Margin * longer;
        double x0 = Math.Max(0, middleX - width / 2), x1 = Math.Min(picture.Width, middleX + width / 2);
        double y0 = Math.Max(0, middleY - height / 2), y1 = Math.Min(picture.Height, middleY + height / 2);
        return new Region(x0 / picture.Width, y0 / picture.Height, (x1 - x0) / picture.Width, (y1 - y0) / picture.Height).OnPixels(picture);
    }

    private static Raster Part(Raster picture, Region region)
    {
        int left = (int)Math.Round(region.Left * picture.Width), top = (int)Math.Round(region.Top * picture.Height);
        int width = (int)Math.Round(region.Width * picture.Width), height = (int)Math.Round(region.Height * picture.Height);
        var pixels = new byte[width * height * picture.Bands];
        for (var y = 0; y < height; y++)
        {
            picture.Pixels.AsSpan(((top + y) * picture.Width + left) * picture.Bands, width * picture.Bands).CopyTo(pixels.AsSpan(y * width * picture.Bands));
        }

        return new Raster(pixels, width, height, picture.Bands);
    }

    private sealed record Region(double Left, double Top, double Width, double Height)
    {
        internal double LongSide(Raster picture) => Math.Max(Width * picture.Width, Height * picture.Height);

        internal Region OnPixels(Raster picture)
        {
            double left = Math.Floor(Left * picture.Width), top = Math.Floor(Top * picture.Height);
            double right = Math.Ceiling((Left + Width) * picture.Width - 1e-6), bottom = Math.Ceiling((Top + Height) * picture.Height - 1e-6);
            return new(left / picture.Width, top / picture.Height, (right - left) / picture.Width, (bottom - top) / picture.Height);
        }
    }
}
