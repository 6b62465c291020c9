namespace CommerceOS.Studio.Matting;

/// <summary>Decides about connected pieces of the coarse mask: which belong to the product, which holes are real.</summary>
/// <param name="mask">1 for product; changed in place.</param>
/// <param name="width">Pixels per row.</param>
/// <param name="height">Rows.</param>
/// <param name="lab">Colours.</param>
/// <param name="residual">Colours minus the backdrop's.</param>
/// <param name="prior">The learned networks' odds that a pixel is product; null on pure white, where they are not asked.</param>
/// <param name="backdropDeviation">How busy the backdrop is.</param>
internal sealed class MaskRegions(byte[] mask, int width, int height, float[] lab, float[] residual, float[]? prior, float backdropDeviation)
{
    private const double Part = .06; // of the largest piece: smaller ones are dropped,
    private const double SmallPart = .01; // unless they are no specks and the network is sure of them
    private const double SurelyProduct = 1.5; // mean odds of the networks
    private const double SurelyGap = -2; // mean odds at which even a speck of a gap, or one of another colour than the backdrop, stays open
    private const double Deepest = .4; // of the backdrop's lightness: a shadow seen through a gap is brighter, a lens, a cone or a mouth is not
    private const double DarkBackdrop = 12; // CIE L*
    private const double SurelySolid = 2; // mean odds at which a place of the backdrop's colour stays closed
    private const double CertainlyBackdrop = -6; // mean odds at which the network overrules the cut
    private const double CertainlyProduct = 5.2;
    private const double Worthwhile = .002; // of the product: less is not worth overruling

    /// <summary>1 where a person said product, -1 where backdrop: no rule decides otherwise. null without strokes.</summary>
    internal sbyte[]? Seeds { get; init; }

    /// <summary>
    /// Turns whole pieces on which the learned network is certain, whatever colours and walls say. Short of that certainty it is not
    /// believed: the dark cone of a loudspeaker and the lenses of sunglasses look to it like backdrop, with odds of -4 to -5.
    /// </summary>
    internal void Overrule(float[] odds)
    {
        var before = mask.ToArray();
        var smallest = mask.Count(side => side == 1) * Worthwhile;
        foreach (var piece in Regions(i => before[i] == 1 && odds[i] < 0))
        {
            if (piece.Count >= smallest && Mean(odds, piece) < CertainlyBackdrop && !Marked(piece, 1))
            {
                piece.ForEach(i => mask[i] = 0);
            }
        }

        foreach (var piece in Regions(i => before[i] == 0 && odds[i] > 0))
        {
            if (piece.Count >= smallest && Mean(odds, piece) > CertainlyProduct && !Marked(piece, -1))
            {
                piece.ForEach(i => mask[i] = 1);
            }
        }
    }

    /// <summary>Opens places inside the product where the backdrop shows through, like the eye of a handle.</summary>
    internal void OpenSeeThroughHoles()
    {
        var product = mask.Count(side => side == 1);
        var candidate = new bool[mask.Length];
        for (var i = 0; i < mask.Length; i++)
        {
            float l = residual[i * 3], a = residual[i * 3 + 1], b = residual[i * 3 + 2];
            candidate[i] = mask[i] == 1 && l is > -24 and < 6 && a * a + b * b < 2.2f * 2.2f;
        }

        foreach (var region in Regions(i => candidate[i]))
        {
            if (!Marked(region, 1) && Opinion(region) < SurelySolid && IsSeeThrough(region, candidate, product))
            {
                foreach (var i in region)
                {
                    mask[i] = 0;
                }
            }
        }
    }

    /// <summary>Drops small separate pieces and fills holes that are part of the product; returns how many pieces stay.</summary>
    internal int KeepMainParts()
    {
        var pieces = Regions(i => mask[i] == 1);
        if (pieces.Count == 0)
        {
            return 0;
        }

        var largest = pieces.MaxBy(piece => piece.Count * (1.2 - DistanceFromMiddle(piece)))!.Count;
        var kept = 0;
        foreach (var piece in pieces)
        {
            if (Marked(piece, 1) || (!Marked(piece, -1) && (piece.Count >= largest * Part || (piece.Count >= largest * SmallPart && Opinion(piece) > SurelyProduct))))
            {
                kept++;
                continue;
            }

            foreach (var i in piece)
            {
                mask[i] = 0;
            }
        }

        foreach (var gap in Regions(i => mask[i] == 0))
        {
            var speck = gap.Count < largest * .004;
            var printed = gap.Count < largest * .25 && Foreignness(gap) > 2.5 + 1.5 * backdropDeviation;
            var filled = IsDeep(gap) || ((speck || printed) && Opinion(gap) > SurelyGap);
            if (filled && !TouchesFrame(gap) && !Marked(gap, -1))
            {
                foreach (var i in gap)
                {
                    mask[i] = 1;
                }
            }
        }

        return kept > 1 ? JoinNeighbours(largest) : kept;
    }

    // A thin slot between two pieces, closed on nearly all sides, is a part that looks like the backdrop: the steel ring of
    // a bottle on grey. The gap between two things side by side is open at its ends.
    private int JoinNeighbours(int largest)
    {
        var radius = Math.Max(2, (int)(Math.Sqrt(largest) * .03));
        var pieces = Regions(i => mask[i] == 1);
        var owner = new int[mask.Length];
        for (var piece = 0; piece < pieces.Count; piece++)
        {
            foreach (var i in pieces[piece])
            {
                owner[i] = piece + 1;
            }
        }

        var single = new Lanes(1);
        var closed = BoxFilter.Shrink(BoxFilter.Grow(mask, width, height, radius, single), width, height, radius, single);
        foreach (var gap in Regions(i => closed[i] == 1 && mask[i] == 0))
        {
            if (!Marked(gap, -1) && IsSlot(gap, closed, owner))
            {
                foreach (var i in gap)
                {
                    mask[i] = 1;
                }
            }
        }

        return Regions(i => mask[i] == 1).Count;
    }

