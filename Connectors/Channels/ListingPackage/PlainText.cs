using System.Text;

namespace CommerceOS.Connectors.Channels.ListingPackage;

/// <summary>
/// Takes out of a listing what no file format carries: control characters but tabs and line ends, halves of surrogate pairs, and code points
/// that are no characters. XML refuses them (https://www.w3.org/TR/xml/#charsets), and in a table they hide what a cell says.
/// </summary>
internal static class PlainText
{
    public static PackageListing Clean(PackageListing listing) => listing with
    {
        Sku = Clean(listing.Sku), Title = Clean(listing.Title), Brand = Clean(listing.Brand), Category = Clean(listing.Category), Gtin = listing.Gtin is null ? null : Clean(listing.Gtin),
        Attributes = [.. listing.Attributes.Select(a => new Domain.Catalog.Fact(Clean(a.Name), Clean(a.Value)))],
        Copies = [.. listing.Copies.Select(c => c with
        {
            Text = new(Clean(c.Text.Title), [.. c.Text.Bullets.Select(Clean)], Clean(c.Text.Description), Clean(c.Text.Keywords), Clean(c.Text.SeoTitle), Clean(c.Text.SeoDescription)),
        })],
    };

    public static string Clean(string text)
    {
        if (text.EnumerateRunes().All(IsCarried) && !text.Contains('\uFFFD', StringComparison.Ordinal)) return text;
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            // False for half a pair, which is dropped.
            if (!Rune.TryGetRuneAt(text, at, out var rune))
            {
                at++;
                continue;
            }
            if (IsCarried(rune)) clean.Append(rune);
            at += rune.Utf16SequenceLength;
        }
        return clean.ToString();
    }

    private static bool IsCarried(Rune rune) => rune.Value is '\t' or '\n' or '\r' || (!Rune.IsControl(rune) && (rune.Value & 0xFFFE) != 0xFFFE);
}
