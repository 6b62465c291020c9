using System.Text.Json;
using System.Text.Json.Serialization;
using CommerceOS.ApiService.Accounts;
using CommerceOS.ApiService.Branding;
using CommerceOS.ApiService.Catalog;
using CommerceOS.ApiService.Edge;
using CommerceOS.ApiService.Generation;
using CommerceOS.ApiService.Privacy;
using CommerceOS.ApiService.Publishing;
using CommerceOS.Data;
using CommerceOS.Data.Accounts;
using CommerceOS.Data.Schema;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;

namespace CommerceOS.ApiService;

/// <summary>The HTTP API: its services, its pipeline and the list of its features.</summary>
internal static class Api
{
    private const int MaxJsonBodyBytes = 1024 * 1024;

    public static void AddApi(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            options.SerializerOptions.AllowDuplicateProperties = false;
            options.SerializerOptions.RespectNullableAnnotations = false;
        });
        // Uploads raise the limit for themselves.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaxJsonBodyBytes);
        services.AddIdentityCore<Account>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.User.AllowedUserNameCharacters = "";
                options.Lockout.MaxFailedAccessAttempts = 8;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
                // The rules are PasswordPolicy's: length and a list, not a mix of character kinds.
                options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
                options.Password.RequiredLength = Domain.Accounts.PasswordPolicy.MinLength;
            })
            .AddEntityFrameworkStores<CommerceDbContext>();
        services.AddOptions<BcryptOptions>().BindConfiguration("Bcrypt").Validate(o => o.Cost is >= 10 and <= 16, "Bcrypt:Cost has to be 10 to 16").ValidateOnStart();
        services.AddSingleton<IPasswordHasher<Account>, BcryptPasswordHasher>();
        services.AddSingleton<UnknownAccount>().AddScoped<SessionService>().AddScoped<AccountTokens>().AddScoped<Caller>();
        services.AddScoped<PhotoIntake>().AddScoped<OutlinePreviews>().AddScoped<EditPreviews>().AddSingleton<DownloadTokens>();
        services.AddDataProtection().UseDatabase();
        services.AddAuthentication(SessionAuthentication.SchemeName).AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.SchemeName, null);
        services.AddApiDocument();
        builder.AddRateLimits();
        services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
    }

    public static void UseApi(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseMiddleware<AccessMiddleware>();
        app.UseMiddleware<IdempotencyMiddleware>();
    }

    public static void MapApi(this WebApplication app)
    {
        app.MapApiDocument();
        app.MapApiReference();
        var v1 = app.MapGroup("/v1");
        v1.MapAccounts();
        v1.MapSessions();
        v1.MapInvitationAnswers();
        v1.MapRecipes();
        v1.MapChannelPresets();
        v1.MapChannels();
        v1.MapDownloads();
        v1.MapPolicies();

        var workspace = v1.MapGroup("/workspaces/{workspaceId:guid}");
        workspace.MapWorkspace();
        workspace.MapMembers();
        workspace.MapInvitations();
        workspace.MapProducts();
        workspace.MapSamples();
        workspace.MapImport();
        workspace.MapPhotos();
        workspace.MapAssets();
        workspace.MapOutlines();
        workspace.MapScenePreviews();
        workspace.MapEdits();
        workspace.MapGenerations();
        workspace.MapStoryboards();
        workspace.MapMaterials();
        workspace.MapReplay();
        workspace.MapBrand();
        workspace.MapMusic();
        workspace.MapReview();
        workspace.MapCopies();
        workspace.MapReadiness();
        workspace.MapPublications();
    }
}
