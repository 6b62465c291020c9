using System.Globalization;
using System.Runtime.InteropServices;

namespace CommerceOS.Studio.Rendering;

/// <summary>An sRGB colour, 0 to 255 per channel.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Tint(float Red, float Green, float Blue)
{
    /// <param name="hex">"#rrggbb".</param>
    internal static Tint Of(string hex) => new(Channel(hex, 1), Channel(hex, 3), Channel(hex, 5));

    internal static bool TryOf(string? hex, out Tint tint)
    {
        var known = hex is ['#', _, _, _, _, _, _] && hex.Skip(1).All(char.IsAsciiHexDigit);
        tint = known ? Of(hex!) : default;
        return known;
    }

    /// <summary>Brightness as an eye weighs it, 0 to 255.</summary>
    internal float Luma => .2126f * Red + .7152f * Green + .0722f * Blue;

    internal Tint Clamped() => new(Math.Clamp(Red, 0, 255), Math.Clamp(Green, 0, 255), Math.Clamp(Blue, 0, 255));

    internal Tint Times(Tint other) => new(Red * other.Red, Green * other.Green, Blue * other.Blue);

    internal Tint Towards(Tint other, float share) => new(
        Red + (other.Red - Red) * share, Green + (other.Green - Green) * share, Blue + (other.Blue - Blue) * share);

    internal Tint Plus(float levels) => new(Red + levels, Green + levels, Blue + levels);

    internal Tint Times(float factor) => new(Red * factor, Green * factor, Blue * factor);

    private static float Channel(string hex, int at) => int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
