using CommerceOS.Contracts;
using CommerceOS.Contracts.Generation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CommerceOS.Tests.Web;

/// <summary>Edits of the fake API. Every preview is the photo itself, whatever the steps; Tests/Browser edits on the real one.</summary>
internal sealed class FakeEdits(FakeShop shop)
{
    public List<EditStepsRequest> Tried { get; } = [];

    /// <summary>Null, or what the next previews fail of.</summary>
    public (string Code, string Problem, string Field)? Fails { get; set; }

    public static IReadOnlyList<ChannelPresetDto> Presets { get; } =
    [
        new("amazon-main", new Dictionary<string, string> { ["en"] = "Amazon main image", ["zh-Hans"] = "亚马逊主图" }, 2000, 2000, "product", "#ffffff", "jpeg", 10_000_000),
        new("instagram-story", new Dictionary<string, string> { ["en"] = "Instagram story", ["zh-Hans"] = "Instagram 快拍" }, 1080, 1920, "cover", "#ffffff", "jpeg", 8_000_000),
    ];

    public void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/channel-presets", () => Results.Json(Presets, CommerceClient.Json));
        var previews = v1.MapGroup("/workspaces/{workspace:guid}/assets/{id:guid}/edits/previews");
        previews.MapPost("/", (Guid id, EditStepsRequest request) =>
        {
            Tried.Add(request);
            return Results.Json(Preview(id), CommerceClient.Json, statusCode: 202);
        });
        previews.MapGet("/{preview:guid}", (Guid id) => Results.Json(Preview(id), CommerceClient.Json));
        previews.MapGet("/{preview:guid}/picture", (Guid id) => Results.File(shop.Content[id], "image/webp"));
    }

    private EditPreviewDto Preview(Guid id) =>
        Fails is { } failure ? new(id, EditPreviewState.Failed, null, null, failure.Code, failure.Problem, failure.Field) : new(id, EditPreviewState.Done, 3000, 4000);
}
