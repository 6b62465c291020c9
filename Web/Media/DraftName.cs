using System.Globalization;
using System.Text.RegularExpressions;

namespace CommerceOS.Web.Media;

/// <summary>What a product is called at first, when all that is known of it is the name of a photo.</summary>
/// <param name="Title">For a person to read and change.</param>
/// <param name="Sku">Letters, digits and dashes, as the API takes it.</param>
internal sealed partial record DraftName(string Title, string Sku)
{
    private const int MaxTitle = 150;
    private const int MaxSku = 32;

    /// <param name="untitled">The title where the file name says nothing.</param>
    /// <param name="fallbackSku">The SKU where the file name has no letter or digit of ASCII.</param>
    public static DraftName Of(string fileName, string untitled, string fallbackSku)
    {
        var name = Path.GetFileNameWithoutExtension(fileName);
        var title = Gaps().Replace(name, " ").Trim();
        if (title.Length > 0) title = char.ToUpper(title[0], CultureInfo.InvariantCulture) + title[1..];
        if (title.Length > MaxTitle) title = title[..MaxTitle].TrimEnd();
        var sku = NotSku().Replace(name, "-").Trim('-').ToUpperInvariant();
        if (sku.Length > MaxSku) sku = sku[..MaxSku].TrimEnd('-');
        return new(title.Length == 0 ? untitled : title, sku.Length == 0 ? fallbackSku : sku);
    }

    /// <summary>The same name for another product with the same SKU: 2, 3, and so on.</summary>
    public DraftName Numbered(int number) => this with { Sku = string.Create(CultureInfo.InvariantCulture, $"{Sku}-{number}") };

    [GeneratedRegex(@"[\s_.\p{C}-]+", RegexOptions.None, 1000)]
    private static partial Regex Gaps();

    [GeneratedRegex("[^A-Za-z0-9]+", RegexOptions.None, 1000)]
    private static partial Regex NotSku();
}
