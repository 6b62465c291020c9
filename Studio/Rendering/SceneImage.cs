using System.Globalization;
using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Scenes;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Rendering;

/// <summary>Puts products into a scene: room, reflections, shadows, products.</summary>
internal static class SceneImage
{
    private const int LargestBytes = 10_000_000;
    private const double WidestProduct = .80;
    private const double WidestGroup = .88;
    private const int FloorSteps = 50; // floor lines snap to these shares of the height: products of like size share a painted room

    internal static Picture Render(IReadOnlyList<Cutout> cutouts, SceneParameters parameters, RoomCache rooms, Lanes lanes)
    {
        int width = parameters.Width, height = parameters.Height;
        using var group = Fit(cutouts, parameters.RelativeHeights, width, height, parameters.Fill);
        var floorLine = FloorLine(group, height);
        Tint? wall = Tint.TryOf(parameters.WallTint, out var wallTint) ? wallTint : null, floor = Tint.TryOf(parameters.FloorTint, out var floorTint) ? floorTint : null;
        var scene = SceneLibrary.Require(nameof(parameters.Scene), parameters.Scene).Painted(wall, floor);
        var frame = new RoomFrame(scene, width, height, floorLine, parameters.Light, parameters.Seed);
        var products = group.Stand(width / 2.0, floorLine);
        using var image = Compose(frame, rooms.Get(frame, wall, floor, lanes), products, (float)parameters.Shadow, lanes);
        var bytes = Codecs.ToJpeg(image, parameters.Quality);
        PixelBox[] boxes = [.. products.Select(product => product.Box)];
        return new Picture(bytes, boxes, Check(bytes, width, height, group.Scale, boxes)) { Standing = products };
    }

    internal static IReadOnlyList<ScenePreview> Previews(
        Cutout cutout, IReadOnlyList<Scene> scenes, int side, RoomCache rooms, Lanes lanes, CancellationToken cancellationToken)
    {
        List<ScenePreview> previews = [];
        Each(cutout, scenes, side, rooms, lanes, (i, image) => previews.Add(new ScenePreview(scenes[i], Codecs.ToWebP(image))), cancellationToken);
        return previews;
    }

    /// <summary>The same previews in one picture, row by row.</summary>
    internal static byte[] PreviewSheet(Cutout cutout, IReadOnlyList<Scene> scenes, int side, int columns, RoomCache rooms, Lanes lanes, CancellationToken cancellationToken)
    {
        int width = columns * side, height = (scenes.Count + columns - 1) / columns * side;
        var sheet = new byte[width * height * 3];
        Each(cutout, scenes, side, rooms, lanes, Place, cancellationToken);
        using var joined = VipsImage.FromPixels(sheet, width, height, 3);
        return Codecs.ToWebP(joined);

        void Place(int i, VipsImage image)
        {
            var pixels = Raster.Of(image).Pixels;
            for (var y = 0; y < side; y++)
            {
                pixels.AsSpan(y * side * 3, side * 3).CopyTo(sheet.AsSpan(((i / columns * side + y) * width + i % columns * side) * 3));
            }
        }
    }

    // The product is scaled and stood once for all of them.
    private static void Each(
        Cutout cutout, IReadOnlyList<Scene> scenes, int side, RoomCache rooms, Lanes lanes, Action<int, VipsImage> show, CancellationToken cancellationToken)
    {
        using var group = Fit([cutout], [], side, side, new SceneParameters().Fill);
        var floorLine = FloorLine(group, side);
        var products = group.Stand(side / 2.0, floorLine);
        for (var i = 0; i < scenes.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var frame = new RoomFrame(scenes[i], side, side, floorLine, LightSide.Left, new SceneParameters().Seed);
            using var image = Compose(frame, rooms.Get(frame, null, null, lanes), products, 1, lanes);
            show(i, image);
        }
    }

    internal static VipsImage Compose(RoomFrame frame, Raster room, IReadOnlyList<Standing> products, float shadow, Lanes lanes)
    {
        using var canvas = new Canvas(room.ToImage());
        if (frame.Scene.Look.Reflection > 0)
        {
            foreach (var product in products)
            {
                canvas.Put(Reflection.Layer(product.Pixels, product.Footprint, frame.Scene.Look.Reflection, lanes, out var firstRow), product.Left, product.Top + firstRow);
            }
        }

        if (shadow > 0)
        {
            canvas.Put(Shadows.Layer(products, frame.Width, frame.Height, frame.Scene.Look.Shadow, shadow, frame.Light, lanes), 0, 0);
        }

        foreach (var product in products)
        {
            canvas.Put(product.Pixels.ToImage(), product.Left, product.Top);
        }

        return canvas.Flatten();
    }

    internal static IReadOnlyList<ImageCheck> Check(byte[] bytes, int width, int height, double scale, IReadOnlyList<PixelBox> products)
    {
        var margin = products.Min(box => Math.Min(Math.Min(box.Left, box.Top), Math.Min(width - box.Left - box.Width, height - box.Top - box.Height)));
        var least = Math.Min(width, height) / 50;
        return
        [
            .. CheckFile(bytes, width, height),
            new("inside_frame", Result(margin >= least), $"margin {margin} pixels", $"at least {least} pixels"),
            Sharpness.Check(scale),
        ];
    }

    internal static ImageCheck[] CheckFile(byte[] bytes, int width, int height)
    {
        using var decoded = VipsOperation.Load("jpegload_buffer", bytes);
        return
        [
            new("size", Result(decoded.Width == width && decoded.Height == height && decoded.Bands == 3), $"{decoded.Width} x {decoded.Height}, {decoded.Bands} channels", $"{width} x {height}, 3 channels"),
            new("byte_size", Result(bytes.Length <= LargestBytes), Text($"{bytes.Length:N0} bytes"), Text($"at most {LargestBytes:N0} bytes")),
        ];
    }

    private static Group Fit(IReadOnlyList<Cutout> cutouts, IReadOnlyList<double> heights, int width, int height, double fill) =>
        Group.Fit(cutouts, heights, width * (cutouts.Count == 1 ? Math.Min(WidestProduct, fill * 1.12) : WidestGroup), height * fill);

    // Slightly below the middle, as a camera at eye level with the product would frame it.
    private static int FloorLine(Group group, int height)
    {
        var share = Math.Clamp(.535 + group.Height / 2.0 / height, .66, .88);
        return (int)(height * (Math.Round(share * FloorSteps) / FloorSteps));
    }

    private static ImageCheckResult Result(bool passed) => passed ? ImageCheckResult.Passed : ImageCheckResult.Failed;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
