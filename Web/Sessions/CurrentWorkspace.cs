using CommerceOS.Contracts;
using CommerceOS.Contracts.Accounts;

namespace CommerceOS.Web.Sessions;

/// <summary>Who asks and in which workspace: loaded once a request, and only when a page needs it.</summary>
internal sealed class CurrentWorkspace(CommerceClient api, IHttpContextAccessor http)
{
    /// <summary>Holds the id of the workspace that was chosen last; the first membership counts without it.</summary>
    public const string Cookie = "ws";

    private Task<AccountDto>? _account;
    private Task<WorkspaceSummaryDto>? _summary;

    private CancellationToken Aborted => http.HttpContext?.RequestAborted ?? CancellationToken.None;

    public Task<AccountDto> AccountAsync() => _account ??= api.GetAccountAsync(Aborted);

    public async Task<MembershipDto?> FindAsync()
    {
        var memberships = (await AccountAsync()).Memberships;
        return Guid.TryParse(http.HttpContext?.Request.Cookies[Cookie], out var wished) && memberships.FirstOrDefault(m => m.WorkspaceId == wished) is { } chosen
            ? chosen
            : memberships is [var first, ..] ? first : null;
    }

    /// <exception cref="NoWorkspaceException">The account is a member of none (any more).</exception>
    public async Task<MembershipDto> MembershipAsync() => await FindAsync() ?? throw new NoWorkspaceException();

    public async Task<Guid> IdAsync() => (await MembershipAsync()).WorkspaceId;

    public async Task<bool> CanEditAsync() => (await MembershipAsync()).Role is not Role.Viewer;

    public Task<WorkspaceSummaryDto> SummaryAsync() => _summary ??= LoadSummaryAsync();

    private async Task<WorkspaceSummaryDto> LoadSummaryAsync() => await api.GetSummaryAsync(await IdAsync(), Aborted);
}

internal sealed class NoWorkspaceException() : Exception("The account is a member of no workspace.");
