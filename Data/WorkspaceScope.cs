using CommerceOS.Domain;

namespace CommerceOS.Data;

/// <summary>
/// The workspace that this request or job works for. Set once, before any content is read or written; without it every
/// content query sees nothing and every content write is refused, by query filter and by row-level security.
/// </summary>
public sealed class WorkspaceScope
{
    public WorkspaceId? Current { get; private set; }

    /// <exception cref="InvalidOperationException">Another workspace was entered before: a scope never crosses tenants.</exception>
    public void Enter(WorkspaceId workspace)
    {
        if (Current is { } other && other != workspace) throw new InvalidOperationException("This scope already works for another workspace.");
        Current = workspace;
    }
}
