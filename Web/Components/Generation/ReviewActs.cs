using CommerceOS.Contracts;
using CommerceOS.Contracts.Generation;
using CommerceOS.Web.Forms;
using CommerceOS.Web.Sessions;

namespace CommerceOS.Web.Components.Generation;

/// <summary>Decisions: each takes effect at once, offers Undo and goes on to the next thing that waits.</summary>
internal static class ReviewActs
{
    public static string AddressOf(ReviewItemDto item) => item.Kind == ReviewItemKind.Copy ? $"/review/copy/{item.Id}" : $"/review/{item.Id}";

    /// <summary>What waits behind this item, else what waits at all, else the page that says all is done.</summary>
    public static string NextAfter(IReadOnlyList<ReviewItemDto> queue, Guid id)
    {
        var at = queue.ToList().FindIndex(item => item.Id == id);
        var next = queue.Skip(at + 1).FirstOrDefault() ?? queue.FirstOrDefault(item => item.Id != id);
        return next is null ? "/review" : AddressOf(next);
    }

    public static void MapReviewActs(this RouteGroupBuilder routes)
    {
        var pictures = routes.MapGroup("/review/{id:guid}").RequireAuthorization();
        pictures.MapPost("/approve", (Guid id, Review review) => review.DecideAsync(id, ReviewItemKind.Picture, "toast.approved", review.Api.ApproveAssetAsync));
        pictures.MapPost("/reject", (Guid id, Review review, HttpContext http) => review.DecideAsync(id, ReviewItemKind.Picture, "toast.rejected", (w, i, c) => review.Api.RejectAssetAsync(w, i, Reason(http), c)));
        pictures.MapPost("/undo", (Guid id, Review review) => review.UndoAsync($"/review/{id}", w => review.Api.UndoAssetDecisionAsync(w, id, review.Aborted)));
        pictures.MapPost("/replay", async (Guid id, Review review) =>
        {
            await review.Api.ReplayAssetAsync(await review.WorkspaceAsync(), id, review.Aborted);
            return Results.Redirect($"/review/{id}?replay=asked");
        });
        pictures.MapPost("/regenerate", async (Guid id, Review review, HttpContext http) =>
        {
            var asset = await review.Api.GetAssetAsync(await review.WorkspaceAsync(), id, review.Aborted);
            return await review.AgainAsync(asset.ProductId, asset.Lineage!.Recipe, asset.Lineage.SourceAssetId, $"/review/{id}", http.Request.Form);
        });

        var copies = routes.MapGroup("/review/copy/{id:guid}").RequireAuthorization();
        copies.MapPost("/reject", (Guid id, Review review, HttpContext http) => review.DecideAsync(id, ReviewItemKind.Copy, "toast.rejected", (w, i, c) => review.Api.RejectCopyAsync(w, i, Reason(http), c)));
        copies.MapPost("/undo", (Guid id, Review review) => review.UndoAsync($"/review/copy/{id}", w => review.Api.UndoCopyDecisionAsync(w, id, review.Aborted)));
        copies.MapPost("/regenerate", async (Guid id, Review review, HttpContext http) =>
        {
            var copy = await review.Api.GetCopyAsync(await review.WorkspaceAsync(), id, review.Aborted);
            return await review.AgainAsync(copy.ProductId, copy.Lineage.Recipe, copy.Lineage.SourceAssetId, $"/review/copy/{id}", http.Request.Form);
        });
    }

    private static RejectRequest Reason(HttpContext http) => new(RejectReason.Compose(http.Request.Form["reason"], http.Request.Form["words"]));
}

/// <summary>What the decisions have in common, for one request.</summary>
internal sealed class Review(CommerceClient api, CurrentWorkspace workspace, Toasts toasts, IHttpContextAccessor http)
{
    public CommerceClient Api => api;

    public CancellationToken Aborted => http.HttpContext!.RequestAborted;

    public Task<Guid> WorkspaceAsync() => workspace.IdAsync();

    public async Task<IResult> DecideAsync<T>(Guid id, ReviewItemKind kind, string toast, Func<Guid, Guid, CancellationToken, Task<T>> decide)
    {
        var workspaceId = await workspace.IdAsync();
        // Read before the decision: afterwards the item is no longer in the queue and its place is lost.
        var queue = (await api.GetReviewQueueAsync(workspaceId, kind, null, 100, Aborted)).Items;
        await decide(workspaceId, id, Aborted);
        toasts.Show(toast, undoPath: kind == ReviewItemKind.Copy ? $"/review/copy/{id}/undo" : $"/review/{id}/undo");
        return Results.Redirect(ReviewActs.NextAfter(queue, id));
    }

    public async Task<IResult> UndoAsync<T>(string back, Func<Guid, Task<T>> undo)
    {
        await undo(await workspace.IdAsync());
        toasts.Show("toast.undone");
        return Results.Redirect(back);
    }

    public async Task<IResult> AgainAsync(Guid productId, string recipeId, Guid? photoId, string back, IFormCollection form)
    {
        var recipe = (await api.GetRecipesAsync(Aborted)).First(r => r.Id == recipeId);
        var key = form["key"].ToString();
        await api.StartGenerationsAsync(
            await workspace.IdAsync(), productId, new(photoId, [new(recipeId, RecipeOptions.Read(recipe, form))]), Aborted, key.Length == 0 ? null : key);
        toasts.Show("toast.again");
        return Results.Redirect(back);
    }
}
