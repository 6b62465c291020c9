using CommerceOS.Contracts;
using CommerceOS.Contracts.Catalog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CommerceOS.Tests.Web;

/// <summary>Outlines of the fake API. Its cut-out is the middle of the photo, whatever is drawn; Tests/Browser draws on the real one.</summary>
internal sealed class FakeOutlines(FakeShop shop)
{
    private static readonly FrameBoxDto Region = new(.2, .1, .6, .8);
    private static readonly OutlineSuggestionDto Strokes = new("strokes", "Mark what to keep."), Provider = new("provider", "Let a model do it.");

    public Dictionary<Guid, IReadOnlyList<OutlineStrokeDto>> Saved { get; } = [];

    public List<OutlineStrokesRequest> Tried { get; } = [];

    public int Version { get; set; } = 1;

    public IReadOnlyList<OutlineConcernDto> Concerns { get; set; } =
    [
        new("weak_edges", "The outline is unsure at 38 % of the edge.", .38, .2, [Strokes]),
        new("ragged_outline", "The outline is ragged, as with hair or leaves.", 14, 11, [Provider]),
    ];

    public void Map(RouteGroupBuilder group)
    {
        var outline = group.MapGroup("/assets/{id:guid}/outline");
        outline.MapGet("/", (Guid id, HttpContext http) => Answer(id, http));
        outline.MapPut("/", (Guid id, OutlineStrokesRequest request, HttpContext http) =>
        {
            if (http.Request.Headers.IfMatch != Tag) return Results.Json(new ApiProblem(412, "changed_meanwhile", "Changed", "Changed", null), CommerceClient.Json, "application/problem+json", 412);
            Saved[id] = request.Strokes!;
            Version++;
            return Answer(id, http);
        });
        outline.MapPost("/previews", (Guid id, OutlineStrokesRequest request) =>
        {
            Tried.Add(request);
            return Results.Json(Preview(id), CommerceClient.Json, statusCode: 202);
        });
        outline.MapGet("/previews/{preview:guid}", (Guid id) => Results.Json(Preview(id), CommerceClient.Json));
        outline.MapGet("/previews/{preview:guid}/picture", (Guid id) => Results.File(shop.Content[id], "image/webp"));
    }

    private string Tag => $"\"{Version}\"";

    private IResult Answer(Guid id, HttpContext http)
    {
        var photo = shop.Asset(id)!;
        http.Response.Headers.ETag = Tag;
        return Results.Json(new OutlineDto(id, photo.ProductId, photo.Width, photo.Height, Saved.GetValueOrDefault(id, []), Preview(id)), CommerceClient.Json);
    }

    private OutlinePreviewDto Preview(Guid id) => new(id, OutlinePreviewState.Done, Region, Concerns);
}
