using System.Collections.Frozen;
using System.Globalization;

namespace CommerceOS.Domain.Catalog;

/// <summary>Currencies that prices can be given in, with their minor-unit digits (ISO 4217).</summary>
public static class Currencies
{
    private static readonly FrozenDictionary<string, int> Digits = new Dictionary<string, int>
    {
        ["AED"] = 2, ["AUD"] = 2, ["BRL"] = 2, ["CAD"] = 2, ["CHF"] = 2, ["CNY"] = 2, ["CZK"] = 2, ["DKK"] = 2, ["EUR"] = 2, ["GBP"] = 2,
        ["HKD"] = 2, ["HUF"] = 2, ["IDR"] = 2, ["ILS"] = 2, ["INR"] = 2, ["JPY"] = 0, ["KRW"] = 0, ["MXN"] = 2, ["MYR"] = 2, ["NOK"] = 2,
        ["NZD"] = 2, ["PHP"] = 2, ["PLN"] = 2, ["RON"] = 2, ["SAR"] = 2, ["SEK"] = 2, ["SGD"] = 2, ["THB"] = 2, ["TRY"] = 2, ["TWD"] = 2,
        ["USD"] = 2, ["VND"] = 0, ["ZAR"] = 2,
    }.ToFrozenDictionary();

    public static IReadOnlyList<string> All { get; } = [.. Digits.Keys.Order(StringComparer.Ordinal)];

    public static bool IsKnown(string? currency) => currency is not null && Digits.ContainsKey(currency);

    public static int MinorDigits(string currency) => Digits[currency];

    /// <summary>Null where the amount has more decimals than the currency has.</summary>
    public static long? ToMinor(decimal amount, string currency)
    {
        var minor = amount * Power(Digits[currency]);
        return minor == decimal.Truncate(minor) ? (long)minor : null;
    }

    public static decimal ToMajor(long minor, string currency) => minor / Power(Digits[currency]);

    /// <summary>With all of the currency's decimals and a dot: 18.90, or 1200 for yen.</summary>
    public static string Format(Price price) =>
        ToMajor(price.Minor, price.Currency).ToString("F" + Digits[price.Currency].ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static decimal Power(int digits) => digits switch { 0 => 1m, 1 => 10m, 2 => 100m, _ => 1000m };
}
