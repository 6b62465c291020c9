using CommerceOS.Contracts.Publishing;
using Microsoft.Extensions.Primitives;

namespace CommerceOS.Web.Components.Publishing;

/// <summary>What of a product is ticked on the publish page.</summary>
public sealed record PublishChoice(IReadOnlyList<Guid> Pictures, IReadOnlyList<Guid> Videos, IReadOnlyList<string> Languages)
{
    public static string PicturesField(Guid product) => $"pictures:{product}";

    public static string VideosField(Guid product) => $"videos:{product}";

    public static string LanguagesField(Guid product) => $"languages:{product}";

    /// <summary>Everything there is, in its order.</summary>
    public static PublishChoice All(ReadinessDto product) => new([.. product.Pictures.Select(p => p.AssetId)], [.. product.Videos.Select(v => v.AssetId)], [.. product.Languages.Select(l => l.Language)]);

    /// <summary>As it was posted. Fields come in the order of the page: the main image first.</summary>
    public static PublishChoice Of(IFormCollection form, Guid product) => new(Ids(form[PicturesField(product)]), Ids(form[VideosField(product)]), [.. form[LanguagesField(product)].OfType<string>()]);

    /// <summary>Pictures first: the main image leads.</summary>
    public PublishItem ToItem(Guid product) => new(product, [.. Pictures, .. Videos], Languages);

    public static List<Guid> Ids(StringValues posted) => [.. posted.Select(p => Guid.TryParse(p, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct()];
}
