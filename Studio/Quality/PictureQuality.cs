using System.Globalization;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Rendering;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Quality;

/// <summary>
/// Measures the product in a finished picture: detail, light, size and neutrality. Advice for a person, so it warns and
/// never fails: what a marketplace refuses is checked by the recipes themselves.
/// </summary>
internal static class PictureQuality
{
    private const byte Solid = 250;
    private const double LeastDetail = 12;
    private const double MostClipped = .02;
    private const double DarkestMean = 24, BrightestMean = 240;
    private const double LeastShare = .04;
    private const double LeastNeutral = .02; // share of the product from which a cast can be told
    private const double MostCast = 12;

    internal static IReadOnlyList<ImageCheck> Measure(byte[] jpeg, IReadOnlyList<Standing> products)
    {
        using var lazy = VipsOperation.Load("jpegload_buffer", jpeg);
        return Measure(Raster.Of(lazy), products);
    }

    internal static IReadOnlyList<ImageCheck> Measure(Raster picture, IReadOnlyList<Standing> products)
    {
        var tally = new Tally();
        foreach (var product in products)
        {
            tally.Add(picture, product);
        }

        if (tally.Pixels == 0)
        {
            return [];
        }

        var share = (double)tally.Pixels / (picture.Width * picture.Height);
        return
        [
            Advice("detail", tally.Detail >= LeastDetail, $"variance of the Laplacian {tally.Detail:0}", $"at least {LeastDetail:0}"),
            Advice("clipping", tally.Clipped <= MostClipped, $"{tally.Clipped:0.0%} of the product without drawing", $"at most {MostClipped:0.0%}"),
            Advice("brightness", tally.Brightness is >= DarkestMean and <= BrightestMean, $"mean level {tally.Brightness:0}", $"{DarkestMean:0} to {BrightestMean:0}"),
            Advice("product_share", share >= LeastShare, $"{share:0.0%} of the picture", $"at least {LeastShare:0.0%}"),
            tally.Neutral < LeastNeutral
                ? Advice("colour_cast", true, $"no neutral areas", $"at most {MostCast:0} levels")
                : Advice("colour_cast", tally.Cast <= MostCast, $"{tally.Cast:0.0} levels on neutral areas", $"at most {MostCast:0} levels"),
        ];
    }

    private static ImageCheck Advice(string name, bool good, FormattableString measured, FormattableString expected) => new(
        name, good ? ImageCheckResult.Passed : ImageCheckResult.Warned, measured.ToString(CultureInfo.InvariantCulture), expected.ToString(CultureInfo.InvariantCulture));

    private sealed class Tally
    {
        private const int NeutralSpread = 26; // levels between the channels
        private double luma;
        private double edge;
        private double edgeSquared;
        private double redOverGreen;
        private double blueOverGreen;
        private long edges;
        private long clipped;
        private long neutral;

        internal long Pixels { get; private set; }

        internal double Brightness => luma / Pixels;

        internal double Detail => edges == 0 ? 0 : edgeSquared / edges - edge / edges * (edge / edges);

        internal double Clipped => (double)clipped / Pixels;

        internal double Neutral => (double)neutral / Pixels;

        internal double Cast => neutral == 0 ? 0 : Math.Sqrt(Math.Pow(redOverGreen / neutral, 2) + Math.Pow(blueOverGreen / neutral, 2));

        internal void Add(Raster picture, Standing product)
        {
            int wide = product.Pixels.Width, tall = product.Pixels.Height;
            for (var y = 1; y < tall - 1; y++)
            {
                for (var x = 1; x < wide - 1; x++)
                {
                    int column = product.Left + x, row = product.Top + y, at = (row * picture.Width + column) * 3;
                    if (product.Pixels.Pixels[(y * wide + x) * 4 + 3] < Solid || column < 1 || row < 1 || column >= picture.Width - 1 || row >= picture.Height - 1)
                    {
                        continue;
                    }

                    AddPixel(picture.Pixels, at);
                    // Only where all neighbours belong to the product: its outline is not its detail.
                    if (product.Pixels.Pixels[(y * wide + x - 1) * 4 + 3] >= Solid && product.Pixels.Pixels[(y * wide + x + 1) * 4 + 3] >= Solid
                        && product.Pixels.Pixels[((y - 1) * wide + x) * 4 + 3] >= Solid && product.Pixels.Pixels[((y + 1) * wide + x) * 4 + 3] >= Solid)
                    {
                        var stride = picture.Width * 3;
                        var laplacian = 4 * Luma(picture.Pixels, at) - Luma(picture.Pixels, at - 3) - Luma(picture.Pixels, at + 3)
                            - Luma(picture.Pixels, at - stride) - Luma(picture.Pixels, at + stride);
                        (edge, edgeSquared, edges) = (edge + laplacian, edgeSquared + laplacian * laplacian, edges + 1);
                    }
                }
            }
        }

        private void AddPixel(byte[] pixels, int at)
        {
            int red = pixels[at], green = pixels[at + 1], blue = pixels[at + 2];
            int most = Math.Max(red, Math.Max(green, blue)), least = Math.Min(red, Math.Min(green, blue));
            Pixels++;
            luma += Luma(pixels, at);
            clipped += most <= 2 || least >= 254 ? 1 : 0;
            if (most - least <= NeutralSpread && most is > 60 and < 245)
            {
                (neutral, redOverGreen, blueOverGreen) = (neutral + 1, redOverGreen + red - green, blueOverGreen + blue - green);
            }
        }

        private static double Luma(byte[] pixels, int at) => .2126 * pixels[at] + .7152 * pixels[at + 1] + .0722 * pixels[at + 2];
    }
}
