using CommerceOS.Contracts;
using CommerceOS.Web.Forms;
using CommerceOS.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace CommerceOS.Web.Components.Branding;

internal static class BrandActs
{
    /// <summary>2 MB of logo and room for the envelope: the API refuses what is more, with its reason.</summary>
    private const int MaxFormBytes = 4 * 1024 * 1024;

    /// <summary>The same for 20 MB of music.</summary>
    private const int MaxMusicFormBytes = 22 * 1024 * 1024;

    public static void MapBrandFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/brand/logo", (HttpContext http, CommerceClient api, CurrentWorkspace workspace, CancellationToken cancellationToken) =>
            ShowAsync("image/png", api.OpenLogoAsync, http, workspace, cancellationToken)).RequireAuthorization();
        routes.MapGet("/brand/music", (HttpContext http, CommerceClient api, CurrentWorkspace workspace, CancellationToken cancellationToken) =>
            ShowAsync("audio/mp4", api.OpenMusicAsync, http, workspace, cancellationToken)).RequireAuthorization();
    }

    public static void MapBrandActs(this RouteGroupBuilder acts)
    {
        var group = acts.MapGroup("/brand/logo").RequireAuthorization();
        group.MapPost("/", UploadAsync).WithMetadata(new RequestSizeLimitAttribute(MaxFormBytes)).DisableAntiforgery();
        group.MapPost("/delete", async (CommerceClient api, CurrentWorkspace workspace, Toasts toasts, CancellationToken cancellationToken) =>
        {
            await api.DeleteLogoAsync(await workspace.IdAsync(), cancellationToken);
            toasts.Show("toast.logo-deleted");
            return Results.Redirect("/brand#logo");
        });
        var music = acts.MapGroup("/brand/music").RequireAuthorization();
        music.MapPost("/", UploadMusicAsync).WithMetadata(new RequestSizeLimitAttribute(MaxMusicFormBytes)).DisableAntiforgery();
        music.MapPost("/delete", async (CommerceClient api, CurrentWorkspace workspace, Toasts toasts, CancellationToken cancellationToken) =>
        {
            await api.DeleteMusicAsync(await workspace.IdAsync(), cancellationToken);
            toasts.Show("toast.music-deleted");
            return Results.Redirect("/brand#music");
        });
    }

    private static async Task<IResult> UploadAsync(HttpContext http, CommerceClient api, CurrentWorkspace workspace, Toasts toasts, CancellationToken cancellationToken)
    {
        var file = (await http.Request.ReadFormAsync(cancellationToken)).Files.GetFile("logo");
        // Nothing chosen is refused by the API like any empty file, in the same words.
        await using var logo = file?.OpenReadStream() ?? Stream.Null;
        await api.UploadLogoAsync(await workspace.IdAsync(), logo, cancellationToken);
        toasts.Show("toast.logo-taken");
        return Results.Redirect("/brand#logo");
    }

    private static async Task<IResult> UploadMusicAsync(HttpContext http, CommerceClient api, CurrentWorkspace workspace, Toasts toasts, CancellationToken cancellationToken)
    {
        var file = (await http.Request.ReadFormAsync(cancellationToken)).Files.GetFile("music");
        await using var music = file?.OpenReadStream() ?? Stream.Null;
        await api.UploadMusicAsync(await workspace.IdAsync(), Path.GetFileName(file?.FileName) is { Length: > 0 } name ? name : "music", music, cancellationToken);
        toasts.Show("toast.music-taken");
        return Results.Redirect("/brand#music");
    }

    private static async Task ShowAsync(string contentType, Func<Guid, CancellationToken, Task<FileContent>> open, HttpContext http, CurrentWorkspace workspace, CancellationToken cancellationToken)
    {
        using var content = await open(await workspace.IdAsync(), cancellationToken);
        var headers = http.Response.Headers;
        // The address carries the version: another file has another address. Private: it belongs to one workspace.
        headers.CacheControl = "private, max-age=3600";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.ContentType = contentType;
        http.Response.ContentLength = content.Length;
        await content.Stream.CopyToAsync(http.Response.Body, cancellationToken);
    }
}
