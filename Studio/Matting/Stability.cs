using CommerceOS.Studio.Matting.Learned;

namespace CommerceOS.Studio.Matting;

/// <summary>Cuts twice more, smaller and with other weights: an outline that the photo does not really show moves.</summary>
internal static class Stability
{
    private static readonly CoarseSettings[] Variations =
    [
        new() { Smoothness = 10, CentrePreference = .3, ShadowWeight = 2, FramePerMille = 40, Rounds = 3, Seed = 9 },
        new() { Smoothness = 40, CentrePreference = 1.2, ShadowWeight = 7, FramePerMille = 15, Rounds = 3, Seed = 9 },
    ];

    /// <summary>Mean overlap (intersection over union) with the variations.</summary>
    internal static double Measure(Raster image, LearnedOdds odds, CoarseMask reference, Lanes lanes)
    {
        var smaller = image.Resize(image.Width * 5 / 8, image.Height * 5 / 8);
        return Variations.Average(settings => Overlap(reference, new CoarseSegmentation(smaller, odds, settings, lanes).Run()));
    }

    private static double Overlap(CoarseMask reference, CoarseMask variation)
    {
        int both = 0, either = 0;
        for (var y = 0; y < variation.Height; y++)
        {
            for (var x = 0; x < variation.Width; x++)
            {
                var a = reference.Mask[y * reference.Height / variation.Height * reference.Width + x * reference.Width / variation.Width];
                var b = variation.Mask[y * variation.Width + x];
                both += a & b;
                either += a | b;
            }
        }

        return either == 0 ? 0 : (double)both / either;
    }
}
