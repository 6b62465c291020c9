using CommerceOS.Studio;
using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Benchmarks.Studio.Cutouts;

/// <summary>A photo with its true coverage: <c>NAME_raw.png</c> beside <c>NAME_a.png</c>, a grey picture or an alpha channel.</summary>
internal sealed record LabelledPhoto(string Name, string PhotoPath, string TruthPath)
{
    private const string PhotoEnding = "_raw.png";
    private const byte Covered = 128;

    /// <summary>All pairs of a folder in the order of their names.</summary>
    public static IReadOnlyList<LabelledPhoto> In(string folder)
    {
        var photos = Directory.GetFiles(folder, "*" + PhotoEnding).Order(StringComparer.Ordinal).Select(path =>
        {
            var name = Path.GetFileName(path)[..^PhotoEnding.Length];
            return new LabelledPhoto(name, path, Path.Combine(folder, name + "_a.png"));
        }).ToArray();
        if (photos.Length == 0) throw new ArgumentException($"expected NAME_raw.png beside NAME_a.png in {folder}, found none");
        var alone = Array.Find(photos, photo => !File.Exists(photo.TruthPath));
        return alone is null ? photos : throw new ArgumentException($"expected {alone.TruthPath} beside {alone.PhotoPath}, found none");
    }

    /// <summary>1 where at least half of the pixel is product.</summary>
    public PixelMask Truth()
    {
        using var image = VipsOperation.Load("pngload_buffer", File.ReadAllBytes(TruthPath));
        return PixelMask.OfLastBand(Raster.Of(image));
    }

    /// <summary>A cut-out's coverage of at least one half, on the photo's own pixels.</summary>
    public static PixelMask Found(Cutout cutout, int width, int height)
    {
        var verdict = cutout.Verdict;
        var mask = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            var row = (int)Math.Floor((((y + .5) * verdict.PhotoHeight / height) - verdict.Region.Top) * cutout.Height / verdict.Region.Height);
            if (row < 0 || row >= cutout.Height) continue;
            for (var x = 0; x < width; x++)
            {
                var column = (int)Math.Floor((((x + .5) * verdict.PhotoWidth / width) - verdict.Region.Left) * cutout.Width / verdict.Region.Width);
                if (column >= 0 && column < cutout.Width && cutout.Rgba.Pixels[(((row * cutout.Width) + column) * 4) + 3] >= Covered) mask[(y * width) + x] = 1;
            }
        }

        return new(mask, width, height);
    }
}

/// <summary>1 for product, 0 for the rest.</summary>
internal sealed record PixelMask(byte[] Pixels, int Width, int Height)
{
    public static PixelMask OfLastBand(Raster raster)
    {
        var mask = new byte[raster.Width * raster.Height];
        for (var i = 0; i < mask.Length; i++) mask[i] = (byte)(raster.Pixels[(i * raster.Bands) + raster.Bands - 1] >= 128 ? 1 : 0);
        return new(mask, raster.Width, raster.Height);
    }

    public byte[] ToPng()
    {
        using var image = new Raster(Array.ConvertAll(Pixels, side => (byte)(side * 255)), Width, Height, 1).ToImage();
        return Codecs.ToPng(image);
    }
}
