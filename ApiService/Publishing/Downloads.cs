using System.Security.Cryptography;
using System.Text.Json;
using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Publishing;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Domain;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.ApiService.Publishing;

/// <summary>Links to packages that work without signing in, for as long as they say and no longer.</summary>
internal static class Downloads
{
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(15);

    public static void MapDownloads(this RouteGroupBuilder v1) =>
        v1.MapGet("/downloads/{token}", DownloadAsync).ForStrangers().WithName("Download").WithTags("Publishing").WithSummary("The package behind a download link")
            .Produces<byte[]>(200, "application/zip");

    public static async Task<Results<Created<DownloadLinkDto>, ProblemHttpResult>> CreateLinkAsync(
        Guid publicationId, Caller caller, CommerceDbContext database, DownloadTokens tokens, TimeProvider time, CancellationToken cancellationToken)
    {
        var id = new PublicationId(publicationId);
        var publication = await database.Publications.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (publication is null) return ApiErrors.NotFound("publication");
        if (!PublicationEndpoints.IsDone(publication)) return ApiErrors.Conflict("not_ready", "Not ready yet", "The package is still being made, or it failed.");
        var until = time.GetUtcNow() + Lifetime;
        var path = $"/v1/downloads/{tokens.Protect(new(caller.WorkspaceId.Value, publicationId, until))}";
        return TypedResults.Created(path, new DownloadLinkDto(path, until));
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> DownloadAsync(
        string token, WorkspaceScope scope, CommerceDbContext database, WorkspaceObjects objects, DownloadTokens tokens, TimeProvider time, HttpContext http,
        CancellationToken cancellationToken)
    {
        if (tokens.Unprotect(token) is not { } link || time.GetUtcNow() > link.Until) return ApiErrors.Refused(410, "link_expired", "This download link is too old, or it was cut off. Make a new one on the publication's page.");
        scope.Enter(new(link.WorkspaceId));
        var id = new PublicationId(link.PublicationId);
        var publication = await database.Publications.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        var stream = publication is null ? null : await objects.OpenReadAsync(link.WorkspaceId, publication.ObjectKey, range: null, cancellationToken);
        if (stream is null) return ApiErrors.Refused(410, "package_gone", "This package was deleted.");
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Stream(stream, "application/zip", $"listing-package-{publication!.CreatedAt:yyyy-MM-dd-HHmm}.zip");
    }
}

internal sealed record DownloadLink(Guid WorkspaceId, Guid PublicationId, DateTimeOffset Until);

/// <summary>Encrypts and signs what a link says, so that nobody can make one or stretch its time.</summary>
internal sealed class DownloadTokens(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("CommerceOS.Downloads.v1");

    public string Protect(DownloadLink link) => _protector.Protect(JsonSerializer.Serialize(link));

    public DownloadLink? Unprotect(string token)
    {
        try
        {
            return token.Length > 1000 ? null : JsonSerializer.Deserialize<DownloadLink>(_protector.Unprotect(token));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
