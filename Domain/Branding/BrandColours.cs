using System.Globalization;

namespace CommerceOS.Domain.Branding;

/// <summary>A brand's colours as <c>#rrggbb</c> in lower case.</summary>
/// <param name="Primary">Buttons, the own column of a table, whole pages of the bold style.</param>
/// <param name="Accent">Lines and marks.</param>
/// <param name="Ink">Words.</param>
/// <param name="Ground">What they stand on.</param>
public sealed record BrandColours(string Primary, string Accent, string Ink, string Ground)
{
    /// <summary>WCAG 2.2, success criterion 1.4.3: words of usual size.</summary>
    public const double LeastContrast = 4.5;

    /// <summary>What a new brand begins with: fits most products and can be read.</summary>
    public static BrandColours Suggested { get; } = new("#1f4d8c", "#d98a2b", "#171b21", "#f6f5f2");

    /// <summary>Contrast of ink on ground, 1 to 21.</summary>
    public double Contrast => Ratio(Ink, Ground);

    public static (BrandColours? Colours, IReadOnlyList<FieldError> Errors) Check(string? primary, string? accent, string? ink, string? ground)
    {
        List<FieldError> errors = [];
        foreach (var (field, value) in new[] { ("primary", primary), ("accent", accent), ("ink", ink), ("ground", ground) })
        {
            if (string.IsNullOrWhiteSpace(value)) errors.Add(FieldError.Required(field));
            else if (!IsColour(value)) errors.Add(FieldError.Wrong(field, "not_a_colour", "a colour as #rrggbb", value));
        }
        return errors.Count > 0 ? (null, errors) : (new(Lower(primary), Lower(accent), Lower(ink), Lower(ground)), errors);
    }

    /// <summary>WCAG 2's formula over two colours that were checked.</summary>
    public static double Ratio(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + .05) / (Math.Min(a, b) + .05);
    }

    private static bool IsColour(string value) => value is ['#', _, _, _, _, _, _] && value.Skip(1).All(char.IsAsciiHexDigit);

    private static string Lower(string? colour) => colour!.ToLowerInvariant();

    private static double Luminance(string colour) => .2126 * Linear(colour, 1) + .7152 * Linear(colour, 3) + .0722 * Linear(colour, 5);

    private static double Linear(string colour, int at)
    {
        var level = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return level <= .04045 ? level / 12.92 : Math.Pow((level + .055) / 1.055, 2.4);
    }
}
