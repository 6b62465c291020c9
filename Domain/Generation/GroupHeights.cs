using CommerceOS.Domain.Catalog;

namespace CommerceOS.Domain.Generation;

/// <summary>How tall the products of a group stand beside each other.</summary>
/// <param name="Relative">Shares of the tallest, in the photos' order; none where not every height is known: then all are drawn equally tall.</param>
/// <param name="Known">How many heights are known.</param>
public sealed record GroupHeights(IReadOnlyList<double> Relative, int Known)
{
    /// <summary>Beside a giant, less than a tenth of it is a speck in the picture.</summary>
    public const double LeastShare = .1;

    /// <param name="photos">With the heights that were given.</param>
    /// <param name="unit">Of those heights.</param>
    /// <param name="products">Of the photos, in their order: their facts count where no height was given.</param>
    public static GroupHeights Of(IReadOnlyList<ChosenPhoto> photos, string unit, IReadOnlyList<Product> products)
    {
        var heights = photos.Zip(products, (photo, product) => photo.Height is { } given ? (unit == ProductSize.Inch ? given * ProductSize.CentimetresPerInch : given) : ProductSize.Of(product)?.HeightInCentimetres).ToList();
        var known = heights.Count(h => h is not null);
        return known < heights.Count ? new([], known) : new([.. heights.Select(h => Math.Round((double)(h!.Value / heights.Max()!.Value), 4))], known);
    }

    /// <summary>The place of a product that is too small beside the tallest; null where all can be shown.</summary>
    public int? TooSmall => Relative.Index().Where(h => h.Item < LeastShare).Select(h => (int?)h.Index).FirstOrDefault();
}
