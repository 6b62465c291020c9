namespace CommerceOS.Studio.Matting;

/// <summary>
/// What the backdrop would look like without the product: a smooth surface fitted to the frame of the photo. Four shapes
/// are tried, from a constant to a patch between the four edges; the one that best predicts a second, inner frame that
/// it has not seen wins, simpler shapes being preferred.
/// </summary>
/// <param name="Lab">Expected colour of every pixel, three floats each.</param>
/// <param name="Deviation">Mean distance on the inner frame, best 85 %: under 3 is a plain backdrop, over 14 a busy one.</param>
/// <param name="Foreign">Pixels of the frame that are no backdrop: there the product runs out of the photo.</param>
internal sealed record BackdropSurface(float[] Lab, float Deviation, bool[] Foreign)
{
    private const float ForeignDistance = 18;
    private const float ForeignFactor = 4; // times the median: a busy backdrop is not foreign to itself
    private const float ClearlyForeign = 30; // a dark gradient's corners, extrapolated, are up to 25 off
    private const double TouchingShare = .03;

    private const double QuadraticHandicap = 1.05;
    private const double EdgePatchHandicap = 1.15;

    internal static BackdropSurface Fit(float[] lab, int width, int height, int ring)
    {
        List<int> outer = [], inner = [];
        for (var i = 0; i < width * height; i++)
        {
            var depth = FrameDepth(i, width, height);
            if (depth < ring * 2)
            {
                (depth < ring ? outer : inner).Add(i);
            }
        }

        var constant = Constant(lab, width * height, outer);
        var foreign = ForeignPixels(lab, width, height, outer, constant);
        outer.RemoveAll(i => foreign[i]);
        List<(float[] Surface, double Handicap)> candidates = [(constant, 1), (Quadratic(lab, width, height, outer), QuadraticHandicap)];
        if (foreign.Count(isForeign => isForeign) < outer.Count * TouchingShare)
        {
            // Drawn between edges that hold product, these would paint the product into the backdrop.
            var edges = new EdgeProfiles(lab, width, height, ring);
            candidates.Add((edges.BetweenSides(), EdgePatchHandicap));
            candidates.Add((edges.BetweenAllEdges(), EdgePatchHandicap));
        }

        var best = candidates
            .Select(candidate => (candidate.Surface, Deviation: DeviationOn(inner, lab, candidate.Surface), candidate.Handicap))
            .MinBy(candidate => candidate.Deviation * candidate.Handicap);
        return new BackdropSurface(best.Surface, best.Deviation, foreign);
    }

    // A quadratic fitted to everything bends towards a product that covers most of one edge. So it is fitted to what lies
    // near the median colour, and what it does not explain even when extrapolated is foreign; a gradient's corners are not.
    private static bool[] ForeignPixels(float[] lab, int width, int height, List<int> outer, float[] constant)
    {
        var limit = MathF.Max(ForeignDistance, ForeignFactor * Median(outer.ConvertAll(i => Distance(i, lab, constant))));
        var far = outer.FindAll(i => Distance(i, lab, constant) > limit);
        var foreign = new bool[lab.Length / 3];
        if (far.Count == 0)
        {
            return foreign;
        }

        var near = outer.FindAll(i => Distance(i, lab, constant) <= limit);
        var extrapolated = Quadratic(lab, width, height, near);
        var unexplained = MathF.Max(ClearlyForeign, ForeignFactor * Median(near.ConvertAll(i => Distance(i, lab, extrapolated))));
        foreach (var i in far)
        {
            foreign[i] = Distance(i, lab, extrapolated) > unexplained;
        }

        return foreign;
    }

    private static float Distance(int pixel, float[] lab, float[] surface)
    {
        var i = pixel * 3;
        float l = lab[i] - surface[i], a = lab[i + 1] - surface[i + 1], b = lab[i + 2] - surface[i + 2];
        return MathF.Sqrt(l * l + a * a + b * b);
    }

    /// <summary>Distance of a pixel from the nearest edge of the photo, in pixels.</summary>
    internal static int FrameDepth(int pixel, int width, int height)
    {
        var (y, x) = Math.DivRem(pixel, width);
        return Math.Min(Math.Min(x, y), Math.Min(width - 1 - x, height - 1 - y));
    }

    internal static float Median(List<float> values)
    {
        values.Sort();
        return values.Count == 0 ? 0 : values[values.Count / 2];
    }

    private static float DeviationOn(List<int> pixels, float[] lab, float[] surface)
    {
        var distances = pixels.ConvertAll(i => Distance(i, lab, surface)).ToArray();
        Array.Sort(distances);
        // The worst 15 % may be the product touching the inner frame.
        return distances.AsSpan(0, Math.Max(1, (int)(distances.Length * .85))).ToArray().Average();
    }

    private static float[] Constant(float[] lab, int pixels, List<int> outer)
    {
        var surface = new float[pixels * 3];
        for (var c = 0; c < 3; c++)
        {
            var median = Median(outer.ConvertAll(i => lab[i * 3 + c]));
            for (var i = 0; i < pixels; i++)
            {
                surface[i * 3 + c] = median;
            }
        }

        return surface;
    }

