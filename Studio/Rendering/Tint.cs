using System.Globalization;
using System.Runtime.InteropServices;

namespace CommerceOS.Studio.Rendering;

/// <summary>An sRGB colour, 0 to 255 per channel.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Tint(float Red, float Green, float Blue)
{
    /// <param name="hex">"#rrggbb".</param>
    internal static Tint Of(string hex) => new(Channel(hex, 1), Channel(hex, 3), Channel(hex, 5));

    internal Tint Towards(Tint other, float share) => new(
        Red + (other.Red - Red) * share, Green + (other.Green - Green) * share, Blue + (other.Blue - Blue) * share);

    internal Tint Plus(float levels) => new(Red + levels, Green + levels, Blue + levels);

    internal Tint Times(float factor) => new(Red * factor, Green * factor, Blue * factor);

    private static float Channel(string hex, int at) => int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
