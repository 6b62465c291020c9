namespace CommerceOS.Studio.Matting;

/// <summary>One round's opinion of every pixel: colour models of both sides, learned from the present mask.</summary>
internal sealed class ColourOpinion(CoarseEvidence evidence, CoarseSettings settings, Lanes lanes)
{
    private const int FewestPixels = 40;

    /// <summary>Nats for product (positive) or backdrop; null when a side has too few pixels to learn from.</summary>
    internal float[]? Learn(byte[] mask, int round)
    {
        int[] product = Pixels(mask, 1), rest = Pixels(mask, 0);
        if (product.Length < FewestPixels || rest.Length < FewestPixels)
        {
            return null;
        }

        float[] lab = evidence.Lab, residual = evidence.Residual;
        int width = evidence.Width, height = evidence.Height;
        var wall = evidence.Geodesic.WallHeight;
        var productModel = new GaussianMixture(lab, product, 5, settings.Seed + round);
        var backdropModel = new GaussianMixture(residual, rest, evidence.IsPlain ? 4 : 6, settings.Seed + round);
        var preference = new float[width * height];
        lanes.Rows(height, y =>
        {
            for (var i = y * width; i < (y + 1) * width; i++)
            {
                var asProduct = productModel.Cost(lab[i * 3], lab[i * 3 + 1], lab[i * 3 + 2]) + settings.ShadowWeight * evidence.Shadow[i];
                var asBackdrop = MathF.Min(
                    backdropModel.Cost(residual[i * 3], residual[i * 3 + 1], residual[i * 3 + 2]),
                    InShadowCost(backdropModel, i));
                var walled = MathF.Min(1f, evidence.Geodesic.Distance[i] / wall) - .3f;
                preference[i] = settings.ColourWeight * (asBackdrop - asProduct)
                    + evidence.Centre.Preference(i, settings.CentrePreference)
                    + settings.WallWeight * walled
                    + settings.PriorWeight * evidence.Prior[i];
            }
        });
        return preference;
    }

    // The backdrop's colour under less light: chroma shrinks with lightness, and lightness itself may be anything.
    private float InShadowCost(GaussianMixture model, int i)
    {
        float[] lab = evidence.Lab, backdrop = evidence.Backdrop.Lab;
        var dimming = lab[i * 3] / MathF.Max(8, backdrop[i * 3]);
        if (dimming is < .22f or > 1)
        {
            return float.MaxValue;
        }

        var a = (lab[i * 3 + 1] - backdrop[i * 3 + 1] * dimming) * .85f;
        var b = (lab[i * 3 + 2] - backdrop[i * 3 + 2] * dimming) * .85f;
        return model.Cost(0, a, b) + 3.2f + 2.5f * (1 - dimming);
    }

    private static int[] Pixels(byte[] mask, byte side)
    {
        List<int> pixels = [];
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] == side)
            {
                pixels.Add(i);
            }
        }

        return [.. pixels];
    }
}
