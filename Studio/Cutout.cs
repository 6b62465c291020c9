using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio;

/// <summary>
/// A product without its backdrop: colour and coverage per pixel, at most 2,000 pixels long. Immutable. Store it as
/// <see cref="ToPng"/> beside its <see cref="Verdict"/> as JSON and restore it with <see cref="FromPng"/>.
/// </summary>
public sealed class Cutout
{
    internal Cutout(Raster rgba, CutoutVerdict verdict)
    {
        Rgba = rgba;
        Verdict = verdict;
        Box = BoxOf(rgba);
    }

    public int Width => Rgba.Width;

    public int Height => Rgba.Height;

    public CutoutVerdict Verdict { get; }

    /// <summary>Smallest rectangle around all clearly visible pixels, in the cut-out's own pixels; empty when nothing was found.</summary>
    public PixelBox Box { get; }

    /// <summary>Where <see cref="Box"/> lies in the photo that the cut-out was made from.</summary>
    public FrameShare InPhoto
    {
        get
        {
            var region = Verdict.Region;
            double x = (double)region.Width / Width / Verdict.PhotoWidth, y = (double)region.Height / Height / Verdict.PhotoHeight;
            return new(
                (double)region.Left / Verdict.PhotoWidth + Box.Left * x, (double)region.Top / Verdict.PhotoHeight + Box.Top * y, Box.Width * x, Box.Height * y);
        }
    }

    internal Raster Rgba { get; }

    /// <summary>Lossless RGBA; pixels outside the product are transparent black.</summary>
    public byte[] ToPng()
    {
        using var image = Rgba.ToImage();
        return Codecs.ToPng(image);
    }

    /// <summary>For looking at on a page: WebP with transparency, all of the cut-out, quick to make and to send.</summary>
    /// <param name="longSidePixels">16 to 4000. A smaller cut-out is not enlarged.</param>
    public byte[] ToWebP(int longSidePixels)
    {
        Ranges.Require(nameof(longSidePixels), longSidePixels, 16, 4000, "pixels");
        var scale = Math.Min(1, (double)longSidePixels / Math.Max(Width, Height));
        using var image = Rgba.Resize(Math.Max(1, (int)Math.Round(Width * scale)), Math.Max(1, (int)Math.Round(Height * scale)), "linear").ToImage();
        return Codecs.ToWebP(image);
    }

    /// <exception cref="StudioException">The bytes are not a PNG that <see cref="ToPng"/> wrote.</exception>
    public static Cutout FromPng(ReadOnlyMemory<byte> png, CutoutVerdict verdict)
    {
        try
        {
            using var lazy = VipsOperation.Load("pngload_buffer", png);
            using var image = lazy.Materialise();
            return image.Bands == 4
                ? new Cutout(Raster.Of(image), verdict)
                : throw new VipsException("pngload_buffer", "not four bands");
        }
        catch (VipsException failure)
        {
            throw new StudioException("The stored cut-out cannot be read.", failure);
        }
    }

    private static PixelBox BoxOf(Raster rgba)
    {
        const byte visible = 24;
        int left = rgba.Width, top = rgba.Height, right = -1, bottom = -1;
        for (var y = 0; y < rgba.Height; y++)
        {
            for (var x = 0; x < rgba.Width; x++)
            {
                if (rgba.Pixels[(y * rgba.Width + x) * 4 + 3] > visible)
                {
                    left = Math.Min(left, x);
                    right = Math.Max(right, x);
                    top = Math.Min(top, y);
                    bottom = y;
                }
            }
        }

        return right < 0 ? default : new PixelBox(left, top, right - left + 1, bottom - top + 1);
    }
}
