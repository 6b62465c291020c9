using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace CommerceOS.ServiceDefaults;

/// <summary>What every service of CommerceOS does the same way: telemetry, health, logs and the clock.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>
    /// Adds telemetry (exported only when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set), single-line console logs in
    /// Development and JSON logs elsewhere, health checks and <see cref="TimeProvider.System"/>.
    /// A service adds its own readiness checks with <c>builder.Services.AddHealthChecks().AddCheck&lt;T&gt;("name")</c>.
    /// </summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.Configure<KestrelServerOptions>(options => options.AddServerHeader = false);
        builder.Services.AddHealthChecks();
        builder.AddConsoleLogs();
        builder.AddTelemetry();
        return builder;
    }

    /// <summary>Maps <c>/health</c> (ready for work) and <c>/alive</c> (the process answers).</summary>
    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        app.MapHealthEndpoints();
        return app;
    }
}
