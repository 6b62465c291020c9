using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Rendering;
using CommerceOS.Studio.Scenes;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Video;

/// <summary>A painted studio in two plates: the empty room, and a product with its shadow and reflection.</summary>
internal static class StageSet
{
    private const double WidestProduct = .74;
    private const double TallestProduct = .60;
    private const int GrainSeed = 3;

    internal static Plate Room(string scene, LightSide light, double floor, FrameSize size, Lanes lanes)
    {
        var frame = new RoomFrame(SceneLibrary.Require(nameof(scene), scene), size.Width, size.Height, (int)(size.Height * floor), light, GrainSeed);
        using var room = Scenes.Room.Paint(frame, lanes).ToImage();
        return Plate.Of(room);
    }

    /// <summary>Where products stand in every shot of a shape, as a share of the height: they do not jump between shots.</summary>
    internal static double FloorOf(FrameSize size) => size.Height > size.Width ? .735 : .82;

    internal static Plate Product(Cutout cutout, string scene, LightSide light, double floor, FrameSize size, Lanes lanes)
    {
        var look = SceneLibrary.Require(nameof(scene), scene).Look;
        var placed = Placement.Fit(cutout, size.Width * WidestProduct, size.Height * TallestProduct);
        using var image = placed.Image;
        var product = Raster.Of(image);
        var footprint = Footprint.Of(product);
        int left = (size.Width - placed.Width) / 2, top = (int)(size.Height * floor) - placed.Height;
        using var shadow = Shadows.Layer([new Standing(product, footprint, left, top)], size.Width, size.Height, look.Shadow, 1, light, lanes);
        List<(VipsImage Layer, int Left, int Top)> layers = [];
        var firstRow = 0;
        using var reflection = look.Reflection > 0 ? Reflection.Layer(product, footprint, look.Reflection, lanes, out firstRow) : null;
        if (reflection is not null)
        {
            layers.Add((reflection, left, top + firstRow));
        }

        layers.Add((shadow, 0, 0));
        layers.Add((image, left, top));
        using var empty = VipsImage.FromPixels(new byte[size.Width * size.Height * 4], size.Width, size.Height, 4);
        using var blended = (VipsImage)VipsOperation.Run(
            "composite",
            "out",
            input: null,
            ("in", (VipsImage[])[empty, .. layers.Select(layer => layer.Layer)]),
            ("mode", layers.Select(_ => Canvas.BlendOver).ToArray()),
            ("x", layers.Select(layer => layer.Left).ToArray()),
            ("y", layers.Select(layer => layer.Top).ToArray()),
            ("compositing-space", "srgb"))!;
        using var bytes = blended.Apply("cast", ("format", "uchar"));
        return Plate.Of(bytes);
    }
}
