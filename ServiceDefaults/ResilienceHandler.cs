using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace CommerceOS.ServiceDefaults;

/// <summary>Sends a request through the pipeline of its client and host (see <see cref="ResiliencePipelines"/>).</summary>
internal sealed class ResilienceHandler(string client, ResiliencePipelines pipelines) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (pipeline, options) = pipelines.For(client, request.RequestUri!);

        // A repeated request sends its content again, and a stream that was read once would be empty then.
        if (request.Content is not null && options.MaxRetries > 0 && Repeatable.IsRepeatable(request))
            await request.Content.LoadIntoBufferAsync(cancellationToken);

        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Repeatable.Request, request);
        try
        {
            return await pipeline.ExecuteAsync(
                static async (context, state) => await state.Handler.SendOnceAsync(state.Request, context.CancellationToken),
                context,
                (Handler: this, Request: request));
        }
        catch (TimeoutRejectedException exception)
        {
            throw new CallTimedOutException(client, exception.Timeout, exception);
        }
        catch (BrokenCircuitException exception)
        {
            throw new CircuitOpenException(client, request.RequestUri!.Authority, exception.RetryAfter, exception);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.SendAsync(request, cancellationToken);
}
