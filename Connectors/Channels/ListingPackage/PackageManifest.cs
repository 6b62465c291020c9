using System.Text.Encodings.Web;
using System.Text.Json;

namespace CommerceOS.Connectors.Channels.ListingPackage;

/// <summary>What is in the package, with the hash of every file and how each picture was made.</summary>
internal static class PackageManifest
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(PackageContent content, IEnumerable<PackagedFile> files, IReadOnlyDictionary<(string Sku, Guid Asset), string> imageNames) => JsonSerializer.Serialize(
        new
        {
            Format = "commerceos-listing-package/1",
            content.MadeAt,
            Listings = content.Listings.Select(l => new
            {
                l.Sku, l.Title, Languages = l.Copies.Select(c => c.Language),
                Images = l.Images.Select(i => new { File = imageNames[(l.Sku, i.AssetId)], i.Width, i.Height, i.Recipe, i.Engine, i.InputHash, i.AssetId }),
                Videos = l.Videos.Select(v => new { File = imageNames[(l.Sku, v.AssetId)], v.Width, v.Height, v.Recipe, v.Engine, v.InputHash, v.AssetId }),
            }),
            Files = files.Select(f => new { f.Name, f.SizeBytes, f.Sha256 }),
        },
        Json) + "\n";
}
