using System.Runtime.InteropServices;

namespace CommerceOS.Data.Objects;

/// <summary>
/// Keeps objects: sequences of bytes under keys. Whatever implements it passes <c>ObjectStoreSuite</c>. Reading an object while it
/// is replaced gives the old or the new bytes, never a mixture or a part.
/// </summary>
public interface IObjectStore
{
    /// <summary>Stores everything from the stream's position to its end, replacing what was there. When it fails, what was there stays.</summary>
    Task PutAsync(ObjectKey key, Stream content, CancellationToken cancellationToken);

    /// <summary>The object's bytes, or those of the range that exist (none, past the end); null when there is no such object. Dispose the stream.</summary>
    Task<Stream?> OpenReadAsync(ObjectKey key, ByteRange? range, CancellationToken cancellationToken);

    /// <summary>What is known of the object without reading it; null when there is none.</summary>
    Task<StoredObject?> FindAsync(ObjectKey key, CancellationToken cancellationToken);

    /// <summary>Deletes the object. False: there was none.</summary>
    Task<bool> DeleteAsync(ObjectKey key, CancellationToken cancellationToken);

    /// <summary>Objects whose keys begin with the prefix, in ordinal order of their keys. Read in parts, so that a long list need not fit into memory; one that is deleted meanwhile may be missing.</summary>
    /// <exception cref="ArgumentException">No key can begin with the prefix.</exception>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken);
}

/// <summary>An object in a store.</summary>
public sealed record StoredObject(ObjectKey Key, long SizeBytes, DateTimeOffset ModifiedAt);

/// <summary>Part of an object: from <c>Offset</c> (at least 0), <c>Length</c> bytes (at least 1) or, when null, to the end.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ByteRange
{
    public ByteRange(long offset, long? length = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (length is { } bytes) ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1, nameof(length));
        (Offset, Length) = (offset, length);
    }

    public long Offset { get; }

    public long? Length { get; }
}
