using System.Globalization;
using System.Net;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CsvHelper;
using CsvHelper.Configuration;

namespace CommerceOS.Connectors.Channels.ListingPackage;

/// <summary>
/// Shopify's product CSV with its present column names. Products come in as drafts: a person in the shop puts them online. Columns
/// that we have no fact for are left out, which Shopify reads as “unchanged”.
/// </summary>
internal static class ShopifyCsv
{
    private static readonly string[] Columns =
    [
        "Title", "URL handle", "Description", "Vendor", "Type", "Tags", "Published on online store", "Status", "SKU", "Barcode",
        "Option1 name", "Option1 value", "Price", "Image position", "SEO title", "SEO description",
    ];

    public static string Write(IReadOnlyList<(PackageListing Listing, CopyText Text)> listings)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\r\n" };
        // A cell that a spreadsheet would run as a formula is written as text.
        using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            InjectionOptions = InjectionOptions.Escape, InjectionCharacters = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'], NewLine = "\r\n",
        });
        foreach (var column in Columns) csv.WriteField(column);
        csv.NextRecord();
        foreach (var (listing, copy) in listings)
        {
            string[] cells =
            [
                copy.Title, Handle(listing.Sku), Html(copy), listing.Brand, listing.Category, string.Join(", ", copy.Keywords.Split(' ').Take(20)), "FALSE", "Draft",
                listing.Sku, listing.Gtin ?? "", "Title", "Default Title", Currencies.Format(listing.Price),
                "", copy.SeoTitle, copy.SeoDescription,
            ];
            foreach (var cell in cells) csv.WriteField(cell);
            csv.NextRecord();
        }
        csv.Flush();
        return text.ToString();
    }

    private static string Handle(string sku) => sku.ToLowerInvariant().Replace('.', '-').Replace('_', '-');

    private static string Html(CopyText copy)
    {
        var bullets = copy.Bullets.Count == 0 ? "" : "<ul>" + string.Concat(copy.Bullets.Select(b => $"<li>{WebUtility.HtmlEncode(b)}</li>")) + "</ul>";
        return string.Concat(copy.Description.Split("\n\n").Select(p => $"<p>{WebUtility.HtmlEncode(p).Replace("\n", "<br>", StringComparison.Ordinal)}</p>")) + bullets;
    }
}
