namespace CommerceOS.Studio.Editing;

/// <summary>
/// For every pixel near a hole the place outside it whose surroundings look most alike, found by propagating good guesses
/// to neighbours and by random search around them (Barnes and others, "PatchMatch", ACM Transactions on Graphics 28(3), 2009).
/// The random numbers depend on pixel and round alone. Pictures are three floats a pixel.
/// </summary>
internal sealed class PatchField
{
    internal const int Radius = 3;

    // Against the sum over a patch of 49 pixels: a difference of colour counts as 1.4 times the same one in every pixel.
    private const float ColourWeight = 100;

    private readonly float[] pixels;
    private readonly float[] colours;
    private readonly bool[] sources;
    private readonly int width;
    private readonly int height;
    private readonly List<int> targets = [];
    private readonly int[] places;
    private readonly int[] match;
    private readonly float[] cost;

    /// <param name="pixels">Changed by <see cref="Vote"/> inside the hole.</param>
    /// <param name="colours">What each place has around it, seen from afar: patches come from places of like colours, however like the patches themselves are.</param>
    /// <param name="guesses">A place for each pixel of a picture of this size, or -1; null for random ones.</param>
    internal PatchField(float[] pixels, float[] colours, bool[] hole, int width, int height, int[]? guesses)
    {
        (this.pixels, this.colours, this.width, this.height) = (pixels, colours, width, height);
        sources = new bool[hole.Length];
        var near = new bool[hole.Length];
        var all = new List<int>();
        for (var y = Radius; y < height - Radius; y++)
        {
            for (var x = Radius; x < width - Radius; x++)
            {
                var touches = Touches(hole, x, y);
                sources[y * width + x] = !touches;
                near[y * width + x] = touches;
                (touches ? targets : all).Add(y * width + x);
            }
        }

        places = [.. all];
        match = new int[hole.Length];
        cost = new float[hole.Length];
        Array.Fill(match, -1);
        if (places.Length == 0)
        {
            return;
        }

        foreach (var target in targets)
        {
            var guess = guesses?[target] ?? -1;
            match[target] = guess >= 0 && sources[guess] ? guess : places[Hash(target, 0) % (uint)places.Length];
            cost[target] = Distance(target, match[target], float.MaxValue);
        }
    }

    internal bool HasSources => places.Length > 0;

    /// <summary>The matching place of a pixel; of the nearest one that has one where the frame's edge is too near.</summary>
    internal int MatchOf(int x, int y)
    {
        int inX = Math.Clamp(x, Radius, width - 1 - Radius), inY = Math.Clamp(y, Radius, height - 1 - Radius);
        var found = match[inY * width + inX];
        if (found < 0)
        {
            return -1;
        }

        return Math.Clamp(found / width + y - inY, 0, height - 1) * width + Math.Clamp(found % width + x - inX, 0, width - 1);
    }

    internal void Search(int rounds, int seed)
    {
        // The pixels have changed since the last time.
        foreach (var target in targets)
        {
            cost[target] = Distance(target, match[target], float.MaxValue);
        }

        for (var round = 0; round < rounds; round++)
        {
            var forward = round % 2 == 0;
            for (var n = 0; n < targets.Count; n++)
            {
                var target = targets[forward ? n : targets.Count - 1 - n];
                var step = forward ? -1 : 1;
                Try(target, Neighbour(target + step) is var beside && beside >= 0 ? beside - step : -1);
                Try(target, Neighbour(target + step * width) is var above && above >= 0 ? above - step * width : -1);
                Wander(target, seed + round);
            }
        }
    }

    /// <summary>Each pixel of the hole becomes a mean of what the patches over it propose, the well matching ones first.</summary>
    internal void Vote(bool[] hole)
    {
        var typical = Math.Max(1e-6f, targets.Sum(target => cost[target]) / targets.Count);
        var sums = new float[pixels.Length];
        var weights = new float[hole.Length];
        foreach (var target in targets)
        {
            var weight = MathF.Exp(-cost[target] / (.5f * typical)) + 1e-6f;
            for (var dy = -Radius; dy <= Radius; dy++)
            {
                for (var dx = -Radius; dx <= Radius; dx++)
                {
                    int to = target + dy * width + dx, from = match[target] + dy * width + dx;
                    if (!hole[to])
                    {
                        continue;
                    }

                    weights[to] += weight;
                    sums[to * 3] += pixels[from * 3] * weight;
                    sums[to * 3 + 1] += pixels[from * 3 + 1] * weight;
                    sums[to * 3 + 2] += pixels[from * 3 + 2] * weight;
                }
            }
        }

        for (var i = 0; i < hole.Length; i++)
        {
            if (hole[i] && weights[i] > 0)
            {
                (pixels[i * 3], pixels[i * 3 + 1], pixels[i * 3 + 2]) = (sums[i * 3] / weights[i], sums[i * 3 + 1] / weights[i], sums[i * 3 + 2] / weights[i]);
            }
        }
    }

    private int Neighbour(int at) => at >= 0 && at < match.Length ? match[at] : -1;

    private void Try(int target, int candidate)
    {
        if (candidate < 0 || candidate >= sources.Length || !sources[candidate] || candidate == match[target])
        {
            return;
        }

        var distance = Distance(target, candidate, cost[target]);
        if (distance < cost[target])
        {
            (match[target], cost[target]) = (candidate, distance);
        }
    }

    private void Wander(int target, int seed)
    {
        var state = Hash(target, seed);
        for (var reach = Math.Max(width, height); reach >= 1; reach /= 2)
        {
            state = Next(state);
            var x = match[target] % width + (int)(state % (uint)(2 * reach + 1)) - reach;
            state = Next(state);
            var y = match[target] / width + (int)(state % (uint)(2 * reach + 1)) - reach;
            if (x >= Radius && y >= Radius && x < width - Radius && y < height - Radius)
            {
                Try(target, y * width + x);
            }
        }
    }

    private float Distance(int target, int source, float enough)
    {
        var sum = 0f;
        for (var c = 0; c < 3; c++)
        {
            var difference = colours[target * 3 + c] - colours[source * 3 + c];
            sum += ColourWeight * difference * difference;
        }

        for (var dy = -Radius; dy <= Radius; dy++)
        {
            int a = (target + dy * width - Radius) * 3, b = (source + dy * width - Radius) * 3;
            for (var n = 0; n < (2 * Radius + 1) * 3; n++)
            {
                var difference = pixels[a + n] - pixels[b + n];
                sum += difference * difference;
            }

            if (sum >= enough)
            {
                return sum;
            }
        }

        return sum;
    }

    private bool Touches(bool[] hole, int x, int y)
    {
        for (var dy = -Radius; dy <= Radius; dy++)
        {
            for (var dx = -Radius; dx <= Radius; dx++)
            {
                if (hole[(y + dy) * width + x + dx])
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static uint Hash(int place, int seed) => Next(Next((uint)place * 2654435761u + (uint)seed * 40503u + 12345u));

    // Marsaglia's xorshift.
    private static uint Next(uint state)
    {
        state = state == 0 ? 0x9E3779B9u : state;
        state ^= state << 13;
        state ^= state >> 17;
        return state ^ (state << 5);
    }
}