    private bool IsSlot(List<int> gap, byte[] closed, int[] owner)
    {
        var open = 0;
        var contact = new Dictionary<int, int>();
        foreach (var next in gap.SelectMany(Around))
        {
            if (owner[next] > 0)
            {
                contact[owner[next]] = contact.GetValueOrDefault(owner[next]) + 1;
            }
            else if (closed[next] == 0)
            {
                open++;
            }
        }

        var touched = contact.Values.Sum();
        return contact.Count > 1 && open < touched * .15 && contact.Values.OrderDescending().ElementAt(1) > touched * .25;
    }

    private IEnumerable<int> Around(int i)
    {
        var (y, x) = Math.DivRem(i, width);
        if (x > 0)
        {
            yield return i - 1;
        }

        if (x < width - 1)
        {
            yield return i + 1;
        }

        if (y > 0)
        {
            yield return i - width;
        }

        if (y < height - 1)
        {
            yield return i + width;
        }
    }

    // Enclosed, backdrop-coloured, even, and mostly bounded by clear edges of the product.
    private bool IsSeeThrough(List<int> region, bool[] candidate, int product)
    {
        if (region.Count < product * .004 || region.Count > product * .35 || TouchesFrame(region))
        {
            return false;
        }

        int border = 0, towardsBackdrop = 0, clear = 0;
        double sum = 0, squares = 0;
        foreach (var i in region)
        {
            sum += residual[i * 3];
            squares += residual[i * 3] * (double)residual[i * 3];
            var (y, x) = Math.DivRem(i, width);
            foreach (var (dx, dy) in (ReadOnlySpan<(int, int)>)[(-1, 0), (1, 0), (0, -1), (0, 1)])
            {
                var next = (y + dy) * width + x + dx;
                if (candidate[next])
                {
                    continue;
                }

                border++;
                if (mask[next] == 0)
                {
                    towardsBackdrop++;
                    continue;
                }

                var beyond = Math.Clamp(y + 2 * dy, 0, height - 1) * width + Math.Clamp(x + 2 * dx, 0, width - 1);
                clear += LabColour.SquaredDistance(lab, i, beyond) > 81 || LabColour.SquaredDistance(lab, i, next) > 81 ? 1 : 0;
            }
        }

        if (towardsBackdrop > border * .5 && towardsBackdrop > region.Count * .04)
        {
            return false; // a dent in the outline, for the cut to decide
        }

        var mean = sum / region.Count;
        var deviation = Math.Sqrt(Math.Max(0, squares / region.Count - mean * mean));
        return clear > (border - towardsBackdrop) * .45 && mean is > -20 and < 4 && deviation < 5;
    }

    // How far a gap's colour is from backdrop; shade counts for nothing, light for a little.
    private double Foreignness(List<int> region)
    {
        double sum = 0;
        foreach (var i in region)
        {
            float l = residual[i * 3], a = residual[i * 3 + 1], b = residual[i * 3 + 2];
            sum += Math.Sqrt((l > 0 ? l * l * .4 : 0) + a * a + b * b);
        }

        return sum / region.Count;
    }

    // On a black backdrop nothing is darker.
    private bool IsDeep(List<int> region)
    {
        double seen = 0, expected = 0;
        foreach (var i in region)
        {
            seen += lab[i * 3];
            expected += lab[i * 3] - residual[i * 3];
        }

        return seen < Deepest * expected && expected > DarkBackdrop * region.Count;
    }

    private double Opinion(List<int> region) => prior is null ? 0 : Mean(prior, region);

    private static double Mean(float[] values, List<int> region)
    {
        double sum = 0;
        foreach (var i in region)
        {
            sum += values[i];
        }

        return sum / region.Count;
    }

    private double DistanceFromMiddle(List<int> region)
    {
        double x = 0, y = 0;
        foreach (var i in region)
        {
            x += i % width;
            y += i / width;
        }

        return Math.Sqrt(Math.Pow(x / region.Count / width - .5, 2) + Math.Pow(y / region.Count / height - .5, 2));
    }

    private bool Marked(List<int> region, sbyte side) => Seeds is { } seeds && region.Exists(i => seeds[i] == side);

    private bool TouchesFrame(List<int> region) => region.Exists(i => BackdropSurface.FrameDepth(i, width, height) == 0);

    private List<List<int>> Regions(Predicate<int> belongs)
    {
        var seen = new bool[mask.Length];
        var stack = new Stack<int>();
        List<List<int>> regions = [];
        for (var start = 0; start < mask.Length; start++)
        {
            if (seen[start] || !belongs(start))
            {
                continue;
            }

            List<int> region = [];
            Visit(start);
            while (stack.TryPop(out var i))
            {
                region.Add(i);
                foreach (var next in Around(i))
                {
                    Visit(next);
                }
            }

            regions.Add(region);
        }

        return regions;

        void Visit(int i)
        {
            if (!seen[i] && belongs(i))
            {
                seen[i] = true;
                stack.Push(i);
            }
        }
    }
}
