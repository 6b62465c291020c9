using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CommerceOS.ApiService.Edge;

/// <summary>The OpenAPI document as a page that people read: <c>/docs</c>. No script, no request to anybody else.</summary>
internal static class ApiReference
{
    public static void MapApiReference(this WebApplication app) => app.MapGet("/docs", async (HttpContext http, CancellationToken cancellationToken) =>
    {
        var document = await http.RequestServices.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1").GetOpenApiDocumentAsync(cancellationToken);
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        return Results.Content(Write(document), "text/html; charset=utf-8");
    }).ExcludeFromDescription();

    private static string Write(OpenApiDocument document)
    {
        var html = new StringBuilder($$"""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{E(document.Info.Title)}}</title><style>
            :root{color-scheme:light dark}body{font:14px/22px Inter,system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1.5rem}h1{font-size:22px}h2{font-size:18px;margin-top:2rem}
            code{font:13px ui-monospace,monospace}details{border-top:1px solid #8884;padding:.5rem 0}summary{cursor:pointer}table{border-collapse:collapse;margin:.5rem 0}td{padding:.1rem 1rem .1rem 0;vertical-align:top}
            .m{display:inline-block;width:4.5rem;font-weight:600}.s{opacity:.75}</style></head><body>
            <h1>{{E(document.Info.Title)}}</h1><p>{{E(document.Info.Description)}}</p><p>The same for programs: <a href="/openapi/v1.json">/openapi/v1.json</a> (OpenAPI 3.1).</p>
            """);
        var operations = document.Paths.SelectMany(p => p.Value.Operations ?? [], (p, o) => (Path: p.Key, Method: o.Key.Method, Operation: o.Value));
        foreach (var group in operations.GroupBy(o => o.Operation.Tags?.FirstOrDefault()?.Name ?? "Other"))
        {
            html.Append(CultureInfo.InvariantCulture, $"<h2>{E(group.Key)}</h2>");
            foreach (var (path, method, operation) in group) Write(html, path, method, operation);
        }
        html.Append("<h2>Shapes</h2>");
        foreach (var (name, schema) in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
        {
            html.Append(CultureInfo.InvariantCulture, $"<details id=\"{E(name)}\"><summary><code>{E(name)}</code></summary><table>");
            foreach (var (property, type) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>()) html.Append(CultureInfo.InvariantCulture, $"<tr><td><code>{E(property)}</code></td><td>{Type(type)}</td></tr>");
            if (schema.Enum is { Count: > 0 } names) html.Append(CultureInfo.InvariantCulture, $"<tr><td>one of</td><td><code>{E(string.Join(", ", names.Select(n => n.ToString())))}</code></td></tr>");
            html.Append("</table></details>");
        }
        return html.Append("</body></html>").ToString();
    }

    private static void Write(StringBuilder html, string path, string method, OpenApiOperation operation)
    {
        html.Append(CultureInfo.InvariantCulture, $"<details id=\"{E(operation.OperationId)}\"><summary><span class=\"m\">{E(method)}</span><code>{E(path)}</code> <span class=\"s\">{E(operation.Summary)}</span></summary><p>{E(operation.Description)}</p><table>");
        foreach (var parameter in operation.Parameters ?? []) html.Append(CultureInfo.InvariantCulture, $"<tr><td><code>{E(parameter.Name)}</code></td><td>{E(parameter.In?.ToString().ToLowerInvariant())}</td><td>{Type(parameter.Schema)}</td></tr>");
        foreach (var (contentType, body) in operation.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>()) html.Append(CultureInfo.InvariantCulture, $"<tr><td>body</td><td><code>{E(contentType)}</code></td><td>{Type(body.Schema)}</td></tr>");
        foreach (var (status, response) in operation.Responses ?? [])
        {
            var content = (response.Content ?? new Dictionary<string, OpenApiMediaType>()).FirstOrDefault();
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{E(status)}</td><td><code>{E(content.Key)}</code></td><td>{Type(content.Value?.Schema)}</td></tr>");
        }
        html.Append("</table></details>");
    }

    private static string Type(IOpenApiSchema? schema) => schema switch
    {
        null => "",
        OpenApiSchemaReference { Reference.Id: { } id } => $"<a href=\"#{E(id)}\">{E(id)}</a>",
        { Items: { } items } => Type(items) + "[]",
        { OneOf: { Count: > 0 } choices } => string.Join(" or ", choices.Select(Type)),
        _ => E(string.Join(" ", new[] { schema.Type?.ToString().ToLowerInvariant(), schema.Format }.OfType<string>())),
    };

    private static string E(string? text) => WebUtility.HtmlEncode(text ?? "");
}
