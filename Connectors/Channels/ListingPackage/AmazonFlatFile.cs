using System.Text;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;

namespace CommerceOS.Connectors.Channels.ListingPackage;

/// <summary>
/// A tab-separated file with the attribute names of Amazon's inventory templates. The template of a category asks for more columns;
/// these are the ones that all of them share.
/// </summary>
internal static class AmazonFlatFile
{
    private static readonly string[] Columns =
    [
        "item_sku", "external_product_id", "external_product_id_type", "item_name", "brand_name", "product_description",
        "bullet_point1", "bullet_point2", "bullet_point3", "bullet_point4", "bullet_point5", "generic_keywords", "standard_price", "currency",
    ];

    public static string Write(IReadOnlyList<(PackageListing Listing, CopyText Text)> listings)
    {
        var text = new StringBuilder();
        text.AppendJoin('\t', Columns).Append("\r\n");
        foreach (var (listing, copy) in listings)
        {
            IEnumerable<string> cells =
            [
                listing.Sku, listing.Gtin ?? "", IdType(listing.Gtin), copy.Title, listing.Brand, copy.Description.Replace("\n", "<br>", StringComparison.Ordinal),
                .. Enumerable.Range(0, 5).Select(i => copy.Bullets.ElementAtOrDefault(i) ?? ""), copy.Keywords,
                Currencies.Format(listing.Price), listing.Price.Currency,
            ];
            text.AppendJoin('\t', cells.Select(Cell)).Append("\r\n");
        }
        return text.ToString();
    }

    private static string IdType(string? gtin) => gtin?.Length switch { 12 => "UPC", 8 or 13 => "EAN", 14 => "GTIN", _ => "" };

    // Tabs and line ends would shift columns; a leading sign would make a spreadsheet run the cell, in East Asian settings a full-width
    // one too; a leading quotation mark would make it read on to the next one, over the ends of cells and lines.
    private static string Cell(string value)
    {
        var line = value.Replace('\t', ' ').Replace('\r', ' ').Replace('\n', ' ').TrimStart();
        return line switch
        {
            ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..] => "'" + line,
            ['"', ..] => $"\"{line.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
            _ => line,
        };
    }
}
