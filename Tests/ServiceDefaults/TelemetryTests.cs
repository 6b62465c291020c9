using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using CommerceOS.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.ServiceDefaults;

public sealed class TelemetryTests
{
    private static readonly ActivitySource Source = new("CommerceOS.Tests");

    [Fact]
    public async Task Spans_reach_the_collector_named_after_their_route_and_without_the_path()
    {
        var received = new ConcurrentDictionary<string, string>();
        await using var collector = await CollectorAsync(received);
        await using (var app = await TinyApp.StartAsync(
            builder => builder.AddProblemResponses(),
            map: app =>
            {
                app.UseProblemResponses();
                app.MapGet("/invite/{token}", (string token) =>
                {
                    using var span = Source.StartActivity("chat")?.SetTag("gen_ai.input.messages", "the prompt");
                    return token.Length;
                });
                app.MapGet("/boom/{token}", IResult (string token) => throw new InvalidOperationException(token));
            },
            settings: [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.First()), ("OTEL_SERVICE_NAME", "tiny-under-test")]))
        {
            await app.Client.GetStringAsync("/invite/onetimesecret");
            using var failed = await app.Client.GetAsync("/boom/onetimesecret");
            await app.Client.GetStringAsync("/health");
        }

        var spans = received["/v1/traces"];
        string[] expected = ["tiny-under-test", "GET /invite/{token}", "GET /boom/{token}", "System.InvalidOperationException", "http.request.method"];
        string[] unwanted = ["onetimesecret", "/health", "the prompt"];
        expected.ShouldAllBe(text => spans.Contains(text, StringComparison.Ordinal));
        unwanted.ShouldAllBe(text => !spans.Contains(text, StringComparison.Ordinal));
        received.Keys.ShouldContain("/v1/metrics");
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_is_sent_and_the_service_works()
    {
        await using var app = await TinyApp.StartAsync(map: app => app.MapGet("/", () => "fine"));

        (await app.Client.GetStringAsync("/")).ShouldBe("fine");
        Environment.GetEnvironmentVariable("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT").ShouldBe("false");
    }

    private static async Task<WebApplication> CollectorAsync(ConcurrentDictionary<string, string> received)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            // Strings are plain UTF-8 inside protobuf: enough to look for names without its schema.
            var text = Encoding.Latin1.GetString(body.ToArray());
            received.AddOrUpdate(context.Request.Path, text, (_, before) => before + text);
        });
        await app.StartAsync();
        return app;
    }
}
