using CommerceOS.Contracts.Catalog;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;

namespace CommerceOS.ApiService.Catalog;

internal static class OutlineMapping
{
    public static (IReadOnlyList<OutlineStroke> Strokes, IReadOnlyList<FieldError> Errors) Check(this OutlineStrokesRequest request, Asset photo) => OutlineStrokes.Check(
        request.Strokes is null ? null : [.. request.Strokes.Select(s => (s?.Mark, s?.Radius, Points(s)))], photo.Width, photo.Height);

    public static OutlineStrokeDto ToDto(this OutlineStroke stroke) =>
        new(stroke.Mark == OutlineMark.Keep ? "keep" : "erase", stroke.Radius, [.. stroke.Points.Select(p => new OutlinePointDto(p.X, p.Y))]);

    public static OutlinePreviewDto ToDto(this OutlinePreview preview) => new(
        preview.Id, (Contracts.Catalog.OutlinePreviewState)preview.State,
        preview.Region is { } region ? new(region.Left, region.Top, region.Width, region.Height) : null,
        [.. preview.Concerns.Select(c => new OutlineConcernDto(c.Code, c.Message, c.Measured, c.Limit, [.. c.Suggestions.Select(s => new OutlineSuggestionDto(s, Words(s)))]))]);

    private static IReadOnlyList<(double? X, double? Y)>? Points(OutlineStrokeDto? stroke) => stroke?.Points is { } points ? [.. points.Select(p => (p?.X, p?.Y))] : null;

    // Codes come from a worker, which may be newer than this.
    private static string Words(string suggestion) => suggestion switch
    {
        "strokes" => "Mark what to keep and what to erase: a few strokes usually settle it.",
        "another_photo" => "Take or choose another photo: another backdrop, more distance, more light or more pixels.",
        "provider" => "Let a provider's model cut it out.",
        _ => suggestion,
    };
}
