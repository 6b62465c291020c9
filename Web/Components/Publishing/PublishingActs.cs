using System.Net.Mime;
using CommerceOS.Contracts;
using CommerceOS.Web.Sessions;

namespace CommerceOS.Web.Components.Publishing;

internal static class PublishingActs
{
    /// <summary>Passes the package on: the API need not be reachable from the merchant's browser.</summary>
    public static void MapDownloads(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/publish/{id:guid}/download", async (Guid id, HttpContext http, CommerceClient api, CurrentWorkspace workspace, CancellationToken cancellationToken) =>
        {
            var link = await api.CreateDownloadLinkAsync(await workspace.IdAsync(), id, cancellationToken);
            using var package = await api.DownloadAsync(link.Path, cancellationToken);
            http.Response.ContentType = MediaTypeNames.Application.Zip;
            http.Response.ContentLength = package.Length;
            http.Response.Headers.CacheControl = "private, no-store";
            http.Response.Headers.ContentDisposition = new ContentDisposition { FileName = package.FileName ?? $"listings-{id:N}.zip" }.ToString();
            await package.Stream.CopyToAsync(http.Response.Body, cancellationToken);
        }).RequireAuthorization();
}
