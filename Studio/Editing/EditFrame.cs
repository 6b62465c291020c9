using System.Buffers;
using System.Runtime.InteropServices;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Editing;

/// <summary>
/// The picture between two steps: sRGB with 16 bits a channel, so that many small changes of tone do not band. Knows which
/// place of the master each pixel shows and which tones were applied, for whoever needs the cut-out later. A step either
/// changes the pixels of its frame and passes them on, or makes new ones; the old frame is then disposed.
/// </summary>
internal sealed class EditFrame : IDisposable
{
    internal const int Levels = 65536;
    private const int RowsAtOnce = 128;

    internal EditFrame(PixelBuffer<ushort> pixels, PixelSize size, int bands, double scale, FrameMap map, ToneCurves? tones = null) =>
        (Buffer, Size, Bands, Scale, Map, Tones) = (pixels, size, bands, scale, map, tones);

    internal PixelBuffer<ushort> Buffer { get; }

    internal Span<ushort> Pixels => Buffer.Span;

    internal PixelSize Size { get; }

    internal int Width => Size.Width;

    internal int Height => Size.Height;

    /// <summary>3, or 4 with coverage; colours are not multiplied by it.</summary>
    internal int Bands { get; }

    /// <summary>Pixels here for one pixel of the finished picture's size at this step: 1, or less in previews. Radii are multiplied by it.</summary>
    internal double Scale { get; }

    /// <summary>From this frame's pixels to shares of the master's width and height.</summary>
    internal FrameMap Map { get; }

    internal ToneCurves? Tones { get; }

    internal static EditFrame Of(VipsImage master, double scale, Lanes lanes)
    {
        int width = master.Width, height = master.Height, bands = master.Bands;
        var buffer = new PixelBuffer<ushort>(checked(width * height * bands));
        // Some rows at a time: all of the picture in 8 bits beside it would be half as much again.
        for (var top = 0; top < height; top += RowsAtOnce)
        {
            var rows = Math.Min(RowsAtOnce, height - top);
            using var part = master.Apply("extract_area", ("left", 0), ("top", top), ("width", width), ("height", rows));
            var bytes = part.ToPixels();
            var first = top * width * bands;
            lanes.Rows(rows, y =>
            {
                var pixels = buffer.Span.Slice(first + y * width * bands, width * bands);
                var levels = bytes.AsSpan(y * width * bands, pixels.Length);
                for (var i = 0; i < pixels.Length; i++)
                {
                    pixels[i] = (ushort)(levels[i] * 257);
                }
            });
        }

        return new(buffer, new(width, height), bands, scale, new(1.0 / width, 0, 0, 0, 1.0 / height, 0));
    }

    public void Dispose() => ((IDisposable)Buffer).Dispose();

    /// <summary>Rounds to 8 bits. 32,896 of 65,535 is halfway between two levels of 257.</summary>
    internal VipsImage ToImage(Lanes lanes)
    {
        var row = Width * Bands;
        var bytes = ArrayPool<byte>.Shared.Rent(RowsAtOnce * row);
        try
        {
            return VipsImage.FromRows(Width, Height, Bands, RowsAtOnce, (top, rows) =>
            {
                lanes.Rows(rows, y =>
                {
                    var pixels = Pixels.Slice((top + y) * row, row);
                    var levels = bytes.AsSpan(y * row, row);
                    for (var i = 0; i < pixels.Length; i++)
                    {
                        levels[i] = (byte)((pixels[i] * 255 + 32_767) / 65_535);
                    }
                });
                return bytes;
            });
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Changes the pixels in place.</summary>
    internal EditFrame Toned(ToneCurves curves, Lanes lanes)
    {
        lanes.Rows(Height, y =>
        {
            var pixels = Pixels.Slice(y * Width * Bands, Width * Bands);
            for (var i = 0; i < pixels.Length; i += Bands)
            {
                pixels[i] = curves.Red[pixels[i]];
                pixels[i + 1] = curves.Green[pixels[i + 1]];
                pixels[i + 2] = curves.Blue[pixels[i + 2]];
            }
        });
        return new(Buffer, Size, Bands, Scale, Map, Tones is null ? curves : Tones.Then(curves));
    }
}

/// <summary>An affine map of places: x' = A x + B y + C, y' = D x + E y + F.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FrameMap(double A, double B, double C, double D, double E, double F)
{
    internal (double X, double Y) At(double x, double y) => (A * x + B * y + C, D * x + E * y + F);

    /// <summary>This map after another one: first the other's, then this one's.</summary>
    internal FrameMap After(FrameMap first) => new(
        A * first.A + B * first.D, A * first.B + B * first.E, A * first.C + B * first.F + C,
        D * first.A + E * first.D, D * first.B + E * first.E, D * first.C + E * first.F + F);
}
