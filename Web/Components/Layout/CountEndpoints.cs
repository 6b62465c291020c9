using CommerceOS.Web.Sessions;

namespace CommerceOS.Web.Components.Layout;

internal static class CountEndpoints
{
    /// <summary>What the frame of the page asks for while something is being made; the stream of a product's work sends the same.</summary>
    public static void MapCounts(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/counts", async (CurrentWorkspace workspace, Fragments fragments, HttpContext http) =>
        {
            // Opened as a page there is nothing to see.
            if (!http.Request.Headers.ContainsKey("HX-Request")) return Results.Redirect("/");
            http.Response.Headers.CacheControl = "no-store";
            return Results.Content(await fragments.RenderAsync<LiveCounts>(new() { [nameof(LiveCounts.Summary)] = await workspace.SummaryAsync() }), "text/html; charset=utf-8");
        }).RequireAuthorization();
}
