using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace CommerceOS.Data.Objects;

/// <summary>Makes, unwraps and destroys the workspaces' keys. One instance for each process; safe for concurrent use.</summary>
public sealed class DataKeys(IDataKeyStore store, IOptions<MasterKeyOptions> options, TimeProvider time)
{
    private const int NonceSizeBytes = 12;
    private const int TagSizeBytes = 16;

    private readonly ConcurrentDictionary<Guid, (DataKey Key, long At)> cache = [];

    /// <summary>The workspace's key, or null when it has none: nothing was stored yet, or it was destroyed.</summary>
    /// <exception cref="CryptographicException">The stored key is not what this master key wrapped for this workspace.</exception>
    public async Task<DataKey?> FindAsync(Guid workspaceId, CancellationToken cancellationToken)
    {
        if (cache.TryGetValue(workspaceId, out var cached) && time.GetElapsedTime(cached.At) < options.Value.CacheFor) return cached.Key;

        // Before the store is asked: an erasure meanwhile must not leave a key here for longer than it would have been.
        var at = time.GetTimestamp();
        var wrapped = await store.FindAsync(workspaceId, cancellationToken);
        if (wrapped is null)
        {
            cache.TryRemove(workspaceId, out _);
            return null;
        }

        return Remember(wrapped, at);
    }

    /// <summary>The workspace's key, made and stored when it has none.</summary>
    /// <exception cref="CryptographicException">The stored key is not what this master key wrapped for this workspace.</exception>
    public async Task<DataKey> GetOrCreateAsync(Guid workspaceId, CancellationToken cancellationToken)
    {
        if (await FindAsync(workspaceId, cancellationToken) is { } key) return key;
        var at = time.GetTimestamp();
        var made = Wrap(workspaceId, new(Guid.CreateVersion7(time.GetUtcNow()), RandomNumberGenerator.GetBytes(DataKey.SizeBytes)));
        return Remember(await store.InsertIfAbsentAsync(made, cancellationToken), at);
    }

    /// <summary>Wraps the workspace's key under the current master key where another one wraps it. The key stays the same, so readers notice nothing. False: there was nothing to do.</summary>
    /// <exception cref="CryptographicException">The stored key is not what its master key wrapped for this workspace.</exception>
    public async Task<bool> RewrapAsync(Guid workspaceId, CancellationToken cancellationToken)
    {
        var wrapped = await store.FindAsync(workspaceId, cancellationToken);
        return wrapped is not null && wrapped.MasterKeyId != options.Value.CurrentId && await store.ReplaceAsync(wrapped, Wrap(workspaceId, Unwrap(wrapped)), cancellationToken);
    }

    /// <summary>Destroys the workspace's key: all it ever stored is unreadable, here at once, in other processes after <see cref="MasterKeyOptions.CacheFor"/>, and in every backup.</summary>
    public async Task EraseAsync(Guid workspaceId, CancellationToken cancellationToken)
    {
        await store.DeleteAsync(workspaceId, cancellationToken);
        cache.TryRemove(workspaceId, out _);
    }

    private DataKey Remember(WrappedDataKey wrapped, long at)
    {
        var key = Unwrap(wrapped);
        if (options.Value.CacheFor > TimeSpan.Zero) cache[wrapped.WorkspaceId] = (key, at);
        return key;
    }

    private WrappedDataKey Wrap(Guid workspaceId, DataKey key)
    {
        var masterKeyId = options.Value.CurrentId;
        var wrapped = new byte[NonceSizeBytes + DataKey.SizeBytes + TagSizeBytes];
        var nonce = wrapped.AsSpan(0, NonceSizeBytes);
        RandomNumberGenerator.Fill(nonce);
        using var master = new AesGcm(options.Value.Secret(masterKeyId), TagSizeBytes);
        master.Encrypt(nonce, key.Secret, wrapped.AsSpan(NonceSizeBytes, DataKey.SizeBytes), wrapped.AsSpan(NonceSizeBytes + DataKey.SizeBytes), Purpose(workspaceId, key.Id));
        return new(workspaceId, key.Id, masterKeyId, wrapped);
    }

    private DataKey Unwrap(WrappedDataKey stored)
    {
        if (stored.Wrapped.Length != NonceSizeBytes + DataKey.SizeBytes + TagSizeBytes) throw new CryptographicException("a wrapped data key has 60 bytes");
        var wrapped = stored.Wrapped.AsSpan();
        var secret = new byte[DataKey.SizeBytes];
        using var master = new AesGcm(options.Value.Secret(stored.MasterKeyId), TagSizeBytes);
        master.Decrypt(wrapped[..NonceSizeBytes], wrapped.Slice(NonceSizeBytes, DataKey.SizeBytes), wrapped[(NonceSizeBytes + DataKey.SizeBytes)..], secret, Purpose(stored.WorkspaceId, stored.KeyId));
        return new(stored.KeyId, secret);
    }

    // A wrapped key that is copied to another workspace's row does not unwrap there.
    private static byte[] Purpose(Guid workspaceId, Guid keyId) => Encoding.ASCII.GetBytes($"commerceos data key 1 {workspaceId:N} {keyId:N}");
}
