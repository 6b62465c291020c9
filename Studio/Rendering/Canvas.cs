using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Rendering;

/// <summary>A backdrop and the layers put on it, from back to front. Blended in one pass when the picture is asked for.</summary>
internal sealed class Canvas(VipsImage backdrop) : IDisposable
{
    internal const int BlendOver = 2; // VIPS_BLEND_MODE_OVER

    private readonly List<(VipsImage Layer, int Left, int Top)> layers = [];

    /// <summary>Lays an RGBA layer over the picture; parts outside the frame are lost. The canvas disposes it.</summary>
    internal void Put(VipsImage layer, int left, int top) => layers.Add((layer, left, top));

    internal VipsImage Flatten()
    {
        using var blended = (VipsImage)VipsOperation.Run(
            "composite",
            "out",
            input: null,
            ("in", (VipsImage[])[backdrop, .. layers.Select(layer => layer.Layer)]),
            ("mode", layers.Select(_ => BlendOver).ToArray()),
            ("x", layers.Select(layer => layer.Left).ToArray()),
            ("y", layers.Select(layer => layer.Top).ToArray()),
            ("compositing-space", "srgb"))!;
        using var colours = blended.Apply("extract_band", ("band", 0), ("n", 3));
        using var bytes = colours.Apply("cast", ("format", "uchar"));
        return bytes.Materialise();
    }

    public void Dispose()
    {
        backdrop.Dispose();
        layers.ForEach(layer => layer.Layer.Dispose());
    }
}
