using System.Security.Claims;
using CommerceOS.Contracts.Accounts;
using CommerceOS.Web.Localization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CommerceOS.Web.Sessions;

/// <summary>What the encrypted session cookie carries. The API's token never reaches a script or a page.</summary>
internal static class SessionClaims
{
    public const string Token = "token";
    public const string Language = "language";

    public static Task SignInAsync(HttpContext http, SessionTokenDto session) =>
        SignInAsync(http, session.AccessToken, session.Account.Email, session.Account.Language, session.ExpiresAt);

    /// <summary>Writes the cookie anew with another language; the API's session stays the same.</summary>
    public static async Task ChangeLanguageAsync(HttpContext http, string language)
    {
        var session = await http.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (session.Principal?.FindFirst(Token)?.Value is not { } token) return;
        await SignInAsync(http, token, session.Principal.Identity?.Name ?? "", language, session.Properties?.ExpiresUtc);
    }

    private static Task SignInAsync(HttpContext http, string token, string email, string language, DateTimeOffset? expiresAt)
    {
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.Name, email), new(Token, token), new(Language, Languages.Or(language, Languages.English))],
            CookieAuthenticationDefaults.AuthenticationScheme);
        return http.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true, ExpiresUtc = expiresAt });
    }
}