    // Least squares with Tukey's weights: what touches the frame but is not backdrop loses its say.
    private static float[] Quadratic(float[] lab, int width, int height, List<int> outer)
    {
        var sample = outer.Where((_, k) => k % 2 == 0).ToArray();
        var surface = new float[width * height * 3];
        Span<double> terms = stackalloc double[6];
        for (var c = 0; c < 3; c++)
        {
            var weights = new double[sample.Length];
            Array.Fill(weights, 1);
            var coefficients = new double[6];
            for (var round = 0; round < 6; round++)
            {
                var system = new double[6, 7];
                for (var k = 0; k < sample.Length; k++)
                {
                    Terms(sample[k], width, height, terms);
                    for (var row = 0; row < 6; row++)
                    {
                        for (var column = 0; column < 6; column++)
                        {
                            system[row, column] += weights[k] * terms[row] * terms[column];
                        }

                        system[row, 6] += weights[k] * terms[row] * lab[sample[k] * 3 + c];
                    }
                }

                coefficients = Solve(system);
                var misses = Array.ConvertAll(sample, i => Value(coefficients, i, width, height) - lab[i * 3 + c]);
                var spread = Math.Max(.6, 1.48 * Median([.. misses.Select(miss => (float)Math.Abs(miss))]));
                for (var k = 0; k < sample.Length; k++)
                {
                    var relative = misses[k] / (4.7 * spread);
                    weights[k] = Math.Abs(relative) < 1 ? (1 - relative * relative) * (1 - relative * relative) : 0;
                }
            }

            for (var i = 0; i < width * height; i++)
            {
                surface[i * 3 + c] = (float)Value(coefficients, i, width, height);
            }
        }

        return surface;
    }

    private static void Terms(int pixel, int width, int height, Span<double> terms)
    {
        double x = pixel % width / (double)width - .5, y = pixel / width / (double)height - .5;
        (terms[0], terms[1], terms[2], terms[3], terms[4], terms[5]) = (1, x, y, x * x, x * y, y * y);
    }

    private static double Value(double[] coefficients, int pixel, int width, int height)
    {
        Span<double> terms = stackalloc double[6];
        Terms(pixel, width, height, terms);
        var sum = 0.0;
        for (var k = 0; k < 6; k++)
        {
            sum += coefficients[k] * terms[k];
        }

        return sum;
    }

    // Gauss-Jordan with pivoting; the tiny diagonal keeps an empty system solvable.
    private static double[] Solve(double[,] system)
    {
        const int n = 6;
        for (var i = 0; i < n; i++)
        {
            system[i, i] += 1e-6;
        }

        for (var i = 0; i < n; i++)
        {
            var pivot = i;
            for (var row = i + 1; row < n; row++)
            {
                if (Math.Abs(system[row, i]) > Math.Abs(system[pivot, i]))
                {
                    pivot = row;
                }
            }

            for (var column = 0; column <= n; column++)
            {
                (system[i, column], system[pivot, column]) = (system[pivot, column], system[i, column]);
            }

            for (var row = 0; row < n; row++)
            {
                if (row != i)
                {
                    var factor = system[row, i] / system[i, i];
                    for (var column = i; column <= n; column++)
                    {
                        system[row, column] -= factor * system[i, column];
                    }
                }
            }
        }

        var result = new double[n];
        for (var i = 0; i < n; i++)
        {
            result[i] = system[i, n] / system[i, i];
        }

        return result;
    }

    // Median colours along the four edges, each over the ring's depth and three neighbours.
    private sealed class EdgeProfiles
    {
        private readonly int width;
        private readonly int height;
        private readonly float[][] left = new float[3][];
        private readonly float[][] right = new float[3][];
        private readonly float[][] top = new float[3][];
        private readonly float[][] bottom = new float[3][];

        internal EdgeProfiles(float[] lab, int width, int height, int ring)
        {
            (this.width, this.height) = (width, height);
            for (var c = 0; c < 3; c++)
            {
                var channel = c;
                left[c] = Profile(height, ring, (along, depth) => lab[(along * width + depth) * 3 + channel]);
                right[c] = Profile(height, ring, (along, depth) => lab[(along * width + width - 1 - depth) * 3 + channel]);
                top[c] = Profile(width, ring, (along, depth) => lab[(depth * width + along) * 3 + channel]);
                bottom[c] = Profile(width, ring, (along, depth) => lab[((height - 1 - depth) * width + along) * 3 + channel]);
            }
        }

        internal float[] BetweenSides() => Surface((c, u, _, _, y) => left[c][y] * (1 - u) + right[c][y] * u);

        // Coons patch: both blends minus the bilinear blend of the corners, which they share.
        internal float[] BetweenAllEdges() => Surface((c, u, v, x, y) =>
            left[c][y] * (1 - u) + right[c][y] * u
            + top[c][x] * (1 - v) + bottom[c][x] * v
            - (left[c][0] * (1 - u) + right[c][0] * u) * (1 - v)
            - (left[c][height - 1] * (1 - u) + right[c][height - 1] * u) * v);

        private float[] Surface(Func<int, float, float, int, int, float> value)
        {
            var surface = new float[width * height * 3];
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    for (var c = 0; c < 3; c++)
                    {
                        surface[(y * width + x) * 3 + c] = value(c, x / (float)(width - 1), y / (float)(height - 1), x, y);
                    }
                }
            }

            return surface;
        }

        private static float[] Profile(int length, int ring, Func<int, int, float> value)
        {
            var profile = new float[length];
            List<float> window = [];
            for (var along = 0; along < length; along++)
            {
                window.Clear();
                for (var near = Math.Max(0, along - 1); near <= Math.Min(length - 1, along + 1); near++)
                {
                    for (var depth = 0; depth < ring; depth++)
                    {
                        window.Add(value(near, depth));
                    }
                }

                profile[along] = Median(window);
            }

            return profile;
        }
    }
}
