using System.Text.Json.Serialization;

namespace CommerceOS.Contracts;

/// <summary>A problem as the API describes it (RFC 9457). <see cref="Code"/> is stable; texts may change.</summary>
/// <param name="Errors">By field (camelCase): what was expected and what came. Only with code <c>invalid_input</c>.</param>
public sealed record ApiProblem(
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("detail")] string? Detail,
    [property: JsonPropertyName("errors")] IReadOnlyDictionary<string, FieldProblem[]>? Errors = null,
    [property: JsonPropertyName("traceId")] string? TraceId = null);

/// <summary>What is wrong with one field. <see cref="Code"/> is stable, for example <c>required</c>, <c>too_long</c>, <c>not_a_gtin</c>.</summary>
/// <param name="Arguments">Figures that belong into a translated message, for example the limit and what came.</param>
public sealed record FieldProblem(string Code, string Message, IReadOnlyDictionary<string, string>? Arguments = null);

/// <summary>The API answered with a problem.</summary>
public sealed class CommerceApiException(ApiProblem problem) : Exception($"{problem.Status} {problem.Code}: {problem.Detail ?? problem.Title}")
{
    public ApiProblem Problem { get; } = problem;
}
