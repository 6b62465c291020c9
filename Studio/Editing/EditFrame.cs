using System.Runtime.InteropServices;
using CommerceOS.Studio.Matting;

namespace CommerceOS.Studio.Editing;

/// <summary>
/// The picture between two steps: sRGB with 16 bits a channel, so that many small changes of tone do not band. Knows which
/// place of the master each pixel shows and which tones were applied, for whoever needs the cut-out later.
/// </summary>
internal sealed class EditFrame
{
    internal const int Levels = 65536;

    internal EditFrame(ushort[] pixels, PixelSize size, int bands, double scale, FrameMap map, ToneCurves? tones = null) =>
        (Pixels, Size, Bands, Scale, Map, Tones) = (pixels, size, bands, scale, map, tones);

    internal ushort[] Pixels { get; }

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

    internal static EditFrame Of(Raster master, double scale, Lanes lanes)
    {
        var pixels = new ushort[master.Pixels.Length];
        var row = master.Width * master.Bands;
        lanes.Rows(master.Height, y =>
        {
            for (var i = y * row; i < (y + 1) * row; i++)
            {
                pixels[i] = (ushort)(master.Pixels[i] * 257);
            }
        });
        return new(pixels, new(master.Width, master.Height), master.Bands, scale, new(1.0 / master.Width, 0, 0, 0, 1.0 / master.Height, 0));
    }

    internal EditFrame With(ushort[] pixels) => new(pixels, Size, Bands, Scale, Map, Tones);

    /// <summary>Rounds to 8 bits. 32,896 of 65,535 is halfway between two levels of 257.</summary>
    internal Raster ToRaster(Lanes lanes)
    {
        var bytes = new byte[Pixels.Length];
        var row = Width * Bands;
        lanes.Rows(Height, y =>
        {
            for (var i = y * row; i < (y + 1) * row; i++)
            {
                bytes[i] = (byte)((Pixels[i] * 255 + 32_767) / 65_535);
            }
        });
        return new(bytes, Width, Height, Bands);
    }

    internal EditFrame Toned(ToneCurves curves, Lanes lanes)
    {
        var pixels = new ushort[Pixels.Length];
        lanes.Rows(Height, y =>
        {
            for (var i = y * Width * Bands; i < (y + 1) * Width * Bands; i += Bands)
            {
                pixels[i] = curves.Red[Pixels[i]];
                pixels[i + 1] = curves.Green[Pixels[i + 1]];
                pixels[i + 2] = curves.Blue[Pixels[i + 2]];
                if (Bands == 4)
                {
                    pixels[i + 3] = Pixels[i + 3];
                }
            }
        });
        return new(pixels, Size, Bands, Scale, Map, Tones is null ? curves : Tones.Then(curves));
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
