using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.ServiceDefaults;

public sealed class HealthTests
{
    [Fact]
    public async Task A_service_without_checks_is_healthy()
    {
        await using var app = await TinyApp.StartAsync();

        using var response = await app.Client.GetAsync("/health");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        (await StatusAsync(response)).ShouldBe("Healthy");
    }

    [Fact]
    public async Task A_failing_check_makes_the_service_unready_but_not_dead()
    {
        await using var app = await TinyApp.StartAsync(builder => builder.Services.AddHealthChecks()
            .AddCheck("database", () => HealthCheckResult.Unhealthy("schema 3 expected, 2 found")));

        using var health = await app.Client.GetAsync("/health");
        using var alive = await app.Client.GetAsync("/alive");

        health.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var body = await health.Content.ReadAsStringAsync();
        using var json = JsonDocument.Parse(body);
        var check = json.RootElement.GetProperty("checks").GetProperty("database");
        check.GetProperty("status").GetString().ShouldBe("Unhealthy");
        check.GetProperty("description").GetString().ShouldBe("schema 3 expected, 2 found");
        alive.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_message_of_a_check_that_throws_is_not_shown()
    {
        await using var app = await TinyApp.StartAsync(builder => builder.Services.AddHealthChecks()
            .AddCheck("cache", () => throw new InvalidOperationException("Host=db;Password=secret")));

        using var response = await app.Client.GetAsync("/health");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var body = await response.Content.ReadAsStringAsync();
        body.ShouldContain("cache");
        body.ShouldNotContain("secret");
    }

    [Fact]
    public async Task The_server_does_not_name_its_software()
    {
        await using var app = await TinyApp.StartAsync();

        using var response = await app.Client.GetAsync("/alive");

        response.Headers.Server.ShouldBeEmpty();
    }

    private static async Task<string?> StatusAsync(HttpResponseMessage response)
    {
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("status").GetString();
    }
}
