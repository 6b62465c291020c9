using CommerceOS.Contracts;
using CommerceOS.Web.Forms;
using CommerceOS.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace CommerceOS.Web.Components.Branding;

internal static class BrandActs
{
    /// <summary>2 MB of logo and room for the envelope: the API refuses what is more, with its reason.</summary>
    private const int MaxFormBytes = 4 * 1024 * 1024;

    public static void MapLogo(this IEndpointRouteBuilder routes) => routes.MapGet("/brand/logo", ShowAsync).RequireAuthorization();

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

    private static async Task ShowAsync(HttpContext http, CommerceClient api, CurrentWorkspace workspace, CancellationToken cancellationToken)
    {
        using var content = await api.OpenLogoAsync(await workspace.IdAsync(), cancellationToken);
        var headers = http.Response.Headers;
        // The address carries the brand's version: another logo has another address. Private: it belongs to one workspace.
        headers.CacheControl = "private, max-age=3600";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.ContentType = "image/png";
        await content.Stream.CopyToAsync(http.Response.Body, cancellationToken);
    }
}
