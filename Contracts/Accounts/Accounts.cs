namespace CommerceOS.Contracts.Accounts;

/// <summary>What a member may do: an owner everything, an editor all work on content, a viewer reads.</summary>
public enum Role { Viewer, Editor, Owner }

/// <param name="Email">Receives the confirmation mail; at most 254 characters.</param>
/// <param name="Password">10 to 128 characters, not one of the commonly used passwords.</param>
/// <param name="WorkspaceName">1 to 80 characters; the merchant's shop or company.</param>
/// <param name="Language"><c>en</c> or <c>zh-Hans</c>: the language of pages and mail.</param>
/// <param name="IsAdult">The person states to be 18 or older; sign-up is refused otherwise.</param>
public sealed record SignUpRequest(string Email, string Password, string WorkspaceName, string Language, bool IsAdult);

public sealed record SignInRequest(string Email, string Password);

/// <param name="AccessToken">Opaque bearer token; shown once, stored only as a hash.</param>
public sealed record SessionTokenDto(string AccessToken, DateTimeOffset ExpiresAt, AccountDto Account);

public sealed record AccountDto(Guid Id, string Email, bool EmailConfirmed, string Language, IReadOnlyList<MembershipDto> Memberships);

public sealed record MembershipDto(Guid WorkspaceId, string WorkspaceName, Role Role);

/// <param name="Device">Browser and system in words, derived from the user agent at sign-in; null for other clients.</param>
public sealed record SessionDto(Guid Id, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, DateTimeOffset ExpiresAt, string? Device, bool Current);

public sealed record EmailRequest(string Email);

public sealed record ConfirmEmailRequest(string Token);

public sealed record ResetPasswordRequest(string Token, string NewPassword);

public sealed record ChangePasswordRequest(string CurrentPassword, string NewPassword);

public sealed record UpdateAccountRequest(string Language);

public sealed record WorkspaceDto(Guid Id, string Name, Role YourRole, DateTimeOffset CreatedAt);

public sealed record UpdateWorkspaceRequest(string Name);

public sealed record MemberDto(Guid AccountId, string Email, Role Role, DateTimeOffset Since, bool You);

public sealed record UpdateMemberRequest(Role Role);

public sealed record InviteRequest(string Email, Role Role);

public sealed record InvitationDto(Guid Id, string Email, Role Role, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>Accepting needs to be signed in with the invited e-mail address.</summary>
public sealed record AcceptInvitationRequest(string Token);

/// <summary>What the home page shows: what waits for a person, and the newcomer's checklist.</summary>
public sealed record WorkspaceSummaryDto(
    int Products, int Photos, int PicturesToReview, int CopyToReview, int Approved, int Running, int Failed, int Publications, bool EmailConfirmed);
