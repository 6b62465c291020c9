using CommerceOS.Contracts;
using CommerceOS.Web.Localization;
using CommerceOS.Web.Sessions;
using Microsoft.AspNetCore.Antiforgery;

namespace CommerceOS.Web.Forms;

/// <summary>Acts without fields of their own: a form posts, the act happens, the browser goes on to the next page with a toast.</summary>
internal static class PostEndpoints
{
    private const int MostSentences = 3;

    /// <summary>Every endpoint below checks the antiforgery token and turns a refusal of the API into a toast on the page before.</summary>
    public static RouteGroupBuilder MapActs(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("");
        group.AddEndpointFilter(CheckTokenAsync).AddEndpointFilter(RefusalToToastAsync);
        return group;
    }

    private static async ValueTask<object?> CheckTokenAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)) return await next(context);
        // Most often a page that stayed open over a sign-out: show a fresh one.
        return Results.Redirect(Back(http));
    }

    private static async ValueTask<object?> RefusalToToastAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            return await next(context);
        }
        catch (CommerceApiException e) when (e.Problem.Status is >= 400 and < 500 and not (401 or 404))
        {
            var texts = http.RequestServices.GetRequiredService<Texts>();
            // What is wrong with which field, where the API said so: there is no form any more that could.
            var wrong = new FormErrors(e.Problem, texts).All.Select(error => error.Message).Distinct().Take(MostSentences).ToList();
            http.RequestServices.GetRequiredService<Toasts>().ShowProblem(e.Problem.Code, wrong.Count > 0 ? string.Join(' ', wrong) : ProblemWords.Of(e.Problem, texts));
            return Results.Redirect(Back(http));
        }
    }

    /// <summary>The page that the form was on.</summary>
    public static string Back(HttpContext http, string otherwise = "/") =>
        Uri.TryCreate(http.Request.Headers.Referer.FirstOrDefault(), UriKind.Absolute, out var page) && page.Authority == http.Request.Host.Value
            ? LocalAddress.Or(page.PathAndQuery, otherwise)
            : otherwise;
}
