using System.Security.Claims;
using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;

namespace CommerceOS.ApiService.Edge;

/// <summary>Who calls: filled by authentication and the access check, before any handler runs.</summary>
internal sealed class Caller
{
    internal const string AccountClaim = "account";
    internal const string SessionClaim = "session";

    private AccountId? _account;

    public AccountId AccountId => _account ?? throw new InvalidOperationException("This endpoint is open to strangers: it has no caller.");

    public Guid SessionId { get; private set; }

    /// <summary>The role in the workspace of the path; null outside workspaces.</summary>
    public Role? Role { get; private set; }

    public WorkspaceId WorkspaceId { get; private set; }

    internal bool TrySignIn(ClaimsPrincipal principal)
    {
        if (!Guid.TryParse(principal.FindFirstValue(AccountClaim), out var account) || !Guid.TryParse(principal.FindFirstValue(SessionClaim), out var session)) return false;
        _account = new(account);
        SessionId = session;
        return true;
    }

    internal void Enter(WorkspaceId workspace, Role role) => (WorkspaceId, Role) = (workspace, role);
}
