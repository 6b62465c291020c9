using System.Threading.RateLimiting;

namespace CommerceOS.ApiService.Edge;

/// <summary>How often one caller may do what is expensive or guessable. Counted in each process; the sign-in lock-out is in the database.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Sign-ups, sign-ins, password resets and mails per minute and address; 1 to 10,000, default 30.</summary>
    public int CredentialsPerMinute { get; set; } = 30;

    /// <summary>All other requests per minute and session (or address); 10 to 1,000,000, default 1,200.</summary>
    public int RequestsPerMinute { get; set; } = 1_200;
}

internal static class RateLimits
{
    public const string Credentials = "credentials";

    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        var limits = builder.Configuration.GetSection(RateLimitOptions.Section).Get<RateLimitOptions>() ?? new();
        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (context, _) =>
            {
                if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                {
                    context.HttpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
                }
                return ValueTask.CompletedTask;
            };
            options.AddPolicy(Credentials, http => Window(Address(http), limits.CredentialsPerMinute));
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                http.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal)
                    ? Window(http.Request.Headers.Authorization.ToString() is { Length: > 0 } token ? token : Address(http), limits.RequestsPerMinute)
                    : RateLimitPartition.GetNoLimiter("operations"));
        });
    }

    private static string Address(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    private static RateLimitPartition<string> Window(string key, int perMinute) => RateLimitPartition.GetSlidingWindowLimiter(
        key, _ => new() { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, AutoReplenishment = true });
}
