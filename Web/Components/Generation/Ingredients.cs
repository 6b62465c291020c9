using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;

namespace CommerceOS.Web.Components.Generation;

/// <summary>What the forms of a product's recipes offer to choose from, besides the recipes' own choices.</summary>
/// <param name="Pictures">Finished ones that can stand beside their photo.</param>
public sealed record Ingredients(Guid ProductId, MaterialsDto Materials, IReadOnlyList<AssetDto> Pictures)
{
    private static readonly string[] Recipes = ["main-image", "studio-scene"];

    /// <param name="assets">All of the product.</param>
    public static Ingredients Of(Guid productId, MaterialsDto materials, IReadOnlyList<AssetDto> assets)
    {
        var photos = assets.Where(a => a is { Kind: AssetKind.Photo, State: AssetState.Ready }).Select(a => (Guid?)a.Id).ToHashSet();
        return new(productId, materials,
            [.. assets.Where(a => a is { Kind: AssetKind.Image, State: AssetState.Ready, Lineage: { } lineage } && Recipes.Contains(lineage.Recipe) && photos.Contains(lineage.SourceAssetId) && a.Review?.State != ReviewState.Rejected)
                .OrderByDescending(a => a.Review?.State == ReviewState.Approved).ThenByDescending(a => a.CreatedAt)]);
    }
}
