using Microsoft.Extensions.Options;

namespace CommerceOS.ServiceDefaults;

/// <summary>
/// How a named HTTP client waits, repeats and gives up. Set in code, or in configuration under
/// <c>HttpClients:{client name}:{property}</c>, which wins.
/// </summary>
public sealed class ResilienceOptions
{
    /// <summary>Longest time for one call with all its tries and waits, up to the response's headers. Default 2 min; 100 ms to 1 h.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest time for one try, up to the response's headers. Default 30 s; 50 ms to <see cref="TotalTimeout"/>.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Tries after the first. Default 3; 0 to 10. Zero for calls whose repeats the caller journals itself (AI, channels, payments).
    /// Only calls that may be repeated are: GET, HEAD, OPTIONS, PUT, DELETE, and any call with an <c>Idempotency-Key</c> header.
    /// </summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>Wait before the first retry; it doubles each time, with jitter. Default 300 ms; 1 ms to 1 min.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>
    /// Longest <c>Retry-After</c> that is waited for. Asked to wait longer, the answer (429 or 503) is returned at once,
    /// so that a job can be snoozed and hold no worker. Default 20 s; 0 to 10 min.
    /// </summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Share of failed tries, per host, that opens the circuit. Default 0.5; above 0 to 1.</summary>
    public double BreakAtFailureRatio { get; set; } = 0.5;

    /// <summary>Tries within <see cref="BreakSampling"/> before the circuit may open. Default 10; 2 to 1000.</summary>
    public int BreakMinimumTries { get; set; } = 10;

    /// <summary>The window in which tries are counted. Default 30 s; 500 ms to 10 min.</summary>
    public TimeSpan BreakSampling { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an open circuit sends nothing. Default 15 s; 500 ms to 10 min.</summary>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(15);
}

/// <summary>Says which option is out of its range and what was expected.</summary>
internal sealed class ResilienceOptionsValidator : IValidateOptions<ResilienceOptions>
{
    public ValidateOptionsResult Validate(string? name, ResilienceOptions options)
    {
        List<string> failures = [];
        Check(nameof(options.TotalTimeout), options.TotalTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        Check(nameof(options.AttemptTimeout), options.AttemptTimeout, TimeSpan.FromMilliseconds(50), options.TotalTimeout);
        Check(nameof(options.MaxRetries), options.MaxRetries, 0, 10);
        Check(nameof(options.RetryDelay), options.RetryDelay, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        Check(nameof(options.MaxRetryAfter), options.MaxRetryAfter, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Check(nameof(options.BreakAtFailureRatio), options.BreakAtFailureRatio, double.Epsilon, 1.0);
        Check(nameof(options.BreakMinimumTries), options.BreakMinimumTries, 2, 1000);
        Check(nameof(options.BreakSampling), options.BreakSampling, TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(10));
        Check(nameof(options.BreakDuration), options.BreakDuration, TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(10));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check<T>(string option, T value, T least, T most) where T : IComparable<T>, IFormattable
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
                failures.Add(FormattableString.Invariant($"HttpClients:{name}:{option}: expected {least} to {most}, but it is {value}."));
        }
    }
}
