using CommerceOS.Contracts;
using CommerceOS.Web.Components.Accounts;
using CommerceOS.Web.Components.Branding;
using CommerceOS.Web.Components.Catalog;
using CommerceOS.Web.Components.Generation;
using CommerceOS.Web.Components.Layout;
using CommerceOS.Web.Components.Publishing;
using CommerceOS.Web.Forms;
using CommerceOS.Web.Localization;
using CommerceOS.Web.Media;
using CommerceOS.Web.Sessions;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CommerceOS.Web.Components;

internal static class PageServices
{
    public static void AddPages(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddRazorComponents();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "antiforgery";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddSingleton<Texts>();
        services.AddScoped<Formats>();
        services.AddScoped<Submission>();
        services.AddScoped<Toasts>();
        services.AddScoped<HtmlRenderer>();
        services.AddScoped<Fragments>();
        services.AddScoped<Review>();
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapRazorComponents<App>();
        app.MapPreferences();
        app.MapMedia();
        app.MapDrafts();
        app.MapOutlineActs();
        app.MapEditActs();
        app.MapCounts();
        app.MapWorkStream();
        app.MapStoryboard();
        app.MapPhotoChoices();
        app.MapDownloads();
        app.MapBrandFiles();
        var acts = app.MapActs();
        acts.MapAccountActs();
        acts.MapCatalogActs();
        acts.MapBulkActs();
        acts.MapRemake();
        acts.MapGenerationActs();
        acts.MapReviewActs();
        acts.MapBrandActs();
    }

    /// <summary>What the error page answers with: the API's own status where it has one.</summary>
    public static int StatusOf(Exception failure) => failure switch
    {
        CommerceApiException { Problem.Status: var status } => status,
        HttpRequestException or TaskCanceledException => StatusCodes.Status503ServiceUnavailable,
        BadHttpRequestException e => e.StatusCode,
        _ => StatusCodes.Status500InternalServerError,
    };
}
