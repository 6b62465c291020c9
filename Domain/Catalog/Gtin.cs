namespace CommerceOS.Domain.Catalog;

/// <summary>GS1's trade item number: 8, 12, 13 or 14 digits, the last one a check digit (GS1 General Specifications 7.9).</summary>
public static class Gtin
{
    public static bool IsValid(string text)
    {
        if (text.Length is not (8 or 12 or 13 or 14) || !text.All(char.IsAsciiDigit)) return false;
        var sum = 0;
        for (var i = 0; i < text.Length - 1; i++)
        {
            // Weights alternate 3, 1 from the digit before the check digit backwards.
            var weight = (text.Length - 2 - i) % 2 == 0 ? 3 : 1;
            sum += (text[i] - '0') * weight;
        }
        return (10 - (sum % 10)) % 10 == text[^1] - '0';
    }
}
