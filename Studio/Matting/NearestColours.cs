namespace CommerceOS.Studio.Matting;

/// <summary>
/// Compares a pixel with single colours of both sides near it. A mean speaks for a side of one colour; where a label meets the
/// product's colour at the outline, the mean of both is neither, and the label would count as backdrop.
/// </summary>
/// <param name="lab">Three floats per pixel.</param>
/// <param name="inside">1 where the pixel is certainly product.</param>
/// <param name="around">0 where the pixel is certainly backdrop.</param>
/// <param name="width">Pixels per row.</param>
/// <param name="height">Rows.</param>
/// <param name="spacing">Pixels between samples, of which a square of seven by seven is asked.</param>
internal sealed class NearestColours(float[] lab, byte[] inside, byte[] around, int width, int height, int spacing)
{
    private const int Reach = 3; // samples in each direction
    private const float Noise = 4; // squared distance below which colours are the same

    /// <summary>0 where the colour is found in the backdrop only, 1 in the product only, .5 where both or neither have it.</summary>
    internal float Position(int x, int y)
    {
        var here = y * width + x;
        float product = float.MaxValue, backdrop = float.MaxValue;
        for (var dy = -Reach; dy <= Reach; dy++)
        {
            var sy = y + dy * spacing;
            if (sy < 0 || sy >= height)
            {
                continue;
            }

            for (var dx = -Reach; dx <= Reach; dx++)
            {
                var sx = x + dx * spacing;
                if (sx < 0 || sx >= width)
                {
                    continue;
                }

                var sample = sy * width + sx;
                if (inside[sample] == 1)
                {
                    product = Math.Min(product, LabColour.SquaredDistance(lab, here, sample));
                }
                else if (around[sample] == 0)
                {
                    backdrop = Math.Min(backdrop, LabColour.SquaredDistance(lab, here, sample));
                }
            }
        }

        if (product == float.MaxValue || backdrop == float.MaxValue)
        {
            return .5f;
        }

        float a = MathF.Sqrt(product + Noise), b = MathF.Sqrt(backdrop + Noise);
        return b / (a + b);
    }
}
