using System.Security.Cryptography;
using System.Text;
using CommerceOS.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CommerceOS.ApiService.Edge;

/// <summary>
/// A POST in a workspace with an <c>Idempotency-Key</c> (1 to 100 visible ASCII characters) is done once: the same request with the same
/// key gets the first answer again for 24 hours. Server errors are not kept, so they can be tried again.
/// </summary>
internal sealed class IdempotencyMiddleware(RequestDelegate next)
{
    private const string Header = "Idempotency-Key";
    private const int MaxBodyBytes = 1024 * 1024;

    public async Task InvokeAsync(HttpContext http, Caller caller, IServiceScopeFactory scopes, TimeProvider time)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || caller.Role is null || http.Request.Headers[Header].ToString() is not { Length: > 0 } key)
        {
            await next(http);
            return;
        }
        if (key.Length > 100 || key.Any(c => c is <= ' ' or > '~'))
        {
            await ApiErrors.Refused(400, "bad_idempotency_key", "Expected an Idempotency-Key of 1 to 100 visible ASCII characters.").ExecuteAsync(http);
            return;
        }
        if (await HashAsync(http) is not { } hash)
        {
            await ApiErrors.Refused(413, "body_too_large_for_key", "Expected at most 1 MB with an Idempotency-Key.").ExecuteAsync(http);
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkspaceScope>().Enter(caller.WorkspaceId);
        var database = scope.ServiceProvider.GetRequiredService<CommerceDbContext>();
        var answer = new IdempotentAnswer { WorkspaceId = caller.WorkspaceId, Key = key, RequestHash = hash, CreatedAt = time.GetUtcNow() };
        // The upkeep deletes what is too old, sooner or later; a key that is used again cannot wait for it.
        var tooOld = time.GetUtcNow() - IdempotentAnswer.KeptFor;
        await database.IdempotentAnswers.Where(a => a.Key == key && a.CreatedAt < tooOld).ExecuteDeleteAsync(http.RequestAborted);
        database.IdempotentAnswers.Add(answer);
        try
        {
            await database.SaveChangesAsync(http.RequestAborted);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            database.ChangeTracker.Clear();
            var first = await database.IdempotentAnswers.AsNoTracking().SingleOrDefaultAsync(a => a.Key == key, http.RequestAborted);
            await ReplayAsync(http, first, hash);
            return;
        }
        await RunAsync(http, answer, database);
    }

    private async Task RunAsync(HttpContext http, IdempotentAnswer answer, CommerceDbContext database)
    {
        var body = http.Response.Body;
        using var copy = new MemoryStream();
        http.Response.Body = copy;
        var keep = false;
        try
        {
            await next(http);
            keep = http.Response.StatusCode < 500;
        }
        finally
        {
            http.Response.Body = body;
            // Told to the database even when the caller has gone: the work may be done.
            if (keep)
            {
                (answer.Status, answer.ContentType, answer.Body) = (http.Response.StatusCode, http.Response.ContentType, copy.ToArray());
                (answer.Location, answer.ETag) = (http.Response.Headers.Location.ToString(), http.Response.Headers.ETag.ToString());
                await database.SaveChangesAsync(CancellationToken.None);
            }
            else
            {
                database.Remove(answer);
                await database.SaveChangesAsync(CancellationToken.None);
            }
        }
        copy.Position = 0;
        await copy.CopyToAsync(body, http.RequestAborted);
    }

    private static async Task ReplayAsync(HttpContext http, IdempotentAnswer? first, byte[] hash)
    {
        if (first is null || (first.Status is null && first.RequestHash.AsSpan().SequenceEqual(hash)))
        {
            http.Response.Headers.RetryAfter = "1";
            await ApiErrors.Conflict("still_running", "The first request is still running", "Try again with the same key in a moment.").ExecuteAsync(http);
            return;
        }
        if (!first.RequestHash.AsSpan().SequenceEqual(hash))
        {
            await ApiErrors.Refused(422, "idempotency_key_reused", "This Idempotency-Key was used with another request. Use a new key for a new request.").ExecuteAsync(http);
            return;
        }
        http.Response.StatusCode = first.Status!.Value;
        http.Response.ContentType = first.ContentType;
        if (first.Location is { Length: > 0 } location) http.Response.Headers.Location = location;
        if (first.ETag is { Length: > 0 } etag) http.Response.Headers.ETag = etag;
        http.Response.Headers["Idempotent-Replayed"] = "true";
        await http.Response.Body.WriteAsync(first.Body, http.RequestAborted);
    }

    private static async Task<byte[]?> HashAsync(HttpContext http)
    {
        http.Request.EnableBuffering(MaxBodyBytes, MaxBodyBytes);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}\n"));
        var buffer = new byte[16 * 1024];
        try
        {
            int count;
            while ((count = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0) sha.AppendData(buffer, 0, count);
        }
        catch (IOException) when (http.Request.ContentLength is null or > MaxBodyBytes)
        {
            return null;
        }
        http.Request.Body.Position = 0;
        return sha.GetHashAndReset();
    }
}
