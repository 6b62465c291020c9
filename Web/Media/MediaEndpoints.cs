using System.Net.Http.Headers;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Web.Forms;
using CommerceOS.Web.Localization;
using CommerceOS.Web.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace CommerceOS.Web.Media;

/// <summary>Pictures and videos on their way through: the browser has a session here, the API wants its token.</summary>
internal static class MediaEndpoints
{
    /// <summary>25 MB of photo and room for the multipart envelope of a form without scripts.</summary>
    internal const long MaxUploadBytes = 26 * 1024 * 1024;

    public static void MapMedia(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/media/{id:guid}", ShowAsync).RequireAuthorization();
        routes.MapGet("/media/{id:guid}/scenes", ShowScenesAsync).RequireAuthorization();
        // Before the page of the same address, which takes GET and POST.
        routes.MapPost("/products/{id:guid}/photos", UploadAsync).RequireAuthorization().WithOrder(-1).DisableAntiforgery();
    }

    private static async Task ShowAsync(Guid id, string? r, HttpContext http, CommerceClient api, CurrentWorkspace workspace, CancellationToken cancellationToken)
    {
        var rendition = r switch { "thumb" => Rendition.Thumb, "preview" => Rendition.Preview, "captions" => Rendition.Captions, _ => Rendition.Full };
        var workspaceId = await workspace.IdAsync();
        FileContent content;
        try
        {
            content = await OpenAsync(id, rendition, http.Request, api, workspaceId, cancellationToken);
        }
        catch (CommerceApiException e) when (e.Problem.Status == StatusCodes.Status416RangeNotSatisfiable)
        {
            // A player that asks beyond the end learns where the end is (RFC 9110, section 15.5.17).
            http.Response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
            http.Response.Headers.ContentRange = $"bytes */{(await api.GetAssetAsync(workspaceId, id, cancellationToken)).SizeBytes}";
            return;
        }
        using (content) await SendAsync(content, rendition, http, cancellationToken);
    }

    /// <summary>The photo's product in every scene; made on the first look. Where it can not be had, the page's own samples stay in view.</summary>
    private static async Task<IResult> ShowScenesAsync(Guid id, HttpContext http, CommerceClient api, CurrentWorkspace workspace, CancellationToken cancellationToken)
    {
        const int patience = 20;
        var workspaceId = await workspace.IdAsync();
        try
        {
            if (await workspace.CanEditAsync()) await api.PreviewScenesAsync(workspaceId, id, cancellationToken);
            var content = await api.OpenScenePreviewsAsync(workspaceId, id, patience, cancellationToken);
            http.Response.RegisterForDispose(content);
            http.Response.Headers.CacheControl = "private, max-age=300";
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            return Results.Stream(content.Stream, "image/webp");
        }
        catch (CommerceApiException e) when (e.Problem.Status is StatusCodes.Status404NotFound or StatusCodes.Status409Conflict)
        {
            return Results.NotFound();
        }
    }

    /// <summary>Only a file as it is may be asked for in parts. With If-Range of another version the whole comes instead of a part that fits nothing.</summary>
    private static async Task<FileContent> OpenAsync(Guid id, Rendition rendition, HttpRequest request, CommerceClient api, Guid workspaceId, CancellationToken cancellationToken)
    {
        var range = rendition == Rendition.Full && RangeHeaderValue.TryParse(request.Headers.Range, out var asked) && asked.Unit.Equals("bytes", StringComparison.OrdinalIgnoreCase) ? asked : null;
        var content = await api.OpenAssetAsync(workspaceId, id, rendition, cancellationToken, range);
        if (range is null || request.Headers.IfRange.ToString() is not { Length: > 0 } condition || condition == content.ETag) return content;
        content.Dispose();
        return await api.OpenAssetAsync(workspaceId, id, rendition, cancellationToken);
    }

    private static async Task SendAsync(FileContent content, Rendition rendition, HttpContext http, CancellationToken cancellationToken)
    {
        var headers = http.Response.Headers;
        // A result never changes under its id. Private: it belongs to one workspace and no shared cache.
        headers.CacheControl = "private, max-age=86400";
        if (content.ETag is { Length: > 0 } tag)
        {
            headers.ETag = tag;
            if (http.Request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal))
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }
        var type = content.ContentType;
        var isVideo = type.StartsWith("video/", StringComparison.Ordinal);
        // Nothing that a browser would run as a page of this site, whatever is stored.
        http.Response.ContentType = isVideo || type.StartsWith("image/", StringComparison.Ordinal) ? type
            : rendition == Rendition.Captions && type.StartsWith("text/vtt", StringComparison.Ordinal) ? "text/vtt; charset=utf-8" : "application/octet-stream";
        http.Response.ContentLength = content.Length;
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        if (isVideo) headers.AcceptRanges = "bytes";
        if (content.Range is { } range)
        {
            http.Response.StatusCode = StatusCodes.Status206PartialContent;
            headers.ContentRange = range.ToString();
        }
        await content.Stream.CopyToAsync(http.Response.Body, cancellationToken);
    }

    /// <summary>
    /// From upload.js: one file as it is, with the antiforgery token in a header, answered in JSON.
    /// From a plain form: one or more files in multipart, answered with the page.
    /// </summary>
    private static async Task<IResult> UploadAsync(
        Guid id, string? fileName, HttpContext http, CommerceClient api, CurrentWorkspace workspace, IAntiforgery antiforgery, Texts texts, Toasts toasts, CancellationToken cancellationToken)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = http.Request.HasFormContentType ? 10 * MaxUploadBytes : MaxUploadBytes;
        var plainForm = http.Request.HasFormContentType;
        if (!await antiforgery.IsRequestValidAsync(http)) return plainForm ? Results.Redirect($"/products/{id}/photos") : Results.BadRequest();
        var workspaceId = await workspace.IdAsync();
        try
        {
            if (!plainForm)
            {
                var photo = await api.UploadPhotoAsync(workspaceId, id, Path.GetFileName(fileName) is { Length: > 0 } name ? name : "photo", http.Request.Body, cancellationToken);
                return Results.Json(new UploadAnswer(photo.Id, null), statusCode: StatusCodes.Status201Created);
            }
            foreach (var file in (await http.Request.ReadFormAsync(cancellationToken)).Files)
            {
                await using var stream = file.OpenReadStream();
                await api.UploadPhotoAsync(workspaceId, id, Path.GetFileName(file.FileName), stream, cancellationToken);
            }
        }
        catch (CommerceApiException e) when (e.Problem.Status is >= 400 and < 500 and not 401)
        {
            var sentence = ProblemWords.Of(e.Problem, texts);
            if (!plainForm) return Results.Json(new UploadAnswer(null, sentence), statusCode: e.Problem.Status);
            toasts.ShowProblem(e.Problem.Code, sentence);
        }
        return Results.Redirect($"/products/{id}/photos");
    }

    private sealed record UploadAnswer(Guid? Id, string? Problem);
}
