using System.Text.Json;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Generation;
using CommerceOS.Web.Forms;
using CommerceOS.Web.Localization;
using CommerceOS.Web.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace CommerceOS.Web.Components.Generation;

/// <summary>What edit-editor.js talks to, in JSON.</summary>
internal static class EditActs
{
    /// <summary>10,000 points as a browser writes them, with room to spare.</summary>
    private const int MaxBodyBytes = 2 * 1024 * 1024;
    private const int WaitSeconds = 15;

    /// <summary>Further photos of the product that get the same steps with one press.</summary>
    public const int MaxOthers = 20;

    public static void MapEditActs(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/photos/{id:guid}/edit").RequireAuthorization();
        group.MapGet("/preview/{preview:guid}", WaitAsync);
        group.MapGet("/picture/{preview:guid}", PictureAsync);
        var changes = group.MapGroup("").DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes)).AddEndpointFilter(CheckTokenAsync);
        changes.MapPost("/preview", PreviewAsync);
        changes.MapPost("/save", SaveAsync);
    }

    private static async ValueTask<object?> CheckTokenAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var texts = http.RequestServices.GetRequiredService<Texts>();
        if (!await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)) return Results.Json(new Refusal("token", texts["edit.stale"], null), statusCode: 400);
        try
        {
            return await next(context);
        }
        catch (CommerceApiException e) when (e.Problem.Status is >= 400 and < 500 and not 401)
        {
            return Results.Json(new Refusal(e.Problem.Code, ProblemWords.Of(e.Problem, texts), e.Problem.Errors?.Keys.FirstOrDefault()), statusCode: e.Problem.Status);
        }
    }

    private static async Task<IResult> PreviewAsync(Guid id, EditStepsRequest wish, CommerceClient api, CurrentWorkspace workspace, Texts texts, CancellationToken cancellationToken)
    {
        var workspaceId = await workspace.IdAsync();
        var preview = await api.PreviewEditAsync(workspaceId, id, wish, cancellationToken);
        if (preview.State == EditPreviewState.Working) preview = await api.GetEditPreviewAsync(workspaceId, id, preview.Id, WaitSeconds, cancellationToken);
        return Answer(id, preview, texts);
    }

    private static async Task<IResult> WaitAsync(Guid id, Guid preview, CommerceClient api, CurrentWorkspace workspace, Texts texts, CancellationToken cancellationToken) =>
        Answer(id, await api.GetEditPreviewAsync(await workspace.IdAsync(), id, preview, WaitSeconds, cancellationToken), texts);

    private static async Task PictureAsync(Guid id, Guid preview, HttpContext http, CommerceClient api, CurrentWorkspace workspace, CancellationToken cancellationToken)
    {
        using var content = await api.OpenEditPreviewAsync(await workspace.IdAsync(), id, preview, cancellationToken);
        http.Response.ContentType = "image/webp";
        http.Response.ContentLength = content.Length;
        http.Response.Headers.CacheControl = "private, max-age=3600, immutable";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        await content.Stream.CopyToAsync(http.Response.Body, cancellationToken);
    }

    private static async Task<IResult> SaveAsync(Guid id, SaveWish wish, CommerceClient api, CurrentWorkspace workspace, Toasts toasts, CancellationToken cancellationToken)
    {
        var workspaceId = await workspace.IdAsync();
        var product = (await api.GetAssetAsync(workspaceId, id, cancellationToken)).ProductId;
        // Sent twice, it is made once.
        await StartAsync(id, wish.Steps, wish.Key.ToString());
        var others = (wish.Also ?? []).Where(other => other != id).Distinct().Take(MaxOthers).ToList();
        // What is erased lies elsewhere in another photo.
        var steps = wish.Steps is { ValueKind: JsonValueKind.Array } all && others.Count > 0 ? JsonSerializer.SerializeToElement(all.EnumerateArray().Where(step => !IsErase(step))) : default;
        if (others.Count > 0 && steps.GetArrayLength() > 0)
        {
            foreach (var other in others) await StartAsync(other, steps, $"{wish.Key}-{other:N}");
            toasts.Show("toast.edits-started", $"{others.Count + 1}");
        }
        else
        {
            toasts.Show("toast.edit-started");
        }
        return Results.Json(new Saved($"/products/{product}/create#progress"));

        Task StartAsync(Guid photo, JsonElement? list, string key) =>
            api.StartGenerationsAsync(workspaceId, product, new(photo, [new(RecipeOptions.PhotoEdit, JsonSerializer.SerializeToElement(new { steps = list }, CommerceClient.Json))]), cancellationToken, key);
    }

    private static bool IsErase(JsonElement step) => step.ValueKind == JsonValueKind.Object && step.TryGetProperty("kind", out var kind) && kind.ValueEquals("erase");

    private static IResult Answer(Guid photo, EditPreviewDto preview, Texts texts) => Results.Json(new Shown(
        preview.State.ToString().ToLowerInvariant(), $"/photos/{photo}/edit/picture/{preview.Id}", $"/photos/{photo}/edit/preview/{preview.Id}", preview.Width, preview.Height, Words(preview, texts), preview.Field));

    // The engine's own sentence is English; in other languages a general one stands for it.
    private static string? Words(EditPreviewDto preview, Texts texts) => preview switch
    {
        { State: not EditPreviewState.Failed } => null,
        { Field: { } field } when field.EndsWith(".strokes", StringComparison.Ordinal) => texts["edit.refused.erase"],
        { Code: "nothing_found" } => texts["edit.refused.product"],
        { Problem: { } problem } when problem.Contains("cut-out", StringComparison.Ordinal) => texts["edit.refused.product"],
        { Problem: { } problem, Code: "not_possible" } when texts.Language == Languages.English => problem,
        { Code: "not_possible" } => texts["edit.refused"],
        _ => texts["edit.failed"],
    };

    /// <param name="Also">Other photos of the product; null for none.</param>
    private sealed record SaveWish(JsonElement? Steps, Guid Key, IReadOnlyList<Guid>? Also = null);

    private sealed record Saved(string Next);

    private sealed record Shown(string State, string Picture, string Again, int? Width, int? Height, string? Problem, string? Field);

    private sealed record Refusal(string Code, string Problem, string? Field);
}
