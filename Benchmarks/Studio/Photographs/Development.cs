using System.Numerics;
using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Benchmarks.Studio.Photographs;

/// <summary>
/// From light to file: depth of field behind the product, the lens's softness over everything (and over the true coverage), vignette,
/// white balance, sensor noise, tone, and one JPEG generation with reduced colour.
/// </summary>
internal static class Development
{
    /// <returns>The photo and its true coverage, both as PNG.</returns>
    public static (byte[] Photo, byte[] Truth) Of(Exposure exposure, int width, int height, Random random)
    {
        float aperture = Between(6, 16), softness = Between(.55f, .85f), gain = Between(.80f, 1.0f), grain = Between(.6f, 1.6f);
        var balance = new Vector3(Between(.96f, 1.05f), 1, Between(.94f, 1.05f));
        var vignette = Between(0, .12f);
        var behind = OutOfFocus(exposure.Ground, exposure.Blur, aperture, width, height);
        var light = new Vector3[width * height];
        var cover = new Vector3[width * height];
        for (var i = 0; i < light.Length; i++)
        {
            var product = exposure.Product[i];
            light[i] = new Vector3(product.X, product.Y, product.Z) + (behind[i] * (1 - product.W));
            cover[i] = new Vector3(product.W);
        }

        light = Blurred(light, width, height, softness);
        cover = Blurred(cover, width, height, softness);
        var pixels = new byte[width * height * 3];
        for (var i = 0; i < light.Length; i++)
        {
            float u = (i % width / (float)width) - .5f, v = (i / width / (float)height) - .5f;
            var value = light[i] * balance * gain * (1 - (vignette * 2 * ((u * u) + (v * v))));
            for (var c = 0; c < 3; c++)
            {
                var noise = Normal() * grain * MathF.Sqrt((2.2e-5f * value[c]) + 1.2e-6f);
                pixels[(i * 3) + c] = Tone(value[c] + noise);
            }
        }

        using var raw = new Raster(pixels, width, height, 3).ToImage();
        var jpeg = raw.Save("jpegsave_buffer", ("Q", 84 + random.Next(9)), ("strip", true));
        using var developed = VipsOperation.Load("jpegload_buffer", jpeg);
        using var truth = new Raster(Array.ConvertAll(cover, share => (byte)Math.Clamp((share.X * 255) + .5f, 0, 255)), width, height, 1).ToImage();
        return (Codecs.ToPng(developed), Codecs.ToPng(truth));

        float Between(float least, float most) => least + ((most - least) * random.NextSingle());

        float Normal() => MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(2 * MathF.PI * random.NextSingle());
    }

    /// <summary>
    /// What a photo is put together from, for a trainer that stands the product on other grounds: product (premultiplied), coverage, ground
    /// without shadow, and the shadow. Light is coded as the root of half of it, so that highlights and darks keep their steps.
    /// </summary>
    /// <returns>Eight bytes a pixel: red, green, blue, coverage; red, green, blue of the ground, share of its light that the product leaves.</returns>
    public static byte[] Layers(Exposure exposure, int width, int height, Random random)
    {
        float aperture = 6 + (10 * random.NextSingle()), softness = .55f + (.3f * random.NextSingle());
        var bare = exposure.Ground.Zip(exposure.Shadow, (light, share) => light / Math.Max(share, 1e-3f)).ToArray();
        bare = Blurred(OutOfFocus(bare, exposure.Blur, aperture, width, height), width, height, softness);
        var shadow = Blurred(OutOfFocus(Array.ConvertAll(exposure.Shadow, share => new Vector3(share)), exposure.Blur, aperture, width, height), width, height, softness);
        var product = Blurred(Array.ConvertAll(exposure.Product, value => new Vector3(value.X, value.Y, value.Z)), width, height, softness);
        var cover = Blurred(Array.ConvertAll(exposure.Product, value => new Vector3(value.W)), width, height, softness);
        var bytes = new byte[width * height * 8];
        for (var i = 0; i < bare.Length; i++)
        {
            var pixel = bytes.AsSpan(i * 8, 8);
            for (var c = 0; c < 3; c++) (pixel[c], pixel[4 + c]) = (Coded(product[i][c]), Coded(bare[i][c]));
            (pixel[3], pixel[7]) = (Share(cover[i].X), Share(shadow[i].X));
        }

        return bytes;

        static byte Coded(float light) => Share(MathF.Sqrt(Math.Max(0, light) / 2));

        static byte Share(float value) => (byte)Math.Clamp((value * 255) + .5f, 0, 255);
    }

    // Highlights roll off instead of clipping at once; then the curve of sRGB.
    private static byte Tone(float light)
    {
        var x = Math.Max(0, light);
        x = x < .7f ? x : .7f + (.3f * (1 - MathF.Exp(-(x - .7f) / .3f)));
        var coded = x <= .0031308f ? 12.92f * x : (1.055f * MathF.Pow(x, 1 / 2.4f)) - .055f;
        return (byte)Math.Clamp((coded * 255) + .5f, 0, 255);
    }

    private static Vector3[] OutOfFocus(Vector3[] source, float[] blur, float aperture, int width, int height)
    {
        Vector3[] near = Blurred(source, width, height, 2.2f), far = Blurred(source, width, height, 5.5f);
        var result = new Vector3[source.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var radius = blur[i] * aperture;
            result[i] = radius < 2.2f ? Vector3.Lerp(source[i], near[i], radius / 2.2f) : Vector3.Lerp(near[i], far[i], Math.Min(1, (radius - 2.2f) / 3.3f));
        }

        return result;
    }

    private static Vector3[] Blurred(Vector3[] source, int width, int height, float sigma)
    {
        var radius = (int)MathF.Ceiling(sigma * 3);
        var kernel = Enumerable.Range(-radius, (2 * radius) + 1).Select(x => MathF.Exp(-x * x / (2 * sigma * sigma))).ToArray();
        var sum = kernel.Sum();
        var rows = new Vector3[source.Length];
        var result = new Vector3[source.Length];
        Parallel.For(0, height, new ParallelOptions { MaxDegreeOfParallelism = 2 }, y =>
        {
            var row = source.AsSpan(y * width, width);
            for (var x = 0; x < width; x++)
            {
                var value = Vector3.Zero;
                for (var k = 0; k < kernel.Length; k++) value += row[Math.Clamp(x + k - radius, 0, width - 1)] * kernel[k];
                rows[(y * width) + x] = value / sum;
            }
        });
        Parallel.For(0, height, new ParallelOptions { MaxDegreeOfParallelism = 2 }, y =>
        {
            var target = result.AsSpan(y * width, width);
            for (var k = 0; k < kernel.Length; k++)
            {
                var row = rows.AsSpan(Math.Clamp(y + k - radius, 0, height - 1) * width, width);
                for (var x = 0; x < width; x++) target[x] += row[x] * kernel[k];
            }

            for (var x = 0; x < width; x++) target[x] /= sum;
        });
        return result;
    }
}
