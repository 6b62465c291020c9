using CommerceOS.Contracts;
using CommerceOS.ServiceDefaults;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace CommerceOS.Web.Sessions;

internal static partial class SessionServices
{
    /// <summary>Name of the HTTP client that reaches the API.</summary>
    public const string Api = "apiservice";

    public static void AddSessions(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddHttpContextAccessor();
        services.AddTransient<CallerHandler>();
        services.AddHttpClient(Api, (provider, client) =>
            {
                client.BaseAddress = provider.GetRequiredService<IConfiguration>().GetServiceAddress(Api);
                // A photo of 25 MB from a slow phone passes through this client.
                client.Timeout = TimeSpan.FromMinutes(5);
            })
            .AddHttpMessageHandler<CallerHandler>();
        services.AddScoped(provider => new CommerceClient(provider.GetRequiredService<IHttpClientFactory>().CreateClient(Api))
        {
            AccessToken = provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.User.FindFirst(SessionClaims.Token)?.Value,
        });
        services.AddScoped<CurrentWorkspace>();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "session";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.LoginPath = "/sign-in";
            options.ReturnUrlParameter = "returnUrl";
            options.ExpireTimeSpan = TimeSpan.FromDays(30);
            options.SlidingExpiration = true;
        });
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        AddKeys(builder);
    }

    /// <summary>Cookies and antiforgery tokens must be readable after a restart and by every replica: their keys live in a folder.</summary>
    private static void AddKeys(WebApplicationBuilder builder)
    {
        var protection = builder.Services.AddDataProtection().SetApplicationName("CommerceOS.Web");
        if (builder.Configuration["DataProtection:KeyFolder"] is { Length: > 0 } folder) protection.PersistKeysToFileSystem(Directory.CreateDirectory(folder));
        else builder.Services.AddHostedService<MissingKeyFolder>();
    }

    private sealed partial class MissingKeyFolder(ILogger<MissingKeyFolder> logger, IHostEnvironment environment) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            if (!environment.IsDevelopment()) Log.KeysAreNotKept(logger);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        private static partial class Log
        {
            [LoggerMessage(LogLevel.Warning,
                "DataProtection:KeyFolder is not set: session cookies may become unreadable at the next restart and are unreadable to other replicas. Set it to a folder that all replicas share.")]
            public static partial void KeysAreNotKept(ILogger logger);
        }
    }
}
