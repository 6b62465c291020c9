using System.Globalization;
using System.Xml.Linq;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;

namespace CommerceOS.Connectors.Channels.ListingPackage;

/// <summary>An RSS 2.0 feed with Google Merchant Center's product attributes. Addresses of pages and pictures are the shop's: they are added there.</summary>
internal static class GoogleMerchantFeed
{
    private static readonly XNamespace G = "http://base.google.com/ns/1.0";

    public static string Write(IReadOnlyList<(PackageListing Listing, CopyText Text)> listings, string language)
    {
        var document = new XDocument(
            new XDeclaration("1.0", "utf-8", null),
            new XElement("rss", new XAttribute("version", "2.0"), new XAttribute(XNamespace.Xmlns + "g", G),
                new XElement("channel",
                    new XElement("title", "Listing package"),
                    new XElement("language", language),
                    listings.Select(l => Item(l.Listing, l.Text, language)))));
        return document.Declaration + "\n" + document + "\n";
    }

    private static XElement Item(PackageListing listing, CopyText copy, string language) => new(
        "item",
        new XElement(G + "id", listing.Sku),
        // Google takes 150 characters; a longer title would lose the whole item.
        new XElement(G + "title", TextLimits.Cut(copy.Title, 150, TextUnit.Characters)),
        new XElement(G + "description", TextLimits.Cut(copy.Description, 5000, TextUnit.Characters)),
        new XElement(G + "price", string.Create(CultureInfo.InvariantCulture, $"{Currencies.Format(listing.Price)} {listing.Price.Currency}")),
        new XElement(G + "brand", listing.Brand),
        new XElement(G + "product_type", listing.Category),
        listing.Gtin is null ? null : new XElement(G + "gtin", listing.Gtin),
        copy.Bullets.Select(b => new XElement(G + "product_highlight", TextLimits.Cut(b, 150, TextUnit.Characters))),
        listing.Attributes.Select(a => (Name: FactWords.Name(a.Name, language), Value: FactWords.Value(a.Value, language)))
            .Where(a => a.Name is not null && a.Value is not null)
            .Select(a => new XElement(G + "product_detail", new XElement(G + "attribute_name", a.Name), new XElement(G + "attribute_value", a.Value))));
}
