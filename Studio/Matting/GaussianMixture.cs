namespace CommerceOS.Studio.Matting;

/// <summary>
/// How likely a colour is in a set of pixels: up to eight full-covariance Gaussians over three channels, from
/// k-means++ and one covariance pass. Seeded, so equal pixels give equal models.
/// </summary>
internal sealed class GaussianMixture
{
    private const int LloydRounds = 8;
    private const int PixelsPerComponent = 20;
    private const float Nothing = -1e9f;

    private readonly int components;
    private readonly float[] mean;
    private readonly float[] inverse; // upper triangle of the inverse covariance: 00 01 02 11 12 22
    private readonly float[] logWeight;

    internal GaussianMixture(float[] colours, int[] pixels, int wanted, int seed)
    {
        components = Math.Clamp(pixels.Length / PixelsPerComponent, 1, wanted);
        mean = new float[components * 3];
        inverse = new float[components * 6];
        logWeight = new float[components];
        var labels = Cluster(colours, pixels, seed);
        for (var j = 0; j < components; j++)
        {
            FitComponent(colours, pixels, labels, j);
        }
    }

    /// <summary>Negative logarithm of the density: low where the colour belongs.</summary>
    internal float Cost(float l, float a, float b)
    {
        Span<float> exponents = stackalloc float[8];
        var best = Nothing;
        for (var j = 0; j < components; j++)
        {
            float x = l - mean[j * 3], y = a - mean[j * 3 + 1], z = b - mean[j * 3 + 2];
            var m = j * 6;
            var distance = inverse[m] * x * x + inverse[m + 3] * y * y + inverse[m + 5] * z * z
                + 2 * (inverse[m + 1] * x * y + inverse[m + 2] * x * z + inverse[m + 4] * y * z);
            exponents[j] = logWeight[j] - .5f * distance;
            best = MathF.Max(best, exponents[j]);
        }

        var sum = 0f;
        for (var j = 0; j < components; j++)
        {
            sum += MathF.Exp(exponents[j] - best);
        }

        return -(best + MathF.Log(sum));
    }

    private int[] Cluster(float[] colours, int[] pixels, int seed)
    {
        var centres = SpreadCentres(colours, pixels, new Random(seed));
        var labels = new int[pixels.Length];
        for (var round = 0; round <= LloydRounds; round++)
        {
            for (var i = 0; i < pixels.Length; i++)
            {
                labels[i] = Nearest(colours, pixels[i], centres);
            }

            if (round < LloydRounds)
            {
                MoveCentres(colours, pixels, labels, centres);
            }
        }

        return labels;
    }

    // k-means++: each next centre is drawn with probability proportional to its squared distance from the chosen ones.
    private float[] SpreadCentres(float[] colours, int[] pixels, Random random)
    {
        var centres = new float[components * 3];
        var squared = new float[pixels.Length];
        Array.Fill(squared, float.MaxValue);
        var pick = pixels[random.Next(pixels.Length)];
        for (var j = 0; j < components; j++)
        {
            Array.Copy(colours, pick * 3, centres, j * 3, 3);
            double sum = 0;
            for (var i = 0; i < pixels.Length; i++)
            {
                squared[i] = Math.Min(squared[i], Squared(colours, pixels[i], centres, j));
                sum += squared[i];
            }

            var left = random.NextDouble() * sum;
            var at = 0;
            while (at < pixels.Length - 1 && (left -= squared[at]) > 0)
            {
                at++;
            }

            pick = pixels[at];
        }

        return centres;
    }

    private void MoveCentres(float[] colours, int[] pixels, int[] labels, float[] centres)
    {
        var sums = new double[components * 4];
        for (var i = 0; i < pixels.Length; i++)
        {
            var at = labels[i] * 4;
            sums[at] += colours[pixels[i] * 3];
            sums[at + 1] += colours[pixels[i] * 3 + 1];
            sums[at + 2] += colours[pixels[i] * 3 + 2];
            sums[at + 3]++;
        }

        for (var j = 0; j < components; j++)
        {
            if (sums[j * 4 + 3] > 0)
            {
                for (var c = 0; c < 3; c++)
                {
                    centres[j * 3 + c] = (float)(sums[j * 4 + c] / sums[j * 4 + 3]);
                }
            }
        }
    }

    private void FitComponent(float[] colours, int[] pixels, int[] labels, int component)
    {
        double l = 0, a = 0, b = 0;
        var count = 0;
        for (var i = 0; i < pixels.Length; i++)
        {
            if (labels[i] == component)
            {
                l += colours[pixels[i] * 3];
                a += colours[pixels[i] * 3 + 1];
                b += colours[pixels[i] * 3 + 2];
                count++;
            }
        }

        if (count == 0)
        {
            logWeight[component] = Nothing;
            inverse[component * 6] = inverse[component * 6 + 3] = inverse[component * 6 + 5] = 1;
            return;
        }

        (l, a, b) = (l / count, a / count, b / count);
        double ll = 0, la = 0, lb = 0, aa = 0, ab = 0, bb = 0;
        for (var i = 0; i < pixels.Length; i++)
        {
            if (labels[i] == component)
            {
                double dl = colours[pixels[i] * 3] - l, da = colours[pixels[i] * 3 + 1] - a, db = colours[pixels[i] * 3 + 2] - b;
                ll += dl * dl;
                la += dl * da;
                lb += dl * db;
                aa += da * da;
                ab += da * db;
                bb += db * db;
            }
        }

        // The constants are the noise of a camera after JPEG: they keep a flat region from becoming a needle.
        (ll, aa, bb) = (ll / count + 1.2, aa / count + .8, bb / count + .8);
        (la, lb, ab) = (la / count, lb / count, ab / count);
        var determinant = ll * (aa * bb - ab * ab) - la * (la * bb - ab * lb) + lb * (la * ab - aa * lb);
        mean[component * 3] = (float)l;
        mean[component * 3 + 1] = (float)a;
        mean[component * 3 + 2] = (float)b;
        var at = component * 6;
        inverse[at] = (float)((aa * bb - ab * ab) / determinant);
        inverse[at + 1] = (float)((lb * ab - la * bb) / determinant);
        inverse[at + 2] = (float)((la * ab - lb * aa) / determinant);
        inverse[at + 3] = (float)((ll * bb - lb * lb) / determinant);
        inverse[at + 4] = (float)((la * lb - ll * ab) / determinant);
        inverse[at + 5] = (float)((ll * aa - la * la) / determinant);
        const double halfLogTwoPiCubed = 2.7568;
        logWeight[component] = (float)(Math.Log((double)count / pixels.Length) - .5 * Math.Log(determinant) - halfLogTwoPiCubed);
    }

    private int Nearest(float[] colours, int pixel, float[] centres)
    {
        var best = 0;
        var least = float.MaxValue;
        for (var j = 0; j < components; j++)
        {
            var distance = Squared(colours, pixel, centres, j);
            if (distance < least)
            {
                (least, best) = (distance, j);
            }
        }

        return best;
    }

    private static float Squared(float[] colours, int pixel, float[] centres, int j)
    {
        float l = colours[pixel * 3] - centres[j * 3], a = colours[pixel * 3 + 1] - centres[j * 3 + 1], b = colours[pixel * 3 + 2] - centres[j * 3 + 2];
        return l * l + a * a + b * b;
    }
}
