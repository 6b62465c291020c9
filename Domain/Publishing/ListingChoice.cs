namespace CommerceOS.Domain.Publishing;

/// <summary>What of a product somebody wants to send out.</summary>
/// <param name="Pictures">Pictures in their order, and videos; null for all approved ones.</param>
/// <param name="Languages">Of the copy; null for those that the product is meant for, and any other approved one.</param>
public sealed record ListingChoice(IReadOnlyList<AssetId>? Pictures = null, IReadOnlyList<string>? Languages = null)
{
    public static ListingChoice Everything { get; } = new();
}
