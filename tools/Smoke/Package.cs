using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;

namespace CommerceOS.Smoke;

/// <summary>Opens a downloaded listing package and compares every file with the manifest and with what the channel reads.</summary>
internal static class Package
{
    public static string Check(byte[] bytes, string sku, int images)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        var manifest = JsonDocument.Parse(Read(zip, "manifest.json")).RootElement;
        var files = manifest.GetProperty("files").EnumerateArray().ToList();
        foreach (var file in files)
        {
            var name = file.GetProperty("name").GetString()!;
            var content = Read(zip, name);
            Steps.Require(content.Length == file.GetProperty("sizeBytes").GetInt64(), $"{name} has another size than the manifest says");
            Steps.Require(Convert.ToHexStringLower(SHA256.HashData(content)) == file.GetProperty("sha256").GetString(), $"{name} has another hash than the manifest says");
        }
        Steps.Require(zip.Entries.Count == files.Count + 1, "the archive has files that the manifest does not name");
        Steps.Require(zip.Entries.Count(e => e.FullName.StartsWith("images/", StringComparison.Ordinal)) == images, $"expected {images} pictures in the package");
        Steps.Require(zip.GetEntry($"videos/{sku}.VIDEO01.mp4") is not null, "the video is missing from the package");
        Steps.Require(zip.GetEntry($"images/{sku}.MAIN.jpg") is not null, "the main image is missing from the package");
        foreach (var language in (string[])["en", "zh-Hans"])
        {
            Steps.Require(Text(zip, $"shopify-products.{language}.csv").Contains(sku, StringComparison.Ordinal), $"Shopify's CSV in {language} does not name the product");
            Steps.Require(Text(zip, $"amazon-listings.{language}.txt").Split("\r\n")[1].StartsWith(sku + "\t", StringComparison.Ordinal), $"the flat file in {language} does not name the product");
            var feed = XDocument.Parse(Text(zip, $"google-merchant.{language}.xml"));
            Steps.Require(feed.Descendants("item").Count() == 1, $"the feed in {language} does not hold one item");
        }
        return $"{zip.Entries.Count} files, {bytes.Length / 1024.0 / 1024.0:0.0} MB, every hash as in the manifest";
    }

    private static string Text(ZipArchive zip, string name) => System.Text.Encoding.UTF8.GetString(Read(zip, name));

    private static byte[] Read(ZipArchive zip, string name)
    {
        using var stream = (zip.GetEntry(name) ?? throw new SmokeException($"the package has no {name}")).Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
