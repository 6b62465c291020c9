using System.Globalization;
using CommerceOS.Domain.Catalog;

namespace CommerceOS.Domain.Generation;

/// <summary>What a card says, taken from the facts.</summary>
/// <param name="Price">As shops of the currency write it; null where the product has none.</param>
public sealed record CardText(string Headline, string? Line, string? Price)
{
    public const int MaxHeadline = 60;
    public const int MaxLine = 110;

    public static CardText From(Product product, string language)
    {
        var text = InfographicText.From(product, language, statements: 1);
        return new(
            TextLimits.Cut(text.Title, MaxHeadline, TextUnit.Characters),
            text.Statements is [var first, ..] ? TextLimits.Cut(first.Heading, MaxLine, TextUnit.Characters) : text.Subtitle,
            product.Price is { } price ? Say(price) : null);
    }

    // A sign where it says which money is meant, else the code: "$" alone is the money of twenty countries.
    private static string Say(Price price)
    {
        var major = Currencies.ToMajor(price.Minor, price.Currency);
        var digits = major == decimal.Truncate(major) ? 0 : Currencies.MinorDigits(price.Currency);
        var amount = major.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return price.Currency switch
        {
            "EUR" => "€" + amount,
            "GBP" => "£" + amount,
            "USD" => "$" + amount,
            "CNY" or "JPY" => "¥" + amount,
            _ => $"{price.Currency} {amount}",
        };
    }
}
