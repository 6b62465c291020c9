namespace CommerceOS.Studio.Matting;

/// <summary>
/// Colour guided filter (He, Sun and Tang, "Guided image filtering", IEEE TPAMI 35(6), 2013): around each pixel the mask
/// is explained as a linear function of the photo's colours. The coefficients are smooth, so they can be computed small
/// and applied to the full-size photo, where they follow its edges.
/// </summary>
internal sealed class GuidedFilter
{
    private readonly float[][] coefficients;
    private readonly int width;
    private readonly int height;

    internal GuidedFilter(Raster guide, byte[] mask, int radius, float regularisation, Lanes lanes)
    {
        (width, height) = (guide.Width, guide.Height);
        var pixels = width * height;
        var channels = new float[3][];
        for (var c = 0; c < 3; c++)
        {
            channels[c] = new float[pixels];
            for (var i = 0; i < pixels; i++)
            {
                channels[c][i] = guide.Pixels[i * 3 + c] / 255f;
            }
        }

        var target = Array.ConvertAll(mask, side => (float)side);
        var means = Array.ConvertAll(channels, Mean);
        var targetMean = Mean(target);
        var products = Array.ConvertAll(channels, channel => Mean(Times(channel, target)));
        var variances = new[]
        {
            Mean(Times(channels[0], channels[0])), Mean(Times(channels[0], channels[1])), Mean(Times(channels[0], channels[2])),
            Mean(Times(channels[1], channels[1])), Mean(Times(channels[1], channels[2])), Mean(Times(channels[2], channels[2])),
        };
        var raw = new[] { new float[pixels], new float[pixels], new float[pixels], new float[pixels] };
        lanes.Rows(height, y =>
        {
            for (var i = y * width; i < (y + 1) * width; i++)
            {
                Solve(i, means, targetMean, products, variances, regularisation, raw);
            }
        });
        coefficients = Array.ConvertAll(raw, Mean);

        float[] Mean(float[] plane) => BoxFilter.Mean(plane, width, height, radius, lanes);
    }

    /// <summary>Alpha of a full-size pixel with colour 0..1, at a position in the guide's own pixels.</summary>
    internal float Alpha(float x, float y, float red, float green, float blue)
    {
        int x0 = Math.Clamp((int)MathF.Floor(x), 0, width - 1), y0 = Math.Clamp((int)MathF.Floor(y), 0, height - 1);
        int x1 = Math.Min(width - 1, x0 + 1), y1 = Math.Min(height - 1, y0 + 1);
        float tx = Math.Clamp(x - x0, 0, 1), ty = Math.Clamp(y - y0, 0, 1);
        return At(0) * red + At(1) * green + At(2) * blue + At(3);

        float At(int plane)
        {
            var values = coefficients[plane];
            var above = values[y0 * width + x0] * (1 - tx) + values[y0 * width + x1] * tx;
            var below = values[y1 * width + x0] * (1 - tx) + values[y1 * width + x1] * tx;
            return above * (1 - ty) + below * ty;
        }
    }

    // Solves the 3 x 3 normal equations of one window by the adjugate.
    private static void Solve(int i, float[][] means, float[] targetMean, float[][] products, float[][] variances, float regularisation, float[][] raw)
    {
        float r = means[0][i], g = means[1][i], b = means[2][i], mean = targetMean[i];
        var rr = variances[0][i] - r * r + regularisation;
        var rg = variances[1][i] - r * g;
        var rb = variances[2][i] - r * b;
        var gg = variances[3][i] - g * g + regularisation;
        var gb = variances[4][i] - g * b;
        var bb = variances[5][i] - b * b + regularisation;
        float cr = products[0][i] - r * mean, cg = products[1][i] - g * mean, cb = products[2][i] - b * mean;
        float i00 = gg * bb - gb * gb, i01 = rb * gb - rg * bb, i02 = rg * gb - rb * gg;
        float i11 = rr * bb - rb * rb, i12 = rg * rb - rr * gb, i22 = rr * gg - rg * rg;
        var determinant = rr * i00 + rg * i01 + rb * i02;
        if (MathF.Abs(determinant) < 1e-20f)
        {
            determinant = 1e-20f;
        }

        var red = (i00 * cr + i01 * cg + i02 * cb) / determinant;
        var green = (i01 * cr + i11 * cg + i12 * cb) / determinant;
        var blue = (i02 * cr + i12 * cg + i22 * cb) / determinant;
        raw[0][i] = red;
        raw[1][i] = green;
        raw[2][i] = blue;
        raw[3][i] = mean - red * r - green * g - blue * b;
    }

    private static float[] Times(float[] a, float[] b)
    {
        var product = new float[a.Length];
        for (var i = 0; i < a.Length; i++)
        {
            product[i] = a[i] * b[i];
        }

        return product;
    }
}
