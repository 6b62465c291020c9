using CommerceOS.Studio.Matting;

namespace CommerceOS.Studio.Rendering;

/// <summary>Contrast of text with the pixels behind it, by WCAG 2's formula: 4.5 is readable, 21 the most.</summary>
internal static class Legibility
{
    internal const double Least = 4.5;

    private const int Levels = 512;
    private const double Outliers = .02; // the few worst pixels are dust and grain

    internal static readonly Tint Ink = Tint.Of("#15191d");
    internal static readonly Tint Paper = Tint.Of("#ffffff");

    internal static double Contrast(Tint one, Tint other) => Contrast(Luminance(one), Luminance(other));

    /// <summary>The contrast that a text has with nearly all pixels of an area.</summary>
    internal static double Contrast(Tint text, Raster picture, PixelBox area)
    {
        var histogram = new int[Levels];
        var count = 0;
        for (var y = Math.Max(0, area.Top); y < Math.Min(picture.Height, area.Top + area.Height); y++)
        {
            for (var x = Math.Max(0, area.Left); x < Math.Min(picture.Width, area.Left + area.Width); x++)
            {
                var at = (y * picture.Width + x) * picture.Bands;
                var luminance = Luminance(new Tint(picture.Pixels[at], picture.Pixels[at + 1], picture.Pixels[at + 2]));
                histogram[(int)(Math.Sqrt(luminance) * (Levels - 1))]++; // finer steps in the dark, as eyes have
                count++;
            }
        }

        var own = Luminance(text);
        return count == 0 ? 21 : Math.Min(Contrast(own, Worst(histogram, count, dark: true)), Contrast(own, Worst(histogram, count, dark: false)));
    }

    /// <summary>Dark or white letters, whichever can be read better on the area.</summary>
    internal static Tint Better(Raster picture, IReadOnlyList<PixelBox> areas) =>
        areas.Min(area => Contrast(Ink, picture, area)) >= areas.Min(area => Contrast(Paper, picture, area)) ? Ink : Paper;

    internal static Tint Better(Tint ground) => Contrast(Ink, ground) >= Contrast(Paper, ground) ? Ink : Paper;

    private static double Worst(int[] histogram, int count, bool dark)
    {
        var left = (int)(count * Outliers);
        for (var i = 0; i < Levels; i++)
        {
            var level = dark ? i : Levels - 1 - i;
            left -= histogram[level];
            if (left < 0)
            {
                return Math.Pow(level / (Levels - 1.0), 2);
            }
        }

        return 0;
    }

    private static double Contrast(double one, double other) => (Math.Max(one, other) + .05) / (Math.Min(one, other) + .05);

    private static double Luminance(Tint tint) => .2126 * Linear(tint.Red) + .7152 * Linear(tint.Green) + .0722 * Linear(tint.Blue);

    private static double Linear(float level) => level / 255 <= .04045 ? level / 255 / 12.92 : Math.Pow((level / 255 + .055) / 1.055, 2.4);
}
