using System.Globalization;
using System.Text;
using System.Threading.Channels;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Accounts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using CommerceOS.Web.Components.Catalog;
using CommerceOS.Web.Components.Layout;
using CommerceOS.Web.Sessions;

namespace CommerceOS.Web.Components.Generation;

/// <summary>
/// The progress of a product's work, or of one set of it, as server-sent events: each message holds whole rows for the page to put in place.
/// At most four messages a second; a job that changed oftener is shown as it is then.
/// </summary>
internal static class WorkStream
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static void MapWorkStream(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/products/{id:guid}/work", StreamAsync).RequireAuthorization();

    private static async Task StreamAsync(
        Guid id, Guid? set, HttpContext http, CommerceClient api, CurrentWorkspace workspace, Fragments fragments, TimeProvider clock, IHostApplicationLifetime lifetime,
        CancellationToken aborted)
    {
        // A stream has no end of its own: it must not hold up a shutdown.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        var cancellationToken = stop.Token;
        var workspaceId = await workspace.IdAsync();
        var canEdit = await workspace.CanEditAsync();
        IWorkView view = set is { } setId
            ? new SetView(api, fragments, workspaceId, id, setId, await SetPieces.ReadAsync(api, workspaceId, id, setId, cancellationToken), canEdit)
            : new ListView(fragments, (await api.GetGenerationsAsync(workspaceId, new(ProductId: id, Limit: 30), cancellationToken)).Items, canEdit);
        _ = long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var after);

        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        await http.Response.WriteAsync(": connected\n\n", cancellationToken);
        await http.Response.Body.FlushAsync(cancellationToken);

        var changes = Channel.CreateUnbounded<GenerationDto>();
        var reading = ReadAsync(api, workspaceId, id, after, set, changes.Writer, cancellationToken);
        try
        {
            await WriteAsync(http, fragments, clock, changes.Reader, view, () => ReadHeadAsync(api, workspaceId, id, cancellationToken), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The page was left, or the service stops: the usual ends.
        }
        catch (Exception e) when (e is CommerceApiException or HttpRequestException)
        {
            // The product or the session is gone, or the API is away: the page says so when it is next opened.
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private static async Task ReadAsync(CommerceClient api, Guid workspaceId, Guid productId, long after, Guid? set, ChannelWriter<GenerationDto> changes, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var generation in api.WatchGenerationsAsync(workspaceId, productId, after, cancellationToken))
            {
                if (set is null || generation.SetId == set) changes.TryWrite(generation);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException or CommerceApiException)
        {
            // The stream ends with its source; the browser connects again with the last id it saw.
        }
        finally
        {
            changes.TryComplete();
        }
    }

    private static async Task WriteAsync(
        HttpContext http, Fragments fragments, TimeProvider clock, ChannelReader<GenerationDto> changes, IWorkView view, Func<Task<Head>> readHead, CancellationToken cancellationToken)
    {
        var changed = new Dictionary<Guid, GenerationDto>();
        var more = changes.WaitToReadAsync(cancellationToken).AsTask();
        while (true)
        {
            if (!await EndsWithinAsync(more, Heartbeat, clock, cancellationToken))
            {
                await http.Response.WriteAsync(": still here\n\n", cancellationToken);
                await http.Response.Body.FlushAsync(cancellationToken);
                continue;
            }
            if (!await more) return;
            while (changes.TryRead(out var generation)) changed[generation.Id] = generation;
            // The counts of the product and of the page change when something starts or ends, not with every percent.
            var head = changed.Values.All(g => g.State == GenerationState.Running) ? null : await readHead();
            await SendAsync(http, fragments, changed.Values, view, head, cancellationToken);
            changed.Clear();
            await Task.Delay(Pace, clock, cancellationToken);
            more = changes.WaitToReadAsync(cancellationToken).AsTask();
        }
    }

    private static async Task<Head> ReadHeadAsync(CommerceClient api, Guid workspaceId, Guid productId, CancellationToken cancellationToken) =>
        new((await api.GetProductAsync(workspaceId, productId, cancellationToken)).Value, await api.GetSummaryAsync(workspaceId, cancellationToken));

    /// <summary>What stands above the rows: the product with its counts, and the counts around the page.</summary>
    private sealed record Head(ProductDto Product, WorkspaceSummaryDto Summary);

    private static async Task<bool> EndsWithinAsync(Task<bool> task, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken) =>
        await Task.WhenAny(task, Task.Delay(limit, clock, cancellationToken)) == task;

    private static async Task SendAsync(
        HttpContext http, Fragments fragments, IReadOnlyCollection<GenerationDto> changed, IWorkView view, Head? counts, CancellationToken cancellationToken)
    {
        var html = new StringBuilder();
        foreach (var (target, fragment) in await view.RenderAsync(changed, cancellationToken))
        {
            html.Append("<hx-partial hx-target=\"#").Append(target).Append("\" hx-swap=\"outerMorph\">").Append(fragment).Append("</hx-partial>");
        }

        if (counts is not null)
        {
            html.Append(await fragments.RenderAsync<LiveCounts>(new() { [nameof(LiveCounts.Summary)] = counts.Summary }));
            var state = await fragments.RenderAsync<ProductState>(new() { [nameof(ProductState.Product)] = counts.Product });
            html.Append("<hx-partial hx-target=\"#product-state\" hx-swap=\"innerHTML\">").Append(state).Append("</hx-partial>");
        }

        var message = new StringBuilder("id: ").Append(CultureInfo.InvariantCulture, $"{changed.Max(g => g.Sequence)}").Append('\n');
        foreach (var line in html.ToString().ReplaceLineEndings("\n").Split('\n')) message.Append("data: ").Append(line).Append('\n');
        await http.Response.WriteAsync(message.Append('\n').ToString(), cancellationToken);
        await http.Response.Body.FlushAsync(cancellationToken);
    }
}
