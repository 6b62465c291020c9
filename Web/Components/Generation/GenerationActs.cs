using CommerceOS.Contracts;
using CommerceOS.Contracts.Generation;
using CommerceOS.Web.Sessions;

namespace CommerceOS.Web.Components.Generation;

internal static class GenerationActs
{
    public static void MapGenerationActs(this RouteGroupBuilder routes)
    {
        var group = routes.MapGroup("/generations/{id:guid}").RequireAuthorization();
        group.MapPost("/cancel", async (Guid id, bool? board, CommerceClient api, CurrentWorkspace workspace, CancellationToken cancellationToken) =>
            Back(await api.CancelGenerationAsync(await workspace.IdAsync(), id, cancellationToken), board));
        group.MapPost("/retry", async (Guid id, bool? board, CommerceClient api, CurrentWorkspace workspace, CancellationToken cancellationToken) =>
            Back(await api.RetryGenerationAsync(await workspace.IdAsync(), id, cancellationToken), board));
        routes.MapPost("/products/{id:guid}/sets/{setId:guid}/cancel", CancelSetAsync).RequireAuthorization();
    }

    /// <summary>To the page that the button was on: the board of a set, or the list of the product's work.</summary>
    private static IResult Back(GenerationDto work, bool? board) =>
        Results.Redirect(board == true && work.SetId is { } set ? $"/products/{work.ProductId}/sets/{set}" : $"/products/{work.ProductId}/create#progress");

    private static async Task<IResult> CancelSetAsync(Guid id, Guid setId, CommerceClient api, CurrentWorkspace workspace, CancellationToken cancellationToken)
    {
        var workspaceId = await workspace.IdAsync();
        var set = await SetPieces.ReadAsync(api, workspaceId, id, setId, cancellationToken);
        // The last first: otherwise cancelling one lets the next begin.
        foreach (var work in set.Works.Where(GenerationSet.IsOpen).Reverse())
        {
            try
            {
                await api.CancelGenerationAsync(workspaceId, work.Id, cancellationToken);
            }
            catch (CommerceApiException e) when (e.Problem.Code == "already_finished")
            {
                // Done meanwhile: its result stays.
            }
        }
        return Results.Redirect($"/products/{id}/sets/{setId}");
    }
}
