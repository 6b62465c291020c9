using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CommerceOS.ServiceDefaults;

/// <summary>
/// Writes RFC 9457 bodies with <c>code</c> and <c>traceId</c>. The framework's writer refuses when Accept names no JSON,
/// and the caller would get an empty answer: an API's error is JSON whatever was asked for.
/// </summary>
internal sealed class ProblemWriter(
    IHostEnvironment environment, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json, IOptions<ProblemDetailsOptions> problems) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var problem = context.ProblemDetails;
        var status = problem.Status ??= http.Response.StatusCode;
        problem.Title ??= ReasonPhrases.GetReasonPhrase(status);
        if ((context.Exception ?? http.Features.Get<IExceptionHandlerFeature>()?.Error) is { } exception)
            Explain(problem, exception);
        problem.Extensions.TryAdd(ProblemCodes.CodeMember, ProblemCodes.ForStatus(status));
        problem.Extensions[ProblemCodes.TraceIdMember] = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        problems.Value.CustomizeProblemDetails?.Invoke(context);

        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(
            problem, problem.GetType(), json.Value.SerializerOptions, "application/problem+json", http.RequestAborted);
    }

    private void Explain(ProblemDetails problem, Exception exception)
    {
        if (exception is BadHttpRequestException badRequest)
            problem.Detail ??= BadRequestDetail(badRequest);
        else if (environment.IsDevelopment())
            problem.Detail ??= exception.ToString();
        else
            problem.Detail ??= "Something failed on our side. Quote the traceId when you report it.";
    }

    private static string BadRequestDetail(BadHttpRequestException exception) => exception.InnerException is JsonException json
        ? FormattableString.Invariant(
            $"The JSON body cannot be read at {json.Path ?? "$"} (line {json.LineNumber + 1}): a value of the documented type was expected.")
        : exception.Message;
}
