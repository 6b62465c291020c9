using CommerceOS.Contracts;
using CommerceOS.Web.Components.Publishing;
using CommerceOS.Web.Forms;
using CommerceOS.Web.Localization;
using CommerceOS.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace CommerceOS.Web.Components.Catalog;

/// <summary>Acts on many products: one call each, and a sentence that says what became of them.</summary>
internal static class BulkActs
{
    // The way back travels in a cookie of at most 4 KB, 45 characters a product.
    private const int MaxProducts = 40;

    public static void MapBulkActs(this RouteGroupBuilder routes)
    {
        var group = routes.MapGroup("/catalog/bulk").RequireAuthorization();
        group.MapPost("/make", (HttpContext http, Toasts toasts, Texts texts) => GoOn("/catalog/make", http, toasts, texts));
        group.MapPost("/publish", (HttpContext http, Toasts toasts, Texts texts) => GoOn("/publish", http, toasts, texts));
        group.MapPost("/delete", DeleteAsync);
        group.MapPost("/restore", RestoreAsync);
    }

    /// <summary>To a page that has the products in its address: it can be loaded again and shared.</summary>
    private static IResult GoOn(string page, HttpContext http, Toasts toasts, Texts texts)
    {
        var ids = PublishChoice.Ids(http.Request.Form["product"]);
        return Refuse(ids, http, toasts, texts) ?? Results.Redirect(page + "?" + string.Join('&', ids.Select(id => $"product={id}")));
    }

    private static IResult? Refuse(List<Guid> ids, HttpContext http, Toasts toasts, Texts texts)
    {
        if (ids.Count is > 0 and <= MaxProducts) return null;
        toasts.ShowProblem("bulk", ids.Count == 0 ? texts["field.choose_one"] : texts["bulk.too-many", ("max", MaxProducts), ("got", ids.Count)]);
        return Results.Redirect(PostEndpoints.Back(http, "/catalog"));
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, CommerceClient api, CurrentWorkspace workspace, Toasts toasts, Texts texts, CancellationToken cancellationToken)
    {
        var ids = PublishChoice.Ids(http.Request.Form["product"]);
        if (Refuse(ids, http, toasts, texts) is { } refused) return refused;
        var workspaceId = await workspace.IdAsync();
        var gone = await EachAsync(ids, id => api.DeleteProductAsync(workspaceId, id, cancellationToken));
        var words = string.Join(texts["list.separator"], new[] { gone.Count > 0 ? texts.Count("bulk.deleted", gone.Count) : null, gone.Count < ids.Count ? texts.Count("bulk.gone-before", ids.Count - gone.Count) : null }.OfType<string>());
        toasts.Show("toast.bulk", words, gone.Count == 0 ? null : "/catalog/bulk/restore?" + string.Join('&', gone.Select(id => $"p={id:N}")));
        return Results.Redirect(PostEndpoints.Back(http, "/catalog"));
    }

    private static async Task<IResult> RestoreAsync([FromQuery] Guid[] p, CommerceClient api, CurrentWorkspace workspace, Toasts toasts, Texts texts, HttpContext http, CancellationToken cancellationToken)
    {
        var workspaceId = await workspace.IdAsync();
        var ids = p.Distinct().Take(MaxProducts).ToList();
        var back = await EachAsync(ids, id => api.RestoreProductAsync(workspaceId, id, cancellationToken));
        // A SKU that was given to another product meanwhile keeps its product away.
        if (back.Count == ids.Count) toasts.Show("toast.bulk", texts.Count("bulk.restored", back.Count));
        else toasts.ShowProblem("bulk", texts["bulk.restored-some", ("count", back.Count), ("of", ids.Count)]);
        return Results.Redirect(PostEndpoints.Back(http, "/catalog"));
    }

    /// <summary>Those that it was done to; a refusal of one does not stop the others.</summary>
    private static async Task<List<Guid>> EachAsync(IReadOnlyList<Guid> ids, Func<Guid, Task> act)
    {
        var done = new List<Guid>();
        foreach (var id in ids)
        {
            try
            {
                await act(id);
                done.Add(id);
            }
            catch (CommerceApiException e) when (e.Problem.Status is 404 or 409)
            {
                // Counted by not being in the list.
            }
        }
        return done;
    }
}
