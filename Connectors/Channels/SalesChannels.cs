namespace CommerceOS.Connectors.Channels;

/// <summary>A place that listings go to.</summary>
/// <param name="Languages">That listings on it can be written in.</param>
public sealed record SalesChannel(string Id, string Name, IReadOnlyList<string> Languages);

/// <summary>The list of channels.</summary>
public static class SalesChannels
{
    /// <summary>Files to download: needs no account anywhere.</summary>
    public static SalesChannel ListingPackage { get; } = new("listing-package", "Listing package", CommerceOS.Domain.Languages.All);

    public static IReadOnlyList<SalesChannel> All { get; } = [ListingPackage];

    public static SalesChannel? Find(string? id) => All.FirstOrDefault(c => c.Id == id);
}
