using System.Text.Json;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;

namespace CommerceOS.ApiService.Catalog;

internal static class AssetMapping
{
    public static AssetDto ToDto(this Asset asset) => new(
        asset.Id.Value, asset.ProductId.Value, (Contracts.Catalog.AssetKind)asset.Kind, (Contracts.Catalog.AssetState)asset.State,
        asset.FileName, asset.ContentType, asset.SizeBytes, asset.Width, asset.Height, asset.Sha256, asset.CreatedAt, asset.RefusedCode, asset.RefusedDetail,
        asset.ReviewDto(), asset.Lineage?.ToDto(), [.. asset.Checks.Select(ToDto)], asset.PlaySeconds, asset.Strokes.Count);

    public static ReviewDto? ReviewDto(this IReviewed item) => item.ReviewState is { } state
        ? new((Contracts.Catalog.ReviewState)state, item.ReviewReason, item.DecidedAt, Review.UndoUntil(item))
        : null;

    public static LineageDto ToDto(this Lineage lineage) => new(
        lineage.GenerationId, lineage.SourceAssetId, lineage.Recipe, JsonSerializer.Deserialize<JsonElement>(lineage.Parameters), lineage.Engine, lineage.InputHash,
        lineage.DurationMs, lineage.WaitedMs, lineage.Alignment is { } alignment ? new(alignment.Source.ToDto(), alignment.Result.ToDto()) : null,
        lineage.Sources is null ? null : [.. lineage.Sources.Select(source => new LineageSourceDto(source.AssetId, source.Sha256))]);

    private static FrameBoxDto ToDto(this FrameBox box) => new(box.Left, box.Top, box.Width, box.Height);

    public static CheckDto ToDto(this Check check) => new(check.Code, (Contracts.Catalog.CheckTone)check.Tone, check.Message, check.Measured, check.Expected);
}
