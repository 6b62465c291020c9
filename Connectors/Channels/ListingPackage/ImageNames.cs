using System.Globalization;

namespace CommerceOS.Connectors.Channels.ListingPackage;

/// <summary>
/// Names of the pictures and videos in one package: <c>images/SKU.MAIN.jpg</c>, <c>images/SKU.PT01.jpg</c>, <c>videos/SKU.VIDEO01.mp4</c>. Whatever a SKU is, a name stays in its folder, opens on
/// every system and differs from all others also where case does not count.
/// </summary>
internal sealed class ImageNames
{
    private const int MaxLength = 80;

    // https://learn.microsoft.com/windows/win32/fileio/naming-a-file
    private static readonly HashSet<string> Devices = new(
        [.. Enumerable.Range(0, 10).SelectMany(n => new[] { string.Create(CultureInfo.InvariantCulture, $"COM{n}"), string.Create(CultureInfo.InvariantCulture, $"LPT{n}") }), "CON", "PRN", "AUX", "NUL"],
        StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    public string Next(string sku, int index, string contentType)
    {
        var extension = contentType switch { "image/png" => "png", "image/webp" => "webp", "image/avif" => "avif", _ => "jpg" };
        var place = index == 0 ? "MAIN" : string.Create(CultureInfo.InvariantCulture, $"PT{index:00}");
        return Free("images", $"{Safe(sku)}.{place}.{extension}");
    }

    public string NextVideo(string sku, int index) => Free("videos", string.Create(CultureInfo.InvariantCulture, $"{Safe(sku)}.VIDEO{index + 1:00}.mp4"));

    // "mug" and "MUG" are two SKUs and one file on most desktops. Amazon reads the name only, not the folder.
    private string Free(string folder, string file)
    {
        var name = $"{folder}/{file}";
        for (var next = 2; !taken.Add(name); next++) name = string.Create(CultureInfo.InvariantCulture, $"{folder}-{next}/{file}");
        return name;
    }

    // A SKU that was checked is such a name already, but for the names that Windows keeps for devices, with any extension.
    private static string Safe(string sku)
    {
        var name = string.Concat(sku.Take(MaxLength).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_'));
        return name.Length == 0 || name[0] == '.' || Devices.Contains(name.Split('.')[0]) ? "_" + name : name;
    }
}
