using CommerceOS.Domain.Accounts;

namespace CommerceOS.ApiService.Edge;

/// <summary>Who may call an endpoint. Every endpoint states one; a test fails for those that do not, and the API refuses to serve them.</summary>
internal sealed record AccessRule(Access Access, Role? Role = null);

internal enum Access
{
    /// <summary>Anybody.</summary>
    Stranger,

    /// <summary>Anybody who is signed in.</summary>
    Account,

    /// <summary>A member of the workspace in the path, with at least the role of the rule.</summary>
    Member,
}

internal static class AccessRules
{
    public static TBuilder ForStrangers<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new AccessRule(Access.Stranger));

    public static TBuilder ForAccounts<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new AccessRule(Access.Account));

    public static TBuilder ForMembers<TBuilder>(this TBuilder builder, Role role) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new AccessRule(Access.Member, role));
}
