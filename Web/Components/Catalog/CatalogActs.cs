using CommerceOS.Contracts;
using CommerceOS.Web.Forms;
using CommerceOS.Web.Sessions;

namespace CommerceOS.Web.Components.Catalog;

internal static class CatalogActs
{
    public static void MapCatalogActs(this RouteGroupBuilder routes)
    {
        var group = routes.MapGroup("").RequireAuthorization();
        group.MapPost("/catalog/samples", async (CommerceClient api, CurrentWorkspace workspace, Toasts toasts, CancellationToken cancellationToken) =>
        {
            await api.LoadSamplesAsync(await workspace.IdAsync(), cancellationToken);
            toasts.Show("toast.samples");
            return Results.Redirect("/catalog");
        });
        group.MapPost("/products/{id:guid}/delete", async (Guid id, CommerceClient api, CurrentWorkspace workspace, Toasts toasts, CancellationToken cancellationToken) =>
        {
            await api.DeleteProductAsync(await workspace.IdAsync(), id, cancellationToken);
            toasts.Show("toast.product-deleted", undoPath: $"/products/{id}/restore");
            return Results.Redirect("/catalog");
        });
        group.MapPost("/products/{id:guid}/restore", async (Guid id, CommerceClient api, CurrentWorkspace workspace, Toasts toasts, CancellationToken cancellationToken) =>
        {
            await api.RestoreProductAsync(await workspace.IdAsync(), id, cancellationToken);
            toasts.Show("toast.product-restored");
            return Results.Redirect($"/products/{id}/facts");
        });
        group.MapPost("/products/{id:guid}/photos/{photoId:guid}/delete", async (Guid id, Guid photoId, CommerceClient api, CurrentWorkspace workspace, Toasts toasts, CancellationToken cancellationToken) =>
        {
            await api.DeleteAssetAsync(await workspace.IdAsync(), photoId, cancellationToken);
            toasts.Show("toast.photo-deleted");
            return Results.Redirect($"/products/{id}/photos");
        });
    }
}
