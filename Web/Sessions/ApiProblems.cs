using CommerceOS.Contracts;
using Microsoft.AspNetCore.Authentication;

namespace CommerceOS.Web.Sessions;

/// <summary>
/// What pages do not handle themselves: 401 ends the session and leads to sign-in, 404 shows the page for it,
/// no workspace leads to the account. Everything else goes on to the error page.
/// </summary>
internal sealed class ApiProblems(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (CommerceApiException e) when (e.Problem.Status == 401 && !http.Response.HasStarted)
        {
            http.Response.Clear();
            await http.SignOutAsync();
            // A form that was posted cannot be posted again after sign-in: go back to the page that showed it.
            var back = HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString : new Uri(http.Request.Headers.Referer.FirstOrDefault() ?? "/", UriKind.RelativeOrAbsolute) is { IsAbsoluteUri: true } referer ? referer.PathAndQuery : "/";
            http.Response.Redirect("/sign-in?returnUrl=" + Uri.EscapeDataString(LocalAddress.Or(back)));
        }
        catch (CommerceApiException e) when (e.Problem.Status == 404 && !http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Response.StatusCode = 404;
        }
        catch (NoWorkspaceException) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Response.Redirect("/account");
        }
    }
}
