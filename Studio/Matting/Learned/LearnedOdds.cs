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
    private const double KeptMargin = .08; // around a stroke for product, in the picture's longer side: the piece it marks is larger than the stroke

    private readonly Raster picture;
    private readonly OddsMap whole;
    private readonly OddsMap? close;
    private readonly PixelBox region; // of the picture
    private readonly SecondThoughts? told;

    private LearnedOdds(Raster picture, OddsMap whole, OddsMap? close, PixelBox region, SecondThoughts? told = null) =>
        (this.picture, this.whole, this.close, this.region, this.told) = (picture, whole, close, region, told);

    /// <param name="picture">Three bands; the larger it is the more the second network sees.</param>
    /// <param name="lanes">Threads.</param>
    internal static LearnedOdds Of(Raster picture, Lanes lanes)
    {
        var everything = new PixelBox(0, 0, picture.Width, picture.Height);
        var first = ProductPrior.Of(picture, lanes);
        if (Around(first, everything, everything) is not { } region)
        {
            return new LearnedOdds(picture, first, close: null, everything);
        }

        var second = OutlineOpinion.Of(Part(picture, region), marks: null, lanes);
        if (Around(second, region, everything) is { } smaller && LongSide(smaller) < Smaller * LongSide(region))
        {
            (second, region) = (OutlineOpinion.Of(Part(picture, smaller), marks: null, lanes), smaller);
        }

        return new LearnedOdds(picture, first, second, region);
    }

    /// <summary>What the second network thinks once a person's strokes are shown to it. It looks at all that was marked as product, too.</summary>
    internal LearnedOdds Told(IReadOnlyList<CutoutStroke> strokes, Lanes lanes)
    {
        var seen = WithKept(strokes);
        var part = Part(picture, seen);
        var before = close is not null && seen == region ? close : OutlineOpinion.Of(part, marks: null, lanes);
        var after = OutlineOpinion.Of(part, (width, height) => SeedMap.Draw(strokes, seen, picture.Width, picture.Height, width, height), lanes);
        return new LearnedOdds(picture, whole, close, region, new SecondThoughts(before, after, seen));
    }

    /// <summary>The logarithm of the odds that a place is product, -8 to 8.</summary>
    /// <param name="u">0 to 1 across.</param>
    /// <param name="v">0 to 1 down.</param>
    internal float At(float u, float v)
    {
        var share = close is null ? 0 : Within(region, u, v) * Closer;
        var odds = Bounded(whole.At(u, v)) * (1 - share);
        if (share > 0)
        {
            odds += Bounded(close!.At(Inside(region, u, v))) * share;
        }

        // The first look knows of no strokes: where they change the second network's mind, its change counts in full.
        return told is null ? odds : Bounded(odds + Within(told.Region, u, v) * told.ChangeAt(Inside(told.Region, u, v)));
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

    private static float Bounded(float odds) => Math.Clamp(odds, -MostOdds, MostOdds);

    private (float U, float V) Inside(PixelBox box, float u, float v) => ((u * picture.Width - box.Left) / box.Width, (v * picture.Height - box.Top) / box.Height);

    // 1 inside, falling to 0 towards those sides of the box that are not the picture's own.
    private float Within(PixelBox box, float u, float v)
    {
        var (x, y) = Inside(box, u, v);
        return x is <= 0 or >= 1 || y is <= 0 or >= 1
            ? 0
            : Math.Min(1, Math.Min(Depth(x, box.Left, box.Width, picture.Width), Depth(y, box.Top, box.Height, picture.Height)) / Border);

        static float Depth(float share, int from, int length, int all) =>
            Math.Min(from > 0 ? share : 1, from + length < all ? 1 - share : 1);
    }

    // The region, and around it what a person marked as product beyond it.
    private PixelBox WithKept(IReadOnlyList<CutoutStroke> strokes)
    {
        double longer = Math.Max(picture.Width, picture.Height), left = region.Left, top = region.Top, right = left + region.Width, bottom = top + region.Height;
        foreach (var stroke in strokes.Where(stroke => stroke.Kind == StrokeKind.Keep))
        {
            var around = (stroke.Radius + KeptMargin) * longer;
            foreach (var point in stroke.Points)
            {
                (left, right) = (Math.Min(left, point.X * longer - around), Math.Max(right, point.X * longer + around));
                (top, bottom) = (Math.Min(top, point.Y * longer - around), Math.Max(bottom, point.Y * longer + around));
            }
        }

        int x0 = Math.Max(0, (int)Math.Floor(left)), y0 = Math.Max(0, (int)Math.Floor(top));
        return new PixelBox(x0, y0, Math.Min(picture.Width, (int)Math.Ceiling(right)) - x0, Math.Min(picture.Height, (int)Math.Ceiling(bottom)) - y0);
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

    /// <summary>One look at a region without and with a person's strokes.</summary>
    private sealed record SecondThoughts(OddsMap Before, OddsMap After, PixelBox Region)
    {
        internal float ChangeAt((float U, float V) place) => Bounded(After.At(place)) - Bounded(Before.At(place));
    }
}
