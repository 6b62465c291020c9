using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CommerceOS.ServiceDefaults;

/// <summary>Problem bodies for an HTTP API. Web does not use them: it has pages of its own.</summary>
public static class ProblemResponses
{
    /// <summary>
    /// Every error gets a body by RFC 9457 with a stable <c>code</c> and a <c>traceId</c>. Requests that cannot be bound
    /// say what was wrong with them; an unexpected exception is 500 <c>internal_error</c>, with details in Development only.
    /// </summary>
    public static TBuilder AddProblemResponses<TBuilder>(this TBuilder builder) where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        builder.Services.AddProblemDetails();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.Configure<ExceptionHandlerOptions>(options =>
        {
            options.StatusCodeSelector = exception =>
                exception is BadHttpRequestException badRequest ? badRequest.StatusCode : StatusCodes.Status500InternalServerError;
            // The caller's mistake is no error of ours: keep it out of the error log.
            options.SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException;
        });
        return builder;
    }

    /// <summary>Call first, before authentication: exceptions and bodyless error statuses become problem bodies.</summary>
    public static WebApplication UseProblemResponses(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        return app;
    }
}
