using CommerceOS.Contracts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;

namespace CommerceOS.Web.Components.Generation;

/// <summary>Reads a set and what its pieces became.</summary>
internal static class SetPieces
{
    /// <summary>More than any set has.</summary>
    private const int Most = 50;

    // Pieces of one press are as old as each other, so their age gives no order: the listing's own does, with what takes longest at the end.
    private static readonly string[] Order = ["main-image", "studio-scene", "infographic", "card", "listing-copy", "product-video"];

    /// <summary>In the order of a listing: main image, scenes, infographic, card, words, video. A set that does not exist, or is another product's, is not found.</summary>
    public static async Task<GenerationSet> ReadAsync(CommerceClient api, Guid workspaceId, Guid productId, Guid setId, CancellationToken cancellationToken)
    {
        var works = (await api.GetGenerationsAsync(workspaceId, new(ProductId: productId, SetId: setId, Limit: Most), cancellationToken)).Items;
        return works.Count > 0
            ? new([.. works.Reverse().OrderBy(w => Array.IndexOf(Order, w.Recipe) is >= 0 and var place ? place : Order.Length).ThenBy(w => w.CreatedAt)])
            : throw new CommerceApiException(new(StatusCodes.Status404NotFound, "not_found", "No such set", $"Expected a set of the product {productId}; {setId} is none."));
    }

    /// <summary>The picture or video, or the words, that a piece became; neither while it is being made or when it was deleted since.</summary>
    public static async Task<(AssetDto? Asset, IReadOnlyList<CopyDto> Copies)> ReadAsync(CommerceClient api, Guid workspaceId, GenerationDto work, CancellationToken cancellationToken)
    {
        try
        {
            if (work.AssetIds is [var asset, ..]) return (await api.GetAssetAsync(workspaceId, asset, cancellationToken), []);
            var copies = new List<CopyDto>();
            foreach (var id in work.CopyIds) copies.Add(await api.GetCopyAsync(workspaceId, id, cancellationToken));
            return (null, copies);
        }
        catch (CommerceApiException e) when (e.Problem.Status == StatusCodes.Status404NotFound)
        {
            return (null, []);
        }
    }
}
