namespace CommerceOS.Studio.Matting;

/// <summary>
/// The mean product colour and the mean backdrop colour around every pixel, taken from where the mask is certain. Where a
/// window holds nothing certain a four times larger one is asked, and then the pixel itself.
/// </summary>
internal sealed class LocalColours
{
    private const int WideFactor = 4;
    private const float EnoughNear = 2e-3f;
    private const float EnoughWide = 1e-5f;

    private readonly float[][] product = new float[3][];
    private readonly float[][] backdrop = new float[3][];

    /// <param name="colours">Three floats per pixel.</param>
    /// <param name="inside">1 where the pixel is certainly product.</param>
    /// <param name="around">0 where the pixel is certainly backdrop.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="radius">Half the window.</param>
    /// <param name="lanes">Threads.</param>
    internal LocalColours(float[] colours, byte[] inside, byte[] around, int width, int height, int radius, Lanes lanes)
    {
        Fill(product, Array.ConvertAll(inside, side => (float)side));
        Fill(backdrop, Array.ConvertAll(around, side => 1f - side));

        void Fill(float[][] planes, float[] certain)
        {
            var near = BoxFilter.Mean(certain, width, height, radius, lanes);
            var wide = BoxFilter.Mean(certain, width, height, radius * WideFactor, lanes);
            for (var c = 0; c < 3; c++)
            {
                var weighted = new float[certain.Length];
                for (var i = 0; i < weighted.Length; i++)
                {
                    weighted[i] = certain[i] * colours[i * 3 + c];
                }

                var nearSum = BoxFilter.Mean(weighted, width, height, radius, lanes);
                var wideSum = BoxFilter.Mean(weighted, width, height, radius * WideFactor, lanes);
                for (var i = 0; i < weighted.Length; i++)
                {
                    weighted[i] = near[i] > EnoughNear ? nearSum[i] / near[i] : wide[i] > EnoughWide ? wideSum[i] / wide[i] : colours[i * 3 + c];
                }

                planes[c] = weighted;
            }
        }
    }

    internal float Product(int channel, int pixel) => product[channel][pixel];

    internal float Backdrop(int channel, int pixel) => backdrop[channel][pixel];

    internal float Separation(int pixel)
    {
        float l = product[0][pixel] - backdrop[0][pixel], a = product[1][pixel] - backdrop[1][pixel], b = product[2][pixel] - backdrop[2][pixel];
        return MathF.Sqrt(l * l + a * a + b * b);
    }

    /// <summary>Where the colour lies on the line from backdrop (0) to product (1); .5 where both are the same.</summary>
    internal float Position(float c0, float c1, float c2, int pixel)
    {
        float d0 = product[0][pixel] - backdrop[0][pixel], d1 = product[1][pixel] - backdrop[1][pixel], d2 = product[2][pixel] - backdrop[2][pixel];
        var squared = d0 * d0 + d1 * d1 + d2 * d2;
        return squared < 1e-6f
            ? .5f
            : Math.Clamp(((c0 - backdrop[0][pixel]) * d0 + (c1 - backdrop[1][pixel]) * d1 + (c2 - backdrop[2][pixel]) * d2) / squared, 0, 1);
    }
}
