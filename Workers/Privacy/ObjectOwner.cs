using CommerceOS.Data.Objects;

namespace CommerceOS.Workers.Privacy;

internal enum OwnerFolder { Unknown, Assets, Publications }

/// <summary>Which row an object belongs to, read from its name: <c>assets/ID/RENDITION</c> or <c>publications/ID.zip</c>.</summary>
/// <param name="Rest">What follows the id: an asset's rendition.</param>
internal sealed record ObjectOwner(ObjectKey Key, OwnerFolder Folder, Guid Id, string Rest)
{
    public static ObjectOwner Of(ObjectKey key) => key.Value.Split('/') switch
    {
        ["assets", var id, var rendition] when Guid.TryParseExact(id, "N", out var asset) => new(key, OwnerFolder.Assets, asset, rendition),
        ["publications", var file] when file.EndsWith(".zip", StringComparison.Ordinal) && Guid.TryParseExact(file[..^4], "N", out var publication) => new(key, OwnerFolder.Publications, publication, ""),
        _ => new(key, OwnerFolder.Unknown, Guid.Empty, ""),
    };
}
