using System.Globalization;

namespace CommerceOS.Web.Components.Branding;

/// <summary>The few colour sums that the example needs; brand.js does the same ones while a person chooses.</summary>
internal static class BrandPaint
{
    public static bool IsColour(string? value) => value is ['#', _, _, _, _, _, _] && value.Skip(1).All(char.IsAsciiHexDigit);

    /// <summary>Contrast by WCAG 2's formula; null where one is no colour.</summary>
    public static double? Ratio(string? one, string? other)
    {
        if (!IsColour(one) || !IsColour(other)) return null;
        var (a, b) = (Luminance(one!), Luminance(other!));
        return (Math.Max(a, b) + .05) / (Math.Min(a, b) + .05);
    }

    /// <summary>Black or white, whichever can be read on the colour.</summary>
    public static string On(string? ground) => Ratio("#000000", ground) is { } dark && dark >= Ratio("#ffffff", ground) ? "#000000" : "#ffffff";

    private static double Luminance(string colour) => .2126 * Linear(colour, 1) + .7152 * Linear(colour, 3) + .0722 * Linear(colour, 5);

    private static double Linear(string colour, int at)
    {
        var level = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return level <= .04045 ? level / 12.92 : Math.Pow((level + .055) / 1.055, 2.4);
    }
}
