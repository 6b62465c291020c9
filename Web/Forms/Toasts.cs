using System.Text;
using System.Text.Json;

namespace CommerceOS.Web.Forms;

/// <param name="Key">Of the sentence; <paramref name="Value"/> fills its <c>{value}</c>.</param>
/// <param name="UndoPath">Where Undo posts to, if it can be undone.</param>
internal sealed record Toast(string Key, string? Value = null, string? UndoPath = null, bool Failed = false);

/// <summary>Outcome of an act, shown on the page that follows it: kept in a cookie over the redirect.</summary>
internal sealed class Toasts(IHttpContextAccessor http)
{
    private const string Cookie = "toast";

    public void Show(string key, string? value = null, string? undoPath = null) => Store(new(key, value, undoPath));

    public void ShowProblem(string code, string sentence) => Store(new("problem." + code, sentence, Failed: true));

    /// <summary>The toast of the act before, once.</summary>
    public Toast? Take()
    {
        var context = http.HttpContext;
        if (context?.Request.Cookies[Cookie] is not { Length: > 0 } text) return null;
        context.Response.OnStarting(() =>
        {
            // A page that only leads on has shown nothing: the next one does.
            if (context.Response.StatusCode is < 300 or >= 400) context.Response.Cookies.Delete(Cookie);
            return Task.CompletedTask;
        });
        try
        {
            return JsonSerializer.Deserialize<Toast>(Encoding.UTF8.GetString(Convert.FromBase64String(text)));
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // Cookies come from outside.
            return null;
        }
    }

    private void Store(Toast toast) => http.HttpContext!.Response.Cookies.Append(
        Cookie, Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(toast))),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.HttpContext.Request.IsHttps, MaxAge = TimeSpan.FromMinutes(1) });
}
