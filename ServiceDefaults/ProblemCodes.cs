using System.Net;
using Microsoft.AspNetCore.Http;

namespace CommerceOS.ServiceDefaults;

/// <summary>The stable <c>code</c> of problems that have nothing but an HTTP status to go by.</summary>
public static class ProblemCodes
{
    public const string InternalError = "internal_error";

    /// <summary>The extension members of a problem body that every CommerceOS API answers with.</summary>
    public const string CodeMember = "code";
    public const string TraceIdMember = "traceId";

    public static string ForStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "bad_request",
        StatusCodes.Status401Unauthorized => "unauthenticated",
        StatusCodes.Status402PaymentRequired => "payment_required",
        StatusCodes.Status403Forbidden => "forbidden",
        StatusCodes.Status404NotFound => "not_found",
        StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
        StatusCodes.Status406NotAcceptable => "not_acceptable",
        StatusCodes.Status409Conflict => "conflict",
        StatusCodes.Status410Gone => "gone",
        StatusCodes.Status412PreconditionFailed => "precondition_failed",
        StatusCodes.Status413PayloadTooLarge => "payload_too_large",
        StatusCodes.Status415UnsupportedMediaType => "unsupported_media_type",
        StatusCodes.Status422UnprocessableEntity => "unprocessable",
        StatusCodes.Status428PreconditionRequired => "precondition_required",
        StatusCodes.Status429TooManyRequests => "rate_limited",
        StatusCodes.Status431RequestHeaderFieldsTooLarge => "headers_too_large",
        StatusCodes.Status503ServiceUnavailable => "unavailable",
        >= (int)HttpStatusCode.InternalServerError => InternalError,
        _ => "request_failed",
    };
}
