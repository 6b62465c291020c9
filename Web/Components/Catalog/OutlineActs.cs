using CommerceOS.Contracts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using CommerceOS.Web.Forms;
using CommerceOS.Web.Localization;
using CommerceOS.Web.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace CommerceOS.Web.Components.Catalog;

/// <summary>What outline-editor.js talks to, in JSON, and the acts around it.</summary>
internal static class OutlineActs
{
    /// <summary>10,000 points as a browser writes them, with room to spare.</summary>
    private const int MaxBodyBytes = 1024 * 1024;
    private const int WaitSeconds = 15;
    private const int MostAgain = 20;

    public static void MapOutlineActs(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/photos/{id:guid}/outline").RequireAuthorization();
        group.MapGet("/preview/{preview:guid}", WaitAsync);
        group.MapGet("/picture/{preview:guid}", PictureAsync);
        var changes = group.MapGroup("").DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes)).AddEndpointFilter(CheckTokenAsync);
        changes.MapPost("/preview", PreviewAsync);
        changes.MapPost("/save", SaveAsync);
    }

    /// <summary>Makes the photo's results again: each recipe with its parameters once, those that were rejected left out.</summary>
    public static void MapRemake(this RouteGroupBuilder acts) => acts.MapPost("/photos/{id:guid}/outline/remake", async (Guid id, CommerceClient api, CurrentWorkspace workspace, Toasts toasts, HttpContext http) =>
    {
        var workspaceId = await workspace.IdAsync();
        var product = (await api.GetAssetAsync(workspaceId, id, http.RequestAborted)).ProductId;
        var wishes = Again(await api.GetAssetsAsync(workspaceId, product, http.RequestAborted), id);
        if (wishes.Count > 0)
        {
            await api.StartGenerationsAsync(workspaceId, product, new(id, wishes), http.RequestAborted);
            toasts.Show("toast.again");
        }
        return Results.Redirect($"/products/{product}/create#progress");
    }).RequireAuthorization();

    public static List<RecipeRequest> Again(IReadOnlyList<AssetDto> assets, Guid photo) =>
        [.. assets.Where(a => a.Lineage?.SourceAssetId == photo && a.Review?.State is not ReviewState.Rejected)
            .DistinctBy(a => (a.Lineage!.Recipe, a.Lineage.Parameters.GetRawText())).Take(MostAgain).Select(a => new RecipeRequest(a.Lineage!.Recipe, a.Lineage.Parameters))];

    private static async ValueTask<object?> CheckTokenAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var texts = http.RequestServices.GetRequiredService<Texts>();
        if (!await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)) return Results.Json(new Refusal("token", texts["outline.stale"], null), statusCode: 400);
        try
        {
            return await next(context);
        }
        catch (CommerceApiException e) when (e.Problem.Status is >= 400 and < 500 and not 401)
        {
            return Results.Json(new Refusal(e.Problem.Code, ProblemWords.Of(e.Problem, texts), null), statusCode: e.Problem.Status);
        }
    }

    private static async Task<IResult> PreviewAsync(Guid id, OutlineStrokesRequest wish, CommerceClient api, CurrentWorkspace workspace, Texts texts, CancellationToken cancellationToken)
    {
        var workspaceId = await workspace.IdAsync();
        var preview = await api.PreviewOutlineAsync(workspaceId, id, wish, cancellationToken);
        if (preview.State == OutlinePreviewState.Working) preview = await api.GetOutlinePreviewAsync(workspaceId, id, preview.Id, WaitSeconds, cancellationToken);
        return Answer(id, preview, texts);
    }

    private static async Task<IResult> WaitAsync(Guid id, Guid preview, CommerceClient api, CurrentWorkspace workspace, Texts texts, CancellationToken cancellationToken) =>
        Answer(id, await api.GetOutlinePreviewAsync(await workspace.IdAsync(), id, preview, WaitSeconds, cancellationToken), texts);

    /// <summary>Waits for the picture, so that a page without scripts shows it, too.</summary>
    private static async Task PictureAsync(Guid id, Guid preview, HttpContext http, CommerceClient api, CurrentWorkspace workspace, CancellationToken cancellationToken)
    {
        var workspaceId = await workspace.IdAsync();
        using var content = await OpenAsync(id, preview, api, workspaceId, cancellationToken);
        http.Response.ContentType = "image/webp";
        http.Response.ContentLength = content.Length;
        http.Response.Headers.CacheControl = "private, max-age=3600, immutable";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        await content.Stream.CopyToAsync(http.Response.Body, cancellationToken);
    }

    // Most often it is there: the script asks for it when it has been told so.
    private static async Task<FileContent> OpenAsync(Guid id, Guid preview, CommerceClient api, Guid workspaceId, CancellationToken cancellationToken)
    {
        try
        {
            return await api.OpenOutlinePreviewAsync(workspaceId, id, preview, cancellationToken);
        }
        catch (CommerceApiException e) when (e.Problem.Code == "not_ready")
        {
            await api.GetOutlinePreviewAsync(workspaceId, id, preview, WaitSeconds, cancellationToken);
            return await api.OpenOutlinePreviewAsync(workspaceId, id, preview, cancellationToken);
        }
    }

    private static async Task<IResult> SaveAsync(Guid id, SaveWish wish, CommerceClient api, CurrentWorkspace workspace, Texts texts, Toasts toasts, CancellationToken cancellationToken)
    {
        var workspaceId = await workspace.IdAsync();
        try
        {
            var saved = await api.SaveOutlineAsync(workspaceId, id, new(wish.Strokes), wish.ETag, cancellationToken);
            toasts.Show("toast.outline-saved");
            return Results.Json(new Saved($"/products/{saved.Value.ProductId}/photos?outlined={id}"));
        }
        catch (CommerceApiException e) when (e.Problem.Code == "changed_meanwhile")
        {
            // The strokes stay on the page; whoever drew them decides which count.
            return Results.Json(new Refusal(e.Problem.Code, texts["outline.changed"], (await api.GetOutlineAsync(workspaceId, id, cancellationToken)).ETag), statusCode: e.Problem.Status);
        }
    }

    private static IResult Answer(Guid photo, OutlinePreviewDto preview, Texts texts) => Results.Json(new Shown(
        preview.State.ToString().ToLowerInvariant(), preview.Id, $"/photos/{photo}/outline/picture/{preview.Id}", preview.Region, OutlineNote.Of(preview, texts)));

    private sealed record SaveWish(IReadOnlyList<OutlineStrokeDto>? Strokes, string ETag);

    private sealed record Saved(string Next);

    private sealed record Shown(string State, Guid Id, string Picture, FrameBoxDto? Region, IReadOnlyList<OutlineNote> Notes);

    private sealed record Refusal(string Code, string Problem, string? ETag);
}
