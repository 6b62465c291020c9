using CommerceOS.Contracts;
using CommerceOS.Web.Sessions;

namespace CommerceOS.Web.Components.Generation;

internal static class GenerationActs
{
    public static void MapGenerationActs(this RouteGroupBuilder routes)
    {
        var group = routes.MapGroup("/generations/{id:guid}").RequireAuthorization();
        group.MapPost("/cancel", async (Guid id, CommerceClient api, CurrentWorkspace workspace, CancellationToken cancellationToken) =>
            Results.Redirect($"/products/{(await api.CancelGenerationAsync(await workspace.IdAsync(), id, cancellationToken)).ProductId}/create#progress"));
        group.MapPost("/retry", async (Guid id, CommerceClient api, CurrentWorkspace workspace, CancellationToken cancellationToken) =>
            Results.Redirect($"/products/{(await api.RetryGenerationAsync(await workspace.IdAsync(), id, cancellationToken)).ProductId}/create#progress"));
    }
}
