using CommerceOS.ApiService.Edge;
using CommerceOS.Data.Objects;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace CommerceOS.ApiService.Branding;

/// <summary>A logo or music on its way out.</summary>
internal static class BrandFiles
{
    /// <param name="name">What it is, in words of an answer.</param>
    /// <param name="key">Of its bytes; null where there is none.</param>
    public static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> SendAsync(
        string name, string contentType, bool isProcessing, string? key, string? sha256, HttpContext http, Caller caller, WorkspaceObjects objects, CancellationToken cancellationToken)
    {
        if (isProcessing) return ApiErrors.Conflict("not_ready", "Not ready yet", $"The {name} is still being prepared.");
        if (key is null || await objects.OpenReadAsync(caller.WorkspaceId.Value, key, range: null, cancellationToken) is not { } stream) return ApiErrors.NotFound(name);
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(stream, contentType, entityTag: new EntityTagHeaderValue($"\"{sha256}\""));
    }
}
