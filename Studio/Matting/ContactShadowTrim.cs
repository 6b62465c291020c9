namespace CommerceOS.Studio.Matting;

/// <summary>
/// Takes slivers of contact shadow off the underside of the mask. Right under a product the shadow is so dark that it has
/// an edge of its own, and the cut follows that edge. A sliver is thin, lies at the lower outline, has the backdrop's hue
/// with less light, and does not look like the product beside it. Dark neutral products on grey keep theirs: nothing tells
/// the two apart.
/// </summary>
internal static class ContactShadowTrim
{
    private const double Thickness = .06;    // of the product's height, or of the side of a square of its area: flat things cast as thick a sliver
    private const float LargestHueError = 7;
    private const float LeastSaturation = .4f; // of the backdrop's chroma, dimmed; cameras deepen colours in the dark
    private const float MostSaturation = 2.4f;
    private const float ClearlyNotProduct = 10;
    private const float Brightest = .80f;    // of the backdrop's lightness
    private const float SurelyProduct = 2;   // odds of the learned networks that end a sliver

    internal static void Apply(byte[] mask, float[] lab, LocalColours colours, float[]? odds, int width, int height)
    {
        bool MayBeShadow(int i) => (odds is null || odds[i] < SurelyProduct) && IsShadow(lab, colours, i);

        var reach = Math.Max(2, (int)(Thickness * Math.Max(Height(mask, width), Math.Sqrt(mask.Count(side => side == 1)))));
        for (var x = 0; x < width; x++)
        {
            // Upwards from each lower edge; the first pixel that is no shadow ends it.
            for (var y = height - 1; y > 0; y--)
            {
                var underside = mask[y * width + x] == 1 && (y == height - 1 || mask[(y + 1) * width + x] == 0);
                if (!underside)
                {
                    continue;
                }

                var top = y;
                while (top >= 0 && y - top <= reach && mask[top * width + x] == 1 && MayBeShadow(top * width + x))
                {
                    top--;
                }

                if (y - top <= reach)
                {
                    for (var row = top + 1; row <= y; row++)
                    {
                        mask[row * width + x] = 0;
                    }
                }

                y = Math.Min(y, top + 1);
            }
        }
    }

    private static bool IsShadow(float[] lab, LocalColours colours, int i)
    {
        float l = lab[i * 3], a = lab[i * 3 + 1], b = lab[i * 3 + 2];
        var dimming = l / MathF.Max(8, colours.Backdrop(0, i));
        if (dimming > Brightest)
        {
            return false;
        }

        float groundA = colours.Backdrop(1, i), groundB = colours.Backdrop(2, i);
        var chroma = groundA * groundA + groundB * groundB;
        var saturation = Math.Clamp(chroma < 1 ? dimming : (a * groundA + b * groundB) / chroma, LeastSaturation * dimming, MostSaturation * dimming);
        float hueA = a - groundA * saturation, hueB = b - groundB * saturation;
        float toL = l - colours.Product(0, i), toA = a - colours.Product(1, i), toB = b - colours.Product(2, i);
        return hueA * hueA + hueB * hueB < LargestHueError * LargestHueError
            && toL * toL + toA * toA + toB * toB > ClearlyNotProduct * ClearlyNotProduct;
    }

    private static int Height(byte[] mask, int width)
    {
        int first = Array.IndexOf(mask, (byte)1), last = Array.LastIndexOf(mask, (byte)1);
        return first < 0 ? 0 : last / width - first / width + 1;
    }
}
