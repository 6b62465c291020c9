using System.Text.Json;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Studio;
using CommerceOS.Workers.Generation;

namespace CommerceOS.Workers.Catalog;

/// <summary>What the Studio noticed about a cut-out, as a person reads it who can do something about it.</summary>
internal static class OutlineConcerns
{
    public static List<OutlineConcern> Of(CutoutVerdict verdict) => [.. verdict.Concerns.Select(concern =>
    {
        var check = PictureChecks.Of(concern);
        return new OutlineConcern(check.Code, check.Message, concern.Measured, concern.Limit, [.. concern.Suggestions.Select(s => JsonNamingPolicy.SnakeCaseLower.ConvertName(s.ToString()))]);
    })];

    public static FrameBox? RegionOf(CutoutVerdict verdict) => verdict.NothingFound ? null : new(
        (double)verdict.Region.Left / verdict.PhotoWidth, (double)verdict.Region.Top / verdict.PhotoHeight,
        (double)verdict.Region.Width / verdict.PhotoWidth, (double)verdict.Region.Height / verdict.PhotoHeight);
}
