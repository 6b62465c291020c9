namespace CommerceOS.Studio.Matting;

/// <summary>
/// CIE L*a*b* (D65) planes, three floats per pixel. Distances in it are close to what an eye calls different: about 2
/// is the least visible step, 10 is obvious.
/// </summary>
internal static class LabColour
{
    private static readonly float[] Linear = LinearLight();

    internal static float[] From(Raster rgb, Lanes lanes)
    {
        var lab = new float[rgb.Width * rgb.Height * 3];
        var pixels = rgb.Pixels;
        lanes.Rows(rgb.Height, y =>
        {
            for (var i = y * rgb.Width * 3; i < (y + 1) * rgb.Width * 3; i += 3)
            {
                float red = Linear[pixels[i]], green = Linear[pixels[i + 1]], blue = Linear[pixels[i + 2]];
                var x = Root((.4124f * red + .3576f * green + .1805f * blue) / .9505f);
                var luminance = Root(.2126f * red + .7152f * green + .0722f * blue);
                var z = Root((.0193f * red + .1192f * green + .9505f * blue) / 1.089f);
                lab[i] = 116 * luminance - 16;
                lab[i + 1] = 500 * (x - luminance);
                lab[i + 2] = 200 * (luminance - z);
            }
        });
        return lab;
    }

    internal static float SquaredDistance(float[] lab, int i, int j)
    {
        float l = lab[i * 3] - lab[j * 3], a = lab[i * 3 + 1] - lab[j * 3 + 1], b = lab[i * 3 + 2] - lab[j * 3 + 2];
        return l * l + a * a + b * b;
    }

    private static float Root(float t) => t > .008856f ? MathF.Cbrt(t) : 7.787f * t + 16f / 116;

    private static float[] LinearLight()
    {
        var table = new float[256];
        for (var i = 0; i < table.Length; i++)
        {
            var c = i / 255.0;
            table[i] = (float)(c <= .04045 ? c / 12.92 : Math.Pow((c + .055) / 1.055, 2.4));
        }

        return table;
    }
}
