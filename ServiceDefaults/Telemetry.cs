using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CommerceOS.ServiceDefaults;

/// <summary>
/// Logs, metrics and traces over OTLP. Wired by hand because OpenTelemetry.Extensions.Hosting and the instrumentation
/// packages are not on every feed; .NET's own activity sources and meters carry what they would add.
/// </summary>
internal static class Telemetry
{
    private const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ProtocolKey = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string GenAiContentKey = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    private static readonly string[] Sources = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "CommerceOS.*"];

    private static readonly string[] Meters =
        ["Microsoft.AspNetCore.*", "System.Net.Http", "System.Net.NameResolution", "System.Runtime", "Npgsql", "CommerceOS.*"];

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        // Aspire turns this on in development. Prompts and answers hold merchants' unpublished products: never exported.
        Environment.SetEnvironmentVariable(GenAiContentKey, "false");

        if (string.IsNullOrWhiteSpace(builder.Configuration[EndpointKey]))
            return;

        var configuration = builder.Configuration;
        var serviceName = configuration["OTEL_SERVICE_NAME"] ?? builder.Environment.ApplicationName;

        builder.Services.AddSingleton<IStartupFilter, RequestSpansFilter>();
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.IncludeScopes = true;
            logs.SetResourceBuilder(ResourceBuilder.CreateDefault().AddService(serviceName));
            logs.AddOtlpExporter(exporter => UseProtocol(exporter, configuration));
        });
        builder.Services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton<IConfiguration>(configuration))
            .ConfigureResource(resource => resource.AddService(serviceName))
            .AddSource(Sources)
            .AddProcessor(new SpanRedaction())
            .AddOtlpExporter(exporter => UseProtocol(exporter, configuration))
            .Build());
        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton<IConfiguration>(configuration))
            .ConfigureResource(resource => resource.AddService(serviceName))
            .AddMeter(Meters)
            .AddOtlpExporter(exporter => UseProtocol(exporter, configuration))
            .Build());
        builder.Services.AddHostedService<ProvidersStart>();
    }

    private static void UseProtocol(OtlpExporterOptions exporter, IConfiguration configuration)
    {
        // http/protobuf passes proxies and needs no HTTP/2; the SDK's own default is gRPC.
        if (string.IsNullOrWhiteSpace(configuration[ProtocolKey]))
            exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
    }

    /// <summary>Creates the providers when the host starts; the container disposes of them (and flushes) at its end.</summary>
    private sealed class ProvidersStart(IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            services.GetRequiredService<TracerProvider>();
            services.GetRequiredService<MeterProvider>();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
