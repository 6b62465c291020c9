using CommerceOS.Data.Objects;

namespace CommerceOS.Workers.Privacy;

internal enum OwnerFolder { Unknown, Assets, Publications, Brand, Music }

/// <summary>Which row an object belongs to, read from its name: <c>assets/ID/RENDITION</c>, <c>publications/ID.zip</c> <c>brand/ID/RENDITION</c> or <c>music/ID/RENDITION</c>.</summary>
/// <param name="Rest">What follows the id: the rendition of an asset, a logo or music.</param>
internal sealed record ObjectOwner(ObjectKey Key, OwnerFolder Folder, Guid Id, string Rest)
{
    public static ObjectOwner Of(ObjectKey key) => key.Value.Split('/') switch
    {
        ["assets", var id, var rendition] when Guid.TryParseExact(id, "N", out var asset) => new(key, OwnerFolder.Assets, asset, rendition),
        ["publications", var file] when file.EndsWith(".zip", StringComparison.Ordinal) && Guid.TryParseExact(file[..^4], "N", out var publication) => new(key, OwnerFolder.Publications, publication, ""),
        ["brand", var id, var rendition] when Guid.TryParseExact(id, "N", out var logo) => new(key, OwnerFolder.Brand, logo, rendition),
        ["music", var id, var rendition] when Guid.TryParseExact(id, "N", out var music) => new(key, OwnerFolder.Music, music, rendition),
        _ => new(key, OwnerFolder.Unknown, Guid.Empty, ""),
    };
}
