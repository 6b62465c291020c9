using System.Net;
using CommerceOS.ServiceDefaults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.ServiceDefaults;

public sealed class ResilienceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_get_is_repeated_until_it_succeeds()
    {
        await using var server = (await ScriptedServer.StartAsync()).Then(503).Then(502).Then(200);
        using var client = Client(server);

        using var response = await client.GetAsync("/", Cancelled);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Received.ShouldBe(["GET", "GET", "GET"]);
    }

    [Fact]
    public async Task A_post_is_sent_once()
    {
        await using var server = (await ScriptedServer.StartAsync()).Then(503).Then(200);
        using var client = Client(server);

        using var response = await client.PostAsync("/", new StringContent("order"), Cancelled);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        server.Received.ShouldBe(["POST order"]);
    }

    [Fact]
    public async Task A_post_with_an_idempotency_key_is_repeated_with_its_content()
    {
        await using var server = (await ScriptedServer.StartAsync()).Then(503).Then(200);
        using var client = Client(server);
        using var once = new MemoryStream("order"u8.ToArray());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StreamContent(once) };
        request.Headers.Add("Idempotency-Key", "7");

        using var response = await client.SendAsync(request, Cancelled);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Received.ShouldBe(["POST order", "POST order"]);
    }

    [Fact]
    public async Task A_request_or_a_client_can_opt_out_of_retries()
    {
        await using var server = (await ScriptedServer.StartAsync()).Then(503).Then(503);
        using var client = Client(server);
        using var never = Client(server, options => options.MaxRetries = 0);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/").WithoutRetries();

        using var first = await client.SendAsync(request, Cancelled);
        using var second = await never.GetAsync("/", Cancelled);

        first.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        second.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        server.Received.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_answer_that_repeating_cannot_change_is_returned_at_once()
    {
        await using var server = (await ScriptedServer.StartAsync()).Then(404);
        using var client = Client(server);

        using var response = await client.GetAsync("/", Cancelled);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        server.Received.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("Sun, 01 Mar 2026 12:00:07 GMT")]
    public async Task Retry_after_is_waited_for_exactly(string retryAfter)
    {
        await using var server = (await ScriptedServer.StartAsync()).Then(429, retryAfter).Then(200);
        var time = new SteppedTime(Noon);
        using var client = Client(server, time: time);

        var call = client.GetAsync("/", Cancelled);
        await time.WaitStartedAsync(TimeSpan.FromSeconds(7), Cancelled);
        time.Advance(TimeSpan.FromSeconds(6.9));
        server.Received.Count.ShouldBe(1);
        call.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.1));

        using var response = await call;
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Received.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_long_retry_after_is_handed_to_the_caller()
    {
        await using var server = (await ScriptedServer.StartAsync()).Then(429, "3600");
        using var client = Client(server);

        using var response = await client.GetAsync("/", Cancelled);

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_call_without_an_answer_times_out_as_unknown()
    {
        var received = new TaskCompletionSource();
        await using var server = (await ScriptedServer.StartAsync()).Then(async context =>
        {
            received.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var time = new SteppedTime(Noon);
        using var client = Client(server, options => options.AttemptTimeout = TimeSpan.FromSeconds(10), time);

        var call = client.PostAsync("/", new StringContent("order"), Cancelled);
        await received.Task.WaitAsync(Cancelled);
        time.Advance(TimeSpan.FromSeconds(10));

        var exception = await Should.ThrowAsync<CallTimedOutException>(call);
        exception.Timeout.ShouldBe(TimeSpan.FromSeconds(10));
        server.Received.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_open_circuit_sends_nothing_and_spares_other_hosts()
    {
        await using var broken = (await ScriptedServer.StartAsync()).Then(500).Then(500);
        await using var well = (await ScriptedServer.StartAsync()).Then(200);
        using var client = Client(broken, options => (options.MaxRetries, options.BreakMinimumTries) = (0, 2));
        using var first = await client.GetAsync("/", Cancelled);
        using var second = await client.GetAsync("/", Cancelled);

        await Should.ThrowAsync<CircuitOpenException>(client.GetAsync("/", Cancelled));
        using var other = await client.GetAsync(well.Address, Cancelled);

        broken.Received.Count.ShouldBe(2);
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public void Configuration_wins_over_code_and_is_checked()
    {
        using var provider = Services(options => options.MaxRetries = 1, TimeProvider.System, ("HttpClients:test:MaxRetries", "99"))
            .BuildServiceProvider();

        var exception = Should.Throw<OptionsValidationException>(() => provider.GetRequiredService<IOptionsMonitor<ResilienceOptions>>().Get("test"));

        exception.Message.ShouldBe("HttpClients:test:MaxRetries: expected 0 to 10, but it is 99.");
    }

    private static HttpClient Client(ScriptedServer server, Action<ResilienceOptions>? configure = null, TimeProvider? time = null)
    {
        Action<ResilienceOptions> quick = options => options.RetryDelay = TimeSpan.FromMilliseconds(1);
        var client = Services(quick + configure, time ?? TimeProvider.System)
            .BuildServiceProvider().GetRequiredService<IHttpClientFactory>().CreateClient("test");
        client.BaseAddress = server.Address;
        return client;
    }

    private static IServiceCollection Services(
        Action<ResilienceOptions>? configure, TimeProvider time, params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(time);
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());
        services.AddResilientHttpClient("test", configure);
        return services;
    }
}
