using Microsoft.OpenApi;

namespace CommerceOS.ApiService.Edge;

/// <summary>The OpenAPI 3.1 document at <c>/openapi/v1.json</c>.</summary>
internal static class ApiDocument
{
    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "CommerceOS API", Version = "v1",
                Description = "From product photos and facts to reviewed pictures, copy and listing packages. Sign in for a bearer token; errors are problem details (RFC 9457) with a stable code.",
            };
            // The address differs from one installation to the next: it is the one that this document came from.
            document.Servers = [];
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The accessToken of POST /v1/sessions." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var rule = context.Description.ActionDescriptor.EndpointMetadata.OfType<AccessRule>().LastOrDefault();
            if (rule is null) return Task.CompletedTask;
            if (rule.Access != Access.Stranger) operation.Security = [new() { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
            operation.Description = rule switch
            {
                { Access: Access.Stranger } => "Open to everybody.",
                { Access: Access.Account } => "For everybody who is signed in.",
                { Role: { } role } => $"For members of the workspace with the role {role.ToString().ToLowerInvariant()} or higher.",
                _ => operation.Description,
            };
            return Task.CompletedTask;
        });
    });

    public static void MapApiDocument(this WebApplication app) => app.MapOpenApi("/openapi/{documentName}.json");
}
