using CommerceOS.Data;
using CommerceOS.Domain;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.ApiService.Edge;

/// <summary>
/// Enforces the endpoint's <see cref="AccessRule"/> before its body is read, and enters the workspace of the path. Somebody
/// else's workspace answers like one that does not exist.
/// </summary>
internal sealed class AccessMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, Caller caller, WorkspaceScope scope, CommerceDbContext database)
    {
        // What is no RouteEndpoint is the framework's own answer to a wrong method or content type: it gives nothing away.
        if (http.GetEndpoint() is not RouteEndpoint endpoint || !http.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal))
        {
            await next(http);
            return;
        }
        var rule = endpoint.Metadata.GetMetadata<AccessRule>()
            ?? throw new InvalidOperationException($"{endpoint.DisplayName} states no access rule: add ForStrangers, ForAccounts or ForMembers where it is mapped.");
        if (await RefuseAsync(rule, http, caller, scope, database) is { } refusal) await refusal.ExecuteAsync(http);
        else await next(http);
    }

    private static async Task<IResult?> RefuseAsync(AccessRule rule, HttpContext http, Caller caller, WorkspaceScope scope, CommerceDbContext database)
    {
        var signedIn = caller.TrySignIn(http.User);
        if (rule.Access == Access.Stranger) return null;
        if (!signedIn)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return ApiErrors.SignInNeeded();
        }
        if (rule.Access == Access.Account) return null;

        if (!Guid.TryParse(http.GetRouteValue("workspaceId") as string, out var id)) return ApiErrors.NotFound("workspace");
        var workspace = new WorkspaceId(id);
        var role = await database.Members.Where(m => m.WorkspaceId == workspace && m.AccountId == caller.AccountId).Select(m => (Domain.Accounts.Role?)m.Role)
            .SingleOrDefaultAsync(http.RequestAborted);
        if (role is null) return ApiErrors.NotFound("workspace");
        if (role < rule.Role) return ApiErrors.RoleTooLow(rule.Role!.Value.ToString().ToLowerInvariant());
        scope.Enter(workspace);
        caller.Enter(workspace, role.Value);
        return null;
    }
}
