using System.Text;
using CommerceOS.Contracts;
using CommerceOS.Web.Localization;
using CommerceOS.Web.Sessions;

namespace CommerceOS.Web.Components.Generation;

/// <summary>Photos of other products that a search finds, as tiles of the picker.</summary>
internal static class PhotoChoices
{
    private const int MaxQuery = 200;

    public static void MapPhotoChoices(this IEndpointRouteBuilder routes) => routes.MapGet("/products/{id:guid}/photo-choices", ShowAsync).RequireAuthorization();

    private static async Task<IResult> ShowAsync(
        Guid id, string? recipe, string? query, CommerceClient api, CurrentWorkspace workspace, Texts texts, Fragments fragments, HttpContext http, CancellationToken cancellationToken)
    {
        var wanted = (await api.GetRecipesAsync(cancellationToken)).FirstOrDefault(r => r.Id == recipe);
        if (wanted?.Parameters.FirstOrDefault(RecipeOptions.IsPhotos) is not { } parameter) return Results.NotFound();
        var found = await api.GetMaterialsAsync(await workspace.IdAsync(), id, query is { Length: > MaxQuery } ? query[..MaxQuery] : query, texts.Language, cancellationToken);
        var labelled = parameter.Type == RecipeOptions.LabelledPhotos;
        var html = new StringBuilder();
        foreach (var choice in found.Photos.Where(p => p.ProductId != id))
        {
            html.Append(await fragments.RenderAsync<PhotoTile>(new()
            {
                [nameof(PhotoTile.Choice)] = choice, [nameof(PhotoTile.Name)] = RecipeOptions.FieldName(wanted, parameter), [nameof(PhotoTile.Labelled)] = labelled,
                [nameof(PhotoTile.Text)] = labelled ? RecipeOptions.LabelFor(choice, id) : null,
            }));
        }
        http.Response.Headers.CacheControl = "no-store";
        return Results.Content(html.ToString(), "text/html; charset=utf-8");
    }
}
