using System.Runtime.CompilerServices;

namespace CommerceOS.Data.Objects;

/// <summary>What was stored: the size of the content and its SHA-256 (64 lower-case hexadecimal digits).</summary>
public sealed record PutResult(long SizeBytes, string Sha256);

/// <summary>An object's key and the time of its last change: what the list of a store says of it without its content.</summary>
public sealed record ObjectAge(ObjectKey Key, DateTimeOffset ModifiedAt);

/// <summary>
/// The objects of workspaces, each encrypted under its workspace's key. Keys are the workspace's own: <c>photos/1.jpg</c> of two workspaces are
/// two objects.
/// </summary>
public sealed class WorkspaceObjects(IObjectStore store, DataKeys keys)
{
    /// <summary>Stores everything from the stream's position to its end, replacing what was there. The first object gives the workspace its key.</summary>
    /// <exception cref="ArgumentException"><paramref name="key"/> is no object key; see <see cref="ObjectKey"/>.</exception>
    public async Task<PutResult> PutAsync(Guid workspaceId, string key, Stream content, CancellationToken cancellationToken)
    {
        var name = Name(workspaceId, key);
        var encrypted = new EncryptedObjectStore(store, await keys.GetOrCreateAsync(workspaceId, cancellationToken));
        await using var hashing = new HashingStream(content);
        await encrypted.PutAsync(name, hashing, cancellationToken);
        return hashing.Result();
    }

    /// <summary>The object's content, or the part of the range that exists; null when there is no such object. Dispose the stream.</summary>
    /// <exception cref="ArgumentException"><paramref name="key"/> is no object key; see <see cref="ObjectKey"/>.</exception>
    /// <exception cref="ObjectUnreadableException">The workspace's key was destroyed, or the object is damaged. Reading the stream throws it, too.</exception>
    public async Task<Stream?> OpenReadAsync(Guid workspaceId, string key, ByteRange? range, CancellationToken cancellationToken)
    {
        var name = Name(workspaceId, key);
        if (await keys.FindAsync(workspaceId, cancellationToken) is { } dataKey) return await new EncryptedObjectStore(store, dataKey).OpenReadAsync(name, range, cancellationToken);
        return await store.FindAsync(name, cancellationToken) is null ? null : throw new ObjectUnreadableException(name, UnreadableReason.KeyDestroyed);
    }

    /// <summary>Size of the content and time of the last change; null when there is no such object. The size is not authenticated, reading is.</summary>
    /// <exception cref="ArgumentException"><paramref name="key"/> is no object key; see <see cref="ObjectKey"/>.</exception>
    public async Task<StoredObject?> FindAsync(Guid workspaceId, string key, CancellationToken cancellationToken) =>
        await store.FindAsync(Name(workspaceId, key), cancellationToken) is { } stored ? Own(workspaceId, stored) : null;

    /// <summary>Deletes the object. False: there was none.</summary>
    /// <exception cref="ArgumentException"><paramref name="key"/> is no object key; see <see cref="ObjectKey"/>.</exception>
    public Task<bool> DeleteAsync(Guid workspaceId, string key, CancellationToken cancellationToken) => store.DeleteAsync(Name(workspaceId, key), cancellationToken);

    /// <summary>The workspace's objects whose keys begin with the prefix (empty: all), in ordinal order.</summary>
    /// <exception cref="ArgumentException">No key can begin with the prefix.</exception>
    public async IAsyncEnumerable<StoredObject> ListAsync(Guid workspaceId, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!ObjectKey.IsPrefix(prefix)) throw new ArgumentException($"no object key begins with '{prefix}'", nameof(prefix));
        await foreach (var stored in store.ListAsync(Folder(workspaceId) + prefix, cancellationToken)) yield return Own(workspaceId, stored);
    }

    /// <summary>All of the workspace's objects, damaged ones too, page by page as the store lists them, in ordinal order.</summary>
    public async IAsyncEnumerable<ObjectAge> ListAgesAsync(Guid workspaceId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var stored in store.ListAsync(Folder(workspaceId), cancellationToken)) yield return new(OwnKey(workspaceId, stored), stored.ModifiedAt);
    }

    /// <summary>Destroys the workspace's key, which erases its objects wherever copies of them are, then deletes those in the store. Returns how many.</summary>
    public async Task<int> EraseAsync(Guid workspaceId, CancellationToken cancellationToken)
    {
        await keys.EraseAsync(workspaceId, cancellationToken);
        var deleted = 0;
        await foreach (var stored in store.ListAsync(Folder(workspaceId), cancellationToken))
        {
            if (await store.DeleteAsync(stored.Key, cancellationToken)) deleted++;
        }

        return deleted;
    }

    private static string Folder(Guid workspaceId) => $"workspaces/{workspaceId:N}/";

    private static ObjectKey Name(Guid workspaceId, string key) => ObjectKey.Parse(Folder(workspaceId) + ObjectKey.Parse(key).Value);

    private static ObjectKey OwnKey(Guid workspaceId, StoredObject stored) => ObjectKey.Parse(stored.Key.Value[Folder(workspaceId).Length..]);

    private static StoredObject Own(Guid workspaceId, StoredObject stored) => stored with
    {
        Key = OwnKey(workspaceId, stored),
        SizeBytes = ObjectCipher.PlainSize(stored.SizeBytes) ?? throw new ObjectUnreadableException(stored.Key, UnreadableReason.Damaged),
    };
}
