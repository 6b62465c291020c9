namespace CommerceOS.ApiService.Accounts;

internal static class AccountMapping
{
    public static Contracts.Accounts.Role ToDto(this Domain.Accounts.Role role) => role switch
    {
        Domain.Accounts.Role.Viewer => Contracts.Accounts.Role.Viewer,
        Domain.Accounts.Role.Editor => Contracts.Accounts.Role.Editor,
        Domain.Accounts.Role.Owner => Contracts.Accounts.Role.Owner,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "unknown role"),
    };

    public static Domain.Accounts.Role ToDomain(this Contracts.Accounts.Role role) => role switch
    {
        Contracts.Accounts.Role.Viewer => Domain.Accounts.Role.Viewer,
        Contracts.Accounts.Role.Editor => Domain.Accounts.Role.Editor,
        Contracts.Accounts.Role.Owner => Domain.Accounts.Role.Owner,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "unknown role"),
    };
}
