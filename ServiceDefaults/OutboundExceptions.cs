namespace CommerceOS.ServiceDefaults;

/// <summary>
/// The call was sent and no answer came in time: whether it took effect is unknown.
/// Derives from <see cref="HttpRequestException"/>, so code that treats all failures alike needs one catch.
/// </summary>
public sealed class CallTimedOutException(string client, TimeSpan timeout, Exception innerException)
    : HttpRequestException(FormattableString.Invariant($"{client}: no answer within {timeout}."), innerException)
{
    /// <summary>The limit that was reached: the total's or the single try's.</summary>
    public TimeSpan Timeout { get; } = timeout;
}

/// <summary>The host failed too often just now. Nothing was sent: trying later is safe.</summary>
public sealed class CircuitOpenException(string client, string host, TimeSpan? retryAfter, Exception innerException)
    : HttpRequestException($"{client}: calls to {host} are paused after repeated failures; nothing was sent.", innerException)
{
    /// <summary>When the next try makes sense, if known.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
