using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace CommerceOS.ServiceDefaults;

/// <summary>
/// One pipeline per client and host, kept as long as the process: handlers come and go every two minutes,
/// and one merchant's broken shop must not open the circuit of another's.
/// </summary>
internal sealed partial class ResiliencePipelines(
    IOptionsMonitor<ResilienceOptions> options, TimeProvider time, ILogger<ResiliencePipelines> logger)
{
    // Hosts can be merchants' own: forget all circuits rather than grow without end. An entry is a few kilobytes.
    private const int MaxPipelines = 2048;

    private readonly ConcurrentDictionary<(string Client, string Host), (ResiliencePipeline<HttpResponseMessage> Pipeline, ResilienceOptions Options)> pipelines = new();

    public (ResiliencePipeline<HttpResponseMessage> Pipeline, ResilienceOptions Options) For(string client, Uri address)
    {
        if (pipelines.Count >= MaxPipelines)
            pipelines.Clear();
        return pipelines.GetOrAdd((client, address.Authority), key =>
        {
            var clientOptions = options.Get(key.Client);
            return (Build(key.Client, key.Host, clientOptions), clientOptions);
        });
    }

    /// <summary>From the outside in: total timeout, retry, circuit breaker, timeout of one try.</summary>
    private ResiliencePipeline<HttpResponseMessage> Build(string client, string host, ResilienceOptions options)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }.AddTimeout(options.TotalTimeout);
        if (options.MaxRetries > 0)
            builder.AddRetry(Retry(client, host, options));
        return builder.AddCircuitBreaker(Breaker(client, host, options)).AddTimeout(options.AttemptTimeout).Build();
    }

    private RetryStrategyOptions<HttpResponseMessage> Retry(string client, string host, ResilienceOptions options) => new()
    {
        MaxRetryAttempts = options.MaxRetries,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = options.RetryDelay,
        ShouldHandle = attempt => ValueTask.FromResult(
            Repeatable.IsTransient(attempt.Outcome)
            && Repeatable.IsRepeatable(attempt.Context)
            && !(Repeatable.RetryAfter(attempt.Outcome.Result, time) > options.MaxRetryAfter)),
        DelayGenerator = attempt => ValueTask.FromResult(Repeatable.RetryAfter(attempt.Outcome.Result, time)),
        OnRetry = attempt =>
        {
            Log.Retrying(logger, client, host, attempt.AttemptNumber + 1, attempt.RetryDelay, Reason(attempt.Outcome));
            attempt.Outcome.Result?.Dispose();
            return default;
        },
    };

    private CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker(string client, string host, ResilienceOptions options) => new()
    {
        FailureRatio = options.BreakAtFailureRatio,
        MinimumThroughput = options.BreakMinimumTries,
        SamplingDuration = options.BreakSampling,
        BreakDuration = options.BreakDuration,
        // 429 says that the server is well and we are too fast.
        ShouldHandle = attempt => ValueTask.FromResult(
            Repeatable.IsTransient(attempt.Outcome) && attempt.Outcome.Result?.StatusCode != HttpStatusCode.TooManyRequests),
        OnOpened = opened =>
        {
            Log.CircuitOpened(logger, client, host, opened.BreakDuration, Reason(opened.Outcome));
            return default;
        },
        OnClosed = _ =>
        {
            Log.CircuitClosed(logger, client, host);
            return default;
        },
    };

    private static string Reason(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result: { } response } => FormattableString.Invariant($"HTTP {(int)response.StatusCode}"),
        { Exception: HttpRequestException exception } => exception.HttpRequestError.ToString(),
        { Exception: { } exception } => exception.GetType().Name,
        _ => "no answer",
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Client}: call to {Host} failed ({Reason}); retry {Retry} in {Delay}")]
        public static partial void Retrying(ILogger logger, string client, string host, int retry, TimeSpan delay, string reason);

        [LoggerMessage(LogLevel.Warning, "{Client}: circuit to {Host} opened for {Duration} ({Reason})")]
        public static partial void CircuitOpened(ILogger logger, string client, string host, TimeSpan duration, string reason);

        [LoggerMessage(LogLevel.Information, "{Client}: circuit to {Host} closed")]
        public static partial void CircuitClosed(ILogger logger, string client, string host);
    }
}
