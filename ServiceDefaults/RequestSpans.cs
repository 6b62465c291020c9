using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace CommerceOS.ServiceDefaults;

/// <summary>
/// Names server spans after their route and records method and status: .NET 10 leaves them bare without the
/// instrumentation package. The path and query are left out on purpose: they can carry one-time tokens.
/// </summary>
internal sealed class RequestSpans(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var span = context.Features.Get<IHttpActivityFeature>()?.Activity;
        if (span is not { IsAllDataRequested: true })
        {
            await next(context);
            return;
        }

        if (HealthEndpoints.IsHealthPath(context.Request.Path))
        {
            // Probes come every few seconds and would bury everything else.
            span.IsAllDataRequested = false;
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            await next(context);
            return;
        }

        var failed = true;
        try
        {
            await next(context);
            failed = false;
        }
        finally
        {
            Describe(span, context, failed);
        }
    }

    private static void Describe(Activity span, HttpContext context, bool failed)
    {
        var method = context.Request.Method;
        var exceptionFeature = context.Features.Get<IExceptionHandlerFeature>();
        // The exception handler clears the endpoint before it writes the answer.
        var endpoint = exceptionFeature?.Endpoint ?? context.GetEndpoint();
        var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText;
        var status = failed && !context.Response.HasStarted ? StatusCodes.Status500InternalServerError : context.Response.StatusCode;

        span.DisplayName = route is null ? method : $"{method} {route}";
        span.SetTag("http.request.method", method);
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", status);
        span.SetTag("url.scheme", context.Request.Scheme);
        if (failed || status >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
            span.SetTag("error.type", exceptionFeature?.Error.GetType().FullName ?? FormattableString.Invariant($"{status}"));
        }
    }
}

/// <summary>Puts <see cref="RequestSpans"/> before everything else, exception handlers included.</summary>
internal sealed class RequestSpansFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<RequestSpans>();
        next(app);
    };
}
