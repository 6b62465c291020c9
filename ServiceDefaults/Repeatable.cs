using System.Net;
using Polly;
using Polly.Timeout;

namespace CommerceOS.ServiceDefaults;

/// <summary>Which calls may be sent again, and after which answers.</summary>
internal static class Repeatable
{
    public const string IdempotencyKey = "Idempotency-Key";

    public static readonly ResiliencePropertyKey<HttpRequestMessage> Request = new("request");
    public static readonly HttpRequestOptionsKey<bool> Never = new("CommerceOS.NoRetries");

    /// <summary>RFC 9110, 9.2.2: these methods are idempotent; another is when the server knows its key.</summary>
    public static bool IsRepeatable(HttpRequestMessage request) =>
        !(request.Options.TryGetValue(Never, out var never) && never)
        && (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head || request.Method == HttpMethod.Options
            || request.Method == HttpMethod.Put || request.Method == HttpMethod.Delete
            || request.Headers.Contains(IdempotencyKey));

    public static bool IsRepeatable(ResilienceContext context) =>
        context.Properties.TryGetValue(Request, out var request) && IsRepeatable(request);

    public static bool IsTransient(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException or TimeoutRejectedException
        || outcome.Result?.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
            or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>The server's wish in either form (seconds or a date), or null when it has none.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage? response, TimeProvider time) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        _ => null,
    };
}
