using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CommerceOS.ServiceDefaults;

/// <summary>Outbound HTTP: every client has timeouts, a circuit breaker per host, and retries of calls that may be repeated.</summary>
public static class ResilientHttpClients
{
    /// <summary>A client that <see cref="IHttpClientFactory"/> creates by name.</summary>
    public static IHttpClientBuilder AddResilientHttpClient(
        this IServiceCollection services, string name, Action<ResilienceOptions>? configure = null) =>
        services.AddHttpClient(name).AddResilience(configure);

    /// <summary>A typed client: <typeparamref name="TClient"/> gets its <see cref="HttpClient"/> in the constructor.</summary>
    public static IHttpClientBuilder AddResilientHttpClient<TClient>(
        this IServiceCollection services, Action<ResilienceOptions>? configure = null) where TClient : class =>
        services.AddHttpClient<TClient>().AddResilience(configure);

    /// <summary>
    /// Adds resilience to a client that is registered already. Options: <paramref name="configure"/>, then configuration
    /// <c>HttpClients:{name}</c>; both are checked when the host starts. Failures of the wire surface as
    /// <see cref="HttpRequestException"/>, <see cref="CallTimedOutException"/> or <see cref="CircuitOpenException"/>.
    /// </summary>
    public static IHttpClientBuilder AddResilience(this IHttpClientBuilder builder, Action<ResilienceOptions>? configure = null)
    {
        var name = builder.Name;
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ResiliencePipelines>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ResilienceOptions>, ResilienceOptionsValidator>());

        var options = services.AddOptions<ResilienceOptions>(name);
        if (configure is not null)
            options.Configure(configure);
        options
            .Configure<IServiceProvider>((target, provider) =>
                provider.GetService<IConfiguration>()?.GetSection($"HttpClients:{name}").Bind(target))
            .ValidateOnStart();

        return builder
            // The factory's own loggers write whole addresses, and some vendors want credentials in the path.
            .RemoveAllLoggers()
            // The pipeline limits the time up to the headers; the client's own limit adds one try's time to read the body.
            .ConfigureHttpClient((provider, client) =>
            {
                var limits = provider.GetRequiredService<IOptionsMonitor<ResilienceOptions>>().Get(name);
                client.Timeout = limits.TotalTimeout + limits.AttemptTimeout;
            })
            .AddHttpMessageHandler(provider => new ResilienceHandler(name, provider.GetRequiredService<ResiliencePipelines>()));
    }

    /// <summary>This request is sent once, whatever its method and its client's options.</summary>
    public static HttpRequestMessage WithoutRetries(this HttpRequestMessage request)
    {
        request.Options.Set(Repeatable.Never, true);
        return request;
    }
}
