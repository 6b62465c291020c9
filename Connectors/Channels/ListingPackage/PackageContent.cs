using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;

namespace CommerceOS.Connectors.Channels.ListingPackage;

/// <summary>Everything that goes into one package.</summary>
/// <param name="MadeAt">Also the time of every file in the archive: the same content gives the same bytes.</param>
public sealed record PackageContent(DateTimeOffset MadeAt, IReadOnlyList<PackageListing> Listings);

/// <param name="Images">In their order; the main image first.</param>
public sealed record PackageListing(
    string Sku, string Title, string Brand, string Category, Price Price, string? Gtin, IReadOnlyList<Fact> Attributes,
    IReadOnlyList<PackageImage> Images, IReadOnlyList<PackageCopy> Copies)
{
    /// <summary>MP4 files that go with the pictures. Feeds do not name them: shops take videos as uploads.</summary>
    public IReadOnlyList<PackageImage> Videos { get; init; } = [];
}

/// <param name="Read">Opens the picture's bytes; called once.</param>
public sealed record PackageImage(
    Guid AssetId, string Recipe, string Engine, string InputHash, string ContentType, string Sha256, int Width, int Height, Func<CancellationToken, Task<Stream>> Read);

public sealed record PackageCopy(string Language, CopyText Text);

/// <summary>One file of a finished package.</summary>
public sealed record PackagedFile(string Name, long SizeBytes, string Sha256);
