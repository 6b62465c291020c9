using CommerceOS.ApiService.Catalog;
using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Generation;
using CommerceOS.Domain.Generation;
using CopyText = CommerceOS.Contracts.Generation.CopyText;

namespace CommerceOS.ApiService.Generation;

internal static class CopyMapping
{
    public static CopyDto ToDto(this ListingCopy copy) => new(
        copy.Id.Value, copy.ProductId.Value, copy.GenerationId.Value, copy.Language, copy.Text.ToDto(), copy.Made.ToDto(), !Same(copy.Text, copy.Made),
        [.. copy.Facts.Select(f => new FactDto(f.Name, f.Value, f.UsedIn))], [.. Limits(copy)], [.. copy.Checks.Select(c => c.ToDto())],
        copy.ReviewDto()!, copy.Lineage.ToDto(), copy.CreatedAt, ETags.Of(copy.Version));

    private static CopyText ToDto(this Domain.Generation.CopyText text) =>
        new(text.Title, text.Bullets, text.Description, text.Keywords, text.SeoTitle, text.SeoDescription);

    private static bool Same(Domain.Generation.CopyText a, Domain.Generation.CopyText b) =>
        a with { Bullets = [] } == b with { Bullets = [] } && a.Bullets.SequenceEqual(b.Bullets);

    private static IEnumerable<LimitDto> Limits(ListingCopy copy) =>
        from limit in TextLimits.For(copy.Language)
        let parts = ListingCopyWriter.Field(copy.Text, limit.Field)
        select new LimitDto(
            limit.Target, limit.Field, limit.Max,
            limit.Unit switch { TextUnit.Characters => "characters", TextUnit.Utf8Bytes => "utf8-bytes", TextUnit.GbkBytes => "gbk-bytes", _ => throw new ArgumentOutOfRangeException(nameof(copy)) },
            parts.Count == 0 ? 0 : parts.Max(limit.Measure), limit.Hard);
}
