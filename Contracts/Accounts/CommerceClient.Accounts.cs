using CommerceOS.Contracts.Accounts;

namespace CommerceOS.Contracts;

public sealed partial class CommerceClient
{
    public Task<SessionTokenDto> SignUpAsync(SignUpRequest request, CancellationToken cancellationToken) => PostAsync<SessionTokenDto>("v1/accounts", request, cancellationToken);

    public Task ConfirmEmailAsync(string token, CancellationToken cancellationToken) => PostAsync("v1/accounts/confirm", new ConfirmEmailRequest(token), cancellationToken);

    public Task SendConfirmationMailAsync(CancellationToken cancellationToken) => PostAsync("v1/account/confirmation-mails", null, cancellationToken);

    /// <summary>Answers the same whether the address is known or not.</summary>
    public Task RequestPasswordResetAsync(string email, CancellationToken cancellationToken) => PostAsync("v1/accounts/password-resets", new EmailRequest(email), cancellationToken);

    public Task ResetPasswordAsync(ResetPasswordRequest request, CancellationToken cancellationToken) => PostAsync("v1/accounts/password-resets/complete", request, cancellationToken);

    public Task<SessionTokenDto> SignInAsync(SignInRequest request, CancellationToken cancellationToken) => PostAsync<SessionTokenDto>("v1/sessions", request, cancellationToken);

    public Task SignOutAsync(CancellationToken cancellationToken) => DeleteAsync("v1/sessions/current", cancellationToken);

    public Task SignOutEverywhereAsync(CancellationToken cancellationToken) => DeleteAsync("v1/sessions", cancellationToken);

    public Task<Page<SessionDto>> GetSessionsAsync(CancellationToken cancellationToken) => GetAsync<Page<SessionDto>>("v1/sessions", cancellationToken);

    public Task EndSessionAsync(Guid sessionId, CancellationToken cancellationToken) => DeleteAsync($"v1/sessions/{sessionId}", cancellationToken);

    public Task<AccountDto> GetAccountAsync(CancellationToken cancellationToken) => GetAsync<AccountDto>("v1/account", cancellationToken);

    public Task<AccountDto> UpdateAccountAsync(UpdateAccountRequest request, CancellationToken cancellationToken) =>
        ReadAsync<AccountDto>(Request(HttpMethod.Patch, "v1/account", request), cancellationToken);

    /// <summary>Ends every other session.</summary>
    public Task ChangePasswordAsync(ChangePasswordRequest request, CancellationToken cancellationToken) => PostAsync("v1/account/password", request, cancellationToken);

    public Task<WorkspaceDto> GetWorkspaceAsync(Guid workspaceId, CancellationToken cancellationToken) => GetAsync<WorkspaceDto>($"v1/workspaces/{workspaceId}", cancellationToken);

    public Task<WorkspaceDto> UpdateWorkspaceAsync(Guid workspaceId, UpdateWorkspaceRequest request, CancellationToken cancellationToken) =>
        ReadAsync<WorkspaceDto>(Request(HttpMethod.Patch, $"v1/workspaces/{workspaceId}", request), cancellationToken);

    public Task<WorkspaceSummaryDto> GetSummaryAsync(Guid workspaceId, CancellationToken cancellationToken) =>
        GetAsync<WorkspaceSummaryDto>($"v1/workspaces/{workspaceId}/summary", cancellationToken);

    public Task<Page<MemberDto>> GetMembersAsync(Guid workspaceId, CancellationToken cancellationToken) =>
        GetAsync<Page<MemberDto>>($"v1/workspaces/{workspaceId}/members", cancellationToken);

    public Task<MemberDto> UpdateMemberAsync(Guid workspaceId, Guid accountId, UpdateMemberRequest request, CancellationToken cancellationToken) =>
        ReadAsync<MemberDto>(Request(HttpMethod.Patch, $"v1/workspaces/{workspaceId}/members/{accountId}", request), cancellationToken);

    public Task RemoveMemberAsync(Guid workspaceId, Guid accountId, CancellationToken cancellationToken) =>
        DeleteAsync($"v1/workspaces/{workspaceId}/members/{accountId}", cancellationToken);

    public Task<Page<InvitationDto>> GetInvitationsAsync(Guid workspaceId, CancellationToken cancellationToken) =>
        GetAsync<Page<InvitationDto>>($"v1/workspaces/{workspaceId}/invitations", cancellationToken);

    public Task<InvitationDto> InviteAsync(Guid workspaceId, InviteRequest request, CancellationToken cancellationToken) =>
        PostAsync<InvitationDto>($"v1/workspaces/{workspaceId}/invitations", request, cancellationToken);

    public Task RevokeInvitationAsync(Guid workspaceId, Guid invitationId, CancellationToken cancellationToken) =>
        DeleteAsync($"v1/workspaces/{workspaceId}/invitations/{invitationId}", cancellationToken);

    public Task<MembershipDto> AcceptInvitationAsync(string token, CancellationToken cancellationToken) =>
        PostAsync<MembershipDto>("v1/invitations/accept", new AcceptInvitationRequest(token), cancellationToken);
}
