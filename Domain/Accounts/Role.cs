namespace CommerceOS.Domain.Accounts;

/// <summary>What a member may do. Higher includes lower.</summary>
public enum Role
{
    /// <summary>Reads everything in the workspace.</summary>
    Viewer = 0,

    /// <summary>Works on products, generations, reviews and publications.</summary>
    Editor = 1,

    /// <summary>Also manages members and the workspace itself.</summary>
    Owner = 2,
}
