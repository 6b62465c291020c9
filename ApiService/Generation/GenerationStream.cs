using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Generation;
using CommerceOS.Data;
using CommerceOS.Data.Progress;
using CommerceOS.Domain;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.ApiService.Generation;

/// <summary>
/// Sends each change of a product's generations once, in the order of their numbers. Redis tells that something changed; without
/// Redis the stream looks once a second. It ends itself after ten minutes: clients reconnect with Last-Event-ID.
/// </summary>
internal static class GenerationStream
{
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static IResult Stream(
        Guid productId, HttpContext http, Caller caller, IServiceScopeFactory scopes, ProgressSignals signals, TimeProvider time, IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        _ = long.TryParse(http.Request.Headers["Last-Event-ID"].ToString(), System.Globalization.CultureInfo.InvariantCulture, out var after);
        http.Response.Headers.CacheControl = "no-store";
        // Proxies that buffer would hold progress back.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        http.Response.RegisterForDispose(stop);
        return TypedResults.ServerSentEvents(ReadAsync(new ProductId(productId), after, caller.WorkspaceId, scopes, signals, time, stop.Token));
    }

    private static async IAsyncEnumerable<SseItem<GenerationDto?>> ReadAsync(
        ProductId product, long after, WorkspaceId workspace, IServiceScopeFactory scopes, ProgressSignals signals, TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sent = new Dictionary<Guid, long>();
        var start = time.GetUtcNow();
        var lastSent = start;
        while (time.GetUtcNow() - start < MaxDuration && !cancellationToken.IsCancellationRequested)
        {
            // Listening begins before reading: a change between the two wakes the next look at once.
            using var signal = signals.Listen(product.Value);
            foreach (var change in await ReadChangesAsync(product, after, sent, workspace, scopes, cancellationToken))
            {
                sent[change.Id] = change.Sequence;
                lastSent = time.GetUtcNow();
                yield return new(change, "generation") { EventId = change.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture) };
            }
            if (time.GetUtcNow() - lastSent > Heartbeat)
            {
                lastSent = time.GetUtcNow();
                yield return new(null, "heartbeat");
            }
            if (!await signal.WaitAsync(Look, cancellationToken)) yield break;
        }
    }

    private static async Task<List<GenerationDto>> ReadChangesAsync(
        ProductId product, long after, Dictionary<Guid, long> sent, WorkspaceId workspace, IServiceScopeFactory scopes, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkspaceScope>().Enter(workspace);
        var database = scope.ServiceProvider.GetRequiredService<CommerceDbContext>();
        // Numbers can become visible out of order when two transactions commit at once, so each row is compared with what was sent of it.
        var floor = sent.Count == 0 ? after : Math.Max(after, sent.Values.Max() - 1000);
        var changed = await database.Generations.AsNoTracking().Where(g => g.ProductId == product && g.Sequence > floor)
            .OrderBy(g => g.Sequence).Take(200).ToListAsync(cancellationToken);
        return await changed.Where(g => !sent.TryGetValue(g.Id.Value, out var last) || g.Sequence > last).ToList().ToDtosAsync(database, cancellationToken);
    }
}
