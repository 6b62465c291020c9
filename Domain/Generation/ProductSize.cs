using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CommerceOS.Domain.Catalog;

namespace CommerceOS.Domain.Generation;

/// <summary>Lengths that somebody measured, seen from the side that the photo shows. At least a width or a height.</summary>
/// <param name="Unit"><c>cm</c> or <c>in</c>, of all three.</param>
public sealed partial record ProductSize(decimal? Width, decimal? Height, decimal? Depth, string Unit)
{
    public const string Centimetre = "cm";
    public const string Inch = "in";
    public const decimal Least = .1m;
    public const decimal Most = 10_000;
    public const decimal CentimetresPerInch = 2.54m;

    private static readonly string[] Names = ["width", "height", "depth", "unit"];

    public static IReadOnlyList<string> Units { get; } = [Centimetre, Inch];

    public decimal? HeightInCentimetres => Unit == Inch ? Height * CentimetresPerInch : Height;

    /// <summary>Reads what a person sent. An empty object is a wish for what the facts say: neither a size nor an error.</summary>
    public static (ProductSize? Size, FieldError? Error) Read(JsonElement value, string field)
    {
        if (value.ValueKind != JsonValueKind.Object) return (null, FieldError.Wrong(field, "not_a_size", "an object with width, height, depth and unit", value.ToString()));
        if (!value.EnumerateObject().Any()) return (null, null);
        foreach (var property in value.EnumerateObject())
        {
            if (!Names.Contains(property.Name)) return (null, FieldError.OneOf($"{field}.{property.Name}", Names, property.Name));
        }
        var (width, height, depth) = (Length(value, "width", field), Length(value, "height", field), Length(value, "depth", field));
        if ((width.Error ?? height.Error ?? depth.Error) is { } wrong) return (null, wrong);
        var unit = value.TryGetProperty("unit", out var given) && given.ValueKind != JsonValueKind.Null ? given.ToString() : Centimetre;
        if (!Units.Contains(unit)) return (null, FieldError.OneOf($"{field}.unit", Units, unit));
        return width.Value is null && height.Value is null
            ? (null, FieldError.Wrong(field, "no_length", "a width or a height", depth.Value is null ? null : "a depth alone"))
            : (new(width.Value, height.Value, depth.Value, unit), null);
    }

    public JsonObject ToJson() => new() { ["width"] = Width, ["height"] = Height, ["depth"] = Depth, ["unit"] = Unit };

    /// <summary>
    /// What the facts say beyond doubt, else null. “25 x 16 x 5 cm” says lengths but not which is which, so it is left alone; a diameter
    /// is the width of what stands upright.
    /// </summary>
    public static ProductSize? Of(Product product)
    {
        var size = product.Attributes.Select(a => Together(a)).FirstOrDefault(s => s is not null);
        var (width, height, depth) = (One(product, "width", "宽度", "宽") ?? One(product, "diameter", "直径") ?? size?.Width, One(product, "height", "高度", "高") ?? size?.Height, One(product, "depth", "深度", "厚度") ?? size?.Depth);
        if (width is null && height is null) return null;
        // Told in inches only where all is; a figure with a digit more than the facts have would look measured.
        var unit = new[] { width, height, depth }.All(l => l is null or { Unit: Inch }) ? Inch : Centimetre;
        return new(In(width, unit), In(height, unit), In(depth, unit), unit);
    }

    /// <summary>A length by itself: a number of 0.1 to 10,000 with at most two decimals kept; null for none.</summary>
    internal static (decimal? Value, FieldError? Error) Length(JsonElement owner, string name, string field)
    {
        if (!owner.TryGetProperty(name, out var given) || given.ValueKind == JsonValueKind.Null) return (null, null);
        return given.ValueKind == JsonValueKind.Number && given.TryGetDecimal(out var length) && length is >= Least and <= Most
            ? (Plain(length), null)
            : (null, FieldError.Wrong($"{field}.{name}", "not_a_length", string.Create(CultureInfo.InvariantCulture, $"a number from {Least} to {Most:0} in the unit"), given.ToString()));
    }

    // 30.0 and 30 are the same wish and have to be the same text.
    private static decimal Plain(decimal length) => Math.Round(length, 2) / 1.000000000000000000000000000000000m;

    private static decimal? In(Measure? length, string unit) => length is null ? null
        : Plain(length.Unit == unit ? length.Value : unit == Centimetre ? length.Value * CentimetresPerInch : length.Value / CentimetresPerInch);

    private static Measure? One(Product product, params ReadOnlySpan<string> names)
    {
        foreach (var fact in product.Attributes)
        {
            if (Is(names, fact.Name) && Single().Match(fact.Value.Trim()) is { Success: true } match) return Of(match.Groups["value"].Value, match.Groups["unit"].Value);
        }
        return null;

        static bool Is(ReadOnlySpan<string> names, string name)
        {
            foreach (var wanted in names)
            {
                if (string.Equals(name.Trim(), wanted, StringComparison.OrdinalIgnoreCase)) return true;
            }
            return false;
        }
    }

    // "Ø 9 x 9.7 cm", "W 30 x D 20 x H 40 cm", "宽30×高40厘米": only where every figure says what it is.
    private static Lengths? Together(Fact fact)
    {
        var match = Named().Match(fact.Value.Trim());
        if (!match.Success)
        {
            var round = Round().Match(fact.Value.Trim());
            return round.Success ? new(Of(round.Groups["d"].Value, round.Groups["unit"].Value), Of(round.Groups["h"].Value, round.Groups["unit"].Value), null) : null;
        }
        var (unit, found) = (match.Groups["unit"].Value, new Dictionary<char, Measure?>());
        for (var i = 0; i < match.Groups["name"].Captures.Count; i++)
        {
            var name = match.Groups["name"].Captures[i].Value.ToUpperInvariant()[0] switch { 'W' or '宽' => 'w', 'H' or '高' => 'h', _ => 'd' };
            if (!found.TryAdd(name, Of(match.Groups["value"].Captures[i].Value, unit))) return null;
        }
        return new(found.GetValueOrDefault('w'), found.GetValueOrDefault('h'), found.GetValueOrDefault('d'));
    }

    private static Measure? Of(string figure, string unit)
    {
        if (!decimal.TryParse(figure.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return null;
        var measure = unit.ToLowerInvariant() switch
        {
            "mm" or "毫米" => new Measure(value / 10, Centimetre),
            "cm" or "厘米" or "公分" => new(value, Centimetre),
            "m" or "米" => new(value * 100, Centimetre),
            _ => new(value, Inch),
        };
        return measure.Value is >= Least and <= Most ? measure : null;
    }

    private const string Figure = @"\d{1,5}(?:[.,]\d{1,2})?";
    private const string AnyUnit = @"(?<unit>mm|cm|m|in\.?|inch(?:es)?|""|″|毫米|厘米|公分|米|英寸)";

    [GeneratedRegex($"^(?<value>{Figure})\\s*{AnyUnit}$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Single();

    [GeneratedRegex($@"^[ø⌀∅]\s*(?<d>{Figure})\s*[x×*]\s*(?<h>{Figure})\s*{AnyUnit}$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Round();

    [GeneratedRegex($@"^((?<name>width|height|depth|w|h|d|宽|高|深)\s*:?\s*(?<value>{Figure})\s*[x×*,]?\s*){{2,3}}{AnyUnit}$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Named();

    private sealed record Measure(decimal Value, string Unit);

    private sealed record Lengths(Measure? Width, Measure? Height, Measure? Depth);
}
