namespace CommerceOS.Data.Objects;

/// <summary>A workspace's key, ready for use: 32 bytes for AES-256. Never logged, never stored like this.</summary>
public sealed class DataKey
{
    internal const int SizeBytes = 32;

    internal DataKey(Guid id, byte[] secret) => (Id, Secret) = (id, secret);

    /// <summary>Stored in the clear with every object, so that one encrypted under another key is told from a damaged one.</summary>
    public Guid Id { get; }

    internal byte[] Secret { get; }
}

/// <summary>A workspace's key as it is stored: encrypted under the master key named <c>MasterKeyId</c> (at most 50 characters); <c>Wrapped</c> is 60 bytes.</summary>
public sealed record WrappedDataKey(Guid WorkspaceId, Guid KeyId, string MasterKeyId, byte[] Wrapped);

/// <summary>
/// Keeps wrapped keys, one for each workspace. Deleting one is the erasure of everything that the workspace stored, so copies of the
/// table must not outlive the period that was promised for backups.
/// </summary>
public interface IDataKeyStore
{
    Task<WrappedDataKey?> FindAsync(Guid workspaceId, CancellationToken cancellationToken);

    /// <summary>
    /// Inserts the key unless the workspace has one, and returns the one that is stored. Has to fail when the workspace does not exist or was
    /// erased: otherwise a late write would give it a new key.
    /// </summary>
    Task<WrappedDataKey> InsertIfAbsentAsync(WrappedDataKey key, CancellationToken cancellationToken);

    /// <summary>Puts the same key, wrapped anew, in the place of what was read. False: it is not there any more, so nothing was changed.</summary>
    Task<bool> ReplaceAsync(WrappedDataKey read, WrappedDataKey anew, CancellationToken cancellationToken);

    /// <summary>Deletes the workspace's key. No error when there is none.</summary>
    Task DeleteAsync(Guid workspaceId, CancellationToken cancellationToken);
}
