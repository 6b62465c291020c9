using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CommerceOS.ServiceDefaults;

/// <summary>
/// <c>/health</c> runs every registered check: 200 when the service can work, 503 when not.
/// <c>/alive</c> runs none: an answer shows that the process is not stuck, and a database that is down must not get it restarted.
/// </summary>
internal static class HealthEndpoints
{
    private const string Ready = "/health";
    private const string Alive = "/alive";

    public static bool IsHealthPath(PathString path) => path == Ready || path == Alive;

    public static void MapHealthEndpoints(this IEndpointRouteBuilder routes)
    {
        Map(routes, Ready, _ => true);
        Map(routes, Alive, _ => false);
    }

    private static void Map(IEndpointRouteBuilder routes, string path, Func<HealthCheckRegistration, bool> predicate) =>
        routes.MapHealthChecks(path, new HealthCheckOptions { Predicate = predicate, ResponseWriter = WriteAsync })
            .AllowAnonymous()
            .DisableHttpMetrics();

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var body = new HealthBody(
            report.Status.ToString(),
            report.Entries.ToDictionary(
                entry => entry.Key,
                entry => new HealthCheckBody(
                    entry.Value.Status.ToString(),
                    (long)entry.Value.Duration.TotalMilliseconds,
                    // A check that threw has its exception's message as description, and that may name hosts and users.
                    entry.Value.Exception is null ? entry.Value.Description : null),
                StringComparer.Ordinal));
        return context.Response.WriteAsJsonAsync(body, JsonSerializerOptions.Web, context.RequestAborted);
    }

    private sealed record HealthBody(string Status, IReadOnlyDictionary<string, HealthCheckBody> Checks);

    private sealed record HealthCheckBody(string Status, long DurationMs, string? Description);
}
