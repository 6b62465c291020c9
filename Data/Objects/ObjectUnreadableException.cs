namespace CommerceOS.Data.Objects;

/// <summary>Why an encrypted object cannot be read.</summary>
public enum UnreadableReason
{
    /// <summary>The workspace's key was destroyed (erasure): nobody can ever read it.</summary>
    KeyDestroyed,

    /// <summary>The bytes are not what was stored under this key for this workspace: cut, changed, moved or swapped.</summary>
    Damaged,
}

/// <summary>An object is there but its content is not to be had. Never confuse it with an object that does not exist.</summary>
public sealed class ObjectUnreadableException(ObjectKey key, UnreadableReason reason, Exception? inner = null)
    : IOException($"object {key} cannot be read: {(reason == UnreadableReason.KeyDestroyed ? "its workspace's key was destroyed" : "its bytes are not those that were stored")}", inner)
{
    public UnreadableReason Reason { get; } = reason;
}
