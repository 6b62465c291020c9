using CommerceOS.Contracts;
using CommerceOS.Contracts.Accounts;
using CommerceOS.Web.Forms;
using CommerceOS.Web.Localization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace CommerceOS.Web.Sessions;

/// <summary>Language, theme, workspace and sign-out: things that the browser keeps.</summary>
internal static class PreferenceEndpoints
{
    public static void MapPreferences(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/language", ChangeLanguageAsync);
        routes.MapPost("/theme", ChangeTheme);
        routes.MapPost("/workspace", ChangeWorkspaceAsync).RequireAuthorization();
        routes.MapPost("/sign-out", SignOutAsync);
    }

    private static async Task<IResult> ChangeLanguageAsync([FromForm] string language, HttpContext http, CommerceClient api, CancellationToken cancellationToken)
    {
        language = Languages.Or(language, Languages.English);
        Keep(http, Languages.Cookie, language);
        if (http.User.Identity is { IsAuthenticated: true })
        {
            await api.UpdateAccountAsync(new UpdateAccountRequest(language), cancellationToken);
            await SessionClaims.ChangeLanguageAsync(http, language);
        }
        return Results.Redirect(PostEndpoints.Back(http));
    }

    private static IResult ChangeTheme([FromForm] string theme, HttpContext http)
    {
        Keep(http, "theme", theme == "dark" ? "dark" : "light");
        return Results.Redirect(PostEndpoints.Back(http));
    }

    private static async Task<IResult> ChangeWorkspaceAsync([FromForm] Guid workspaceId, HttpContext http, CurrentWorkspace workspace)
    {
        if ((await workspace.AccountAsync()).Memberships.Any(m => m.WorkspaceId == workspaceId)) Keep(http, CurrentWorkspace.Cookie, workspaceId.ToString());
        return Results.Redirect("/");
    }

    private static async Task<IResult> SignOutAsync([FromForm] string? everywhere, HttpContext http, CommerceClient api, CancellationToken cancellationToken)
    {
        try
        {
            if (everywhere is not null) await api.SignOutEverywhereAsync(cancellationToken);
            else await api.SignOutAsync(cancellationToken);
        }
        catch (CommerceApiException e) when (e.Problem.Status == 401)
        {
            // The session had ended already: the cookie goes all the same.
        }
        await http.SignOutAsync();
        return Results.Redirect("/sign-in");
    }

    private static void Keep(HttpContext http, string name, string value) => http.Response.Cookies.Append(
        name, value, new CookieOptions { SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), Path = "/" });
}
