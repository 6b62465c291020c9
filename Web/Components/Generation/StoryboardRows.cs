using System.Text;
using CommerceOS.Contracts;
using CommerceOS.Web.Sessions;

namespace CommerceOS.Web.Components.Generation;

/// <summary>The suggested shots as rows of the editor: for another language or scene, and for going back to them.</summary>
internal static class StoryboardRows
{
    public static void MapStoryboard(this IEndpointRouteBuilder routes) => routes.MapGet("/products/{id:guid}/storyboard", ShowAsync).RequireAuthorization();

    private static async Task<IResult> ShowAsync(
        Guid id, string? language, string? scene, string? photo, CommerceClient api, CurrentWorkspace workspace, Fragments fragments, HttpContext http, CancellationToken cancellationToken)
    {
        var recipe = (await api.GetRecipesAsync(cancellationToken)).First(r => RecipeOptions.IsVideo(r.Id));
        var scenes = RecipeOptions.ChoicesOf(recipe, "scene");
        var languages = RecipeOptions.ChoicesOf(recipe, "language");
        // A choice that there is not falls back to the first one: rows are only a start.
        var shots = await api.SuggestStoryboardAsync(await workspace.IdAsync(), id, languages.Contains(language) ? language! : languages[0], scenes.Contains(scene) ? scene! : scenes[0], cancellationToken);
        Guid? shown = Guid.TryParse(photo, out var chosen) ? chosen : null;
        var html = new StringBuilder();
        foreach (var (i, shot) in shots.Index())
        {
            html.Append(await fragments.RenderAsync<ShotRow>(new() { [nameof(ShotRow.Shot)] = shot, [nameof(ShotRow.Number)] = i + 1, [nameof(ShotRow.Scenes)] = scenes, [nameof(ShotRow.Photo)] = shown }));
        }
        http.Response.Headers.CacheControl = "no-store";
        return Results.Content(html.ToString(), "text/html; charset=utf-8");
    }
}
