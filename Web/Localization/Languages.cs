using System.Globalization;
using CommerceOS.Web.Sessions;
using Microsoft.AspNetCore.Localization;

namespace CommerceOS.Web.Localization;

/// <summary>The languages of the pages and how a request gets one: the account's preference, else the cookie, else the browser's wish.</summary>
internal static class Languages
{
    public const string English = "en";
    public const string Chinese = "zh-Hans";
    public const string Cookie = "lang";

    public static IReadOnlyList<string> All { get; } = [English, Chinese];

    public static string Current => CultureInfo.CurrentUICulture.Name == Chinese ? Chinese : English;

    /// <summary>The name of a language in itself.</summary>
    public static string NameOf(string language) => language == Chinese ? "简体中文" : "English";

    public static string Or(string? language, string otherwise) => language is English or Chinese ? language : otherwise;

    public static void Configure(RequestLocalizationOptions options)
    {
        options.SetDefaultCulture(English).AddSupportedCultures([.. All]).AddSupportedUICultures([.. All]);
        // The third is the framework's Accept-Language; zh-CN and zh-SG fall back to their parent zh-Hans.
        options.RequestCultureProviders =
        [
            new CustomRequestCultureProvider(http => Wish(http.User.FindFirst(SessionClaims.Language)?.Value)),
            new CustomRequestCultureProvider(http => Wish(http.Request.Cookies[Cookie])),
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
    }

    private static Task<ProviderCultureResult?> Wish(string? language) =>
        Task.FromResult(language is English or Chinese ? new ProviderCultureResult(language) : null);
}
