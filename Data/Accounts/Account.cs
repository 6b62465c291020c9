using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;
using Microsoft.AspNetCore.Identity;

namespace CommerceOS.Data.Accounts;

/// <summary>A person. Content never refers to one directly: it is keyed by workspace.</summary>
public sealed class Account : IdentityUser<Guid>
{
    public AccountId AccountId => new(Id);

    /// <summary><c>en</c> or <c>zh-Hans</c>.</summary>
    public required string Language { get; set; }

    /// <summary>When the person stated to be of age.</summary>
    public required DateTimeOffset AdultSince { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

public sealed class Workspace
{
    public required WorkspaceId Id { get; init; }

    public required string Name { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

public sealed class Member
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required AccountId AccountId { get; init; }

    public required Role Role { get; set; }

    public required DateTimeOffset Since { get; init; }

    public Workspace? Workspace { get; init; }
}

/// <summary>One signed-in device. The token itself is shown once; only its SHA-256 is kept.</summary>
public sealed class Session
{
    public required Guid Id { get; init; }

    public required AccountId AccountId { get; init; }

    public required byte[] TokenHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Browser and system in words; the user agent itself is not kept.</summary>
    public string? Device { get; init; }
}

public enum AccountTokenPurpose { ConfirmEmail, ResetPassword }

/// <summary>A single-use token that went out by mail. Only its SHA-256 is kept.</summary>
public sealed class AccountToken
{
    public required Guid Id { get; init; }

    public required AccountId AccountId { get; init; }

    public required AccountTokenPurpose Purpose { get; init; }

    public required byte[] TokenHash { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}

public sealed class Invitation
{
    public required Guid Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required string Email { get; init; }

    public required Role Role { get; init; }

    public required AccountId InvitedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Set when the mail is sent: until then the invitation cannot be accepted.</summary>
    public byte[]? TokenHash { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }
}
