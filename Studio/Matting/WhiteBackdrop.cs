namespace CommerceOS.Studio.Matting;

/// <summary>
/// The short way for photos that already stand on pure white: the white that is connected to the frame is backdrop, and so
/// is a soft grey shadow in it. No colour models are needed, and a pale product cannot confuse them.
/// </summary>
internal sealed class WhiteBackdrop(Raster image, Lanes lanes)
{
    private const byte White = 250;
    private const double WhiteShareOfFrame = .985;
    private const float ShadowChroma = 4;
    private const float DarkestShadow = 35; // lightness
    private const float PalestShadow = 94;  // paler grey may be a white product

    private readonly int width = image.Width;
    private readonly int height = image.Height;

    /// <summary>null when the frame of the photo is not pure white.</summary>
    internal CoarseMask? Run()
    {
        var ring = Math.Max(3, Math.Max(width, height) / 60);
        var frame = Enumerable.Range(0, width * height).Where(i => BackdropSurface.FrameDepth(i, width, height) < ring).ToArray();
        if (frame.Count(IsWhite) < frame.Length * WhiteShareOfFrame)
        {
            return null;
        }

        var lab = LabColour.From(image, lanes);
        var geodesic = FrameGeodesic.From(lab, width, height, ring, new bool[width * height]);
        var mask = Flood(i => IsWhite(i) || IsShadow(i, lab, geodesic));
        var residual = new float[lab.Length];
        for (var i = 0; i < mask.Length; i++)
        {
            (residual[i * 3], residual[i * 3 + 1], residual[i * 3 + 2]) = (lab[i * 3] - 100, lab[i * 3 + 1], lab[i * 3 + 2]);
        }

        var regions = new MaskRegions(mask, width, height, lab, residual, prior: null, backdropDeviation: 0);
        regions.OpenSeeThroughHoles();
        return new CoarseMask(mask, width, height, 0, 0, 0, PlainBackdrop: true, regions.KeepMainParts(), ring);
    }

    private bool IsWhite(int i) => Math.Min(image.Pixels[i * 3], Math.Min(image.Pixels[i * 3 + 1], image.Pixels[i * 3 + 2])) >= White;

    private static bool IsShadow(int i, float[] lab, FrameGeodesic geodesic) =>
        lab[i * 3] is > DarkestShadow and < PalestShadow
        && lab[i * 3 + 1] * lab[i * 3 + 1] + lab[i * 3 + 2] * lab[i * 3 + 2] < ShadowChroma * ShadowChroma
        && geodesic.Distance[i] < geodesic.WallHeight * .35f;

    // 1 for what the backdrop does not reach from the frame.
    private byte[] Flood(Predicate<int> passable)
    {
        var mask = new byte[width * height];
        Array.Fill(mask, (byte)1);
        var stack = new Stack<int>();
        for (var i = 0; i < mask.Length; i++)
        {
            if (BackdropSurface.FrameDepth(i, width, height) == 0)
            {
                Visit(i);
            }
        }

        while (stack.TryPop(out var i))
        {
            var (y, x) = Math.DivRem(i, width);
            if (x > 0)
            {
                Visit(i - 1);
            }

            if (x < width - 1)
            {
                Visit(i + 1);
            }

            if (y > 0)
            {
                Visit(i - width);
            }

            if (y < height - 1)
            {
                Visit(i + width);
            }
        }

        return mask;

        void Visit(int i)
        {
            if (mask[i] == 1 && passable(i))
            {
                mask[i] = 0;
                stack.Push(i);
            }
        }
    }
}
