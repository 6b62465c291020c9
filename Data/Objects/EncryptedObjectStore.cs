using System.Runtime.CompilerServices;

namespace CommerceOS.Data.Objects;

/// <summary>
/// Keeps objects in another store, encrypted under a data key in the format that <see cref="ObjectCipher"/> documents. Streams both ways; a range
/// reads and decrypts the chunks it touches. Sizes are those of the content.
/// </summary>
/// <remarks>A range that begins past the first chunk takes three requests: when the object is replaced between them, reading it fails as damaged. Reading throws <see cref="ObjectUnreadableException"/> where the bytes are not those that were stored, also in the middle of a stream.</remarks>
public sealed class EncryptedObjectStore(IObjectStore inner, DataKey dataKey) : IObjectStore
{
    public async Task PutAsync(ObjectKey key, Stream content, CancellationToken cancellationToken)
    {
        using var cipher = ObjectCipher.Create(dataKey, key);
        await using var encrypting = new EncryptingStream(content, cipher);
        await inner.PutAsync(key, encrypting, cancellationToken);
    }

    public async Task<Stream?> OpenReadAsync(ObjectKey key, ByteRange? range, CancellationToken cancellationToken)
    {
        var offset = range?.Offset ?? 0;
        var length = range?.Length;
        return offset < ObjectCipher.ChunkSizeBytes
            ? await OpenFromStartAsync(key, (int)offset, length, cancellationToken)
            : await OpenFromChunkAsync(key, offset, length, cancellationToken);
    }

    public async Task<StoredObject?> FindAsync(ObjectKey key, CancellationToken cancellationToken) =>
        await inner.FindAsync(key, cancellationToken) is { } stored ? Plain(stored) : null;

    public Task<bool> DeleteAsync(ObjectKey key, CancellationToken cancellationToken) => inner.DeleteAsync(key, cancellationToken);

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var stored in inner.ListAsync(prefix, cancellationToken)) yield return Plain(stored);
    }

    // Header and chunks come in one request.
    private async Task<Stream?> OpenFromStartAsync(ObjectKey key, int offset, long? length, CancellationToken cancellationToken)
    {
        var stored = await inner.OpenReadAsync(key, length is { } bytes ? new(0, ObjectCipher.HeaderSizeBytes + Needed(offset + bytes)) : null, cancellationToken);
        if (stored is null) return null;
        try
        {
            var cipher = await OpenCipherAsync(key, stored, cancellationToken);
            return new DecryptingStream(stored, cipher, key, firstChunk: 0, skip: offset, most: length ?? long.MaxValue);
        }
        catch
        {
            await stored.DisposeAsync();
            throw;
        }
    }

    private async Task<Stream?> OpenFromChunkAsync(ObjectKey key, long offset, long? length, CancellationToken cancellationToken)
    {
        ObjectCipher cipher;
        var header = await inner.OpenReadAsync(key, new(0, ObjectCipher.HeaderSizeBytes), cancellationToken);
        if (header is null) return null;
        await using (header) cipher = await OpenCipherAsync(key, header, cancellationToken);

        // A range past the end is empty only if the end is where the object says: then the range begins in the last chunk instead.
        var stored = await FindAsync(key, cancellationToken);
        if (stored is null) return null;
        var chunk = Math.Min(offset, Math.Max(0, stored.SizeBytes - 1)) / ObjectCipher.ChunkSizeBytes;
        var skip = offset - (chunk * ObjectCipher.ChunkSizeBytes);
        var from = ObjectCipher.HeaderSizeBytes + (chunk * ObjectCipher.SealedChunkSizeBytes);
        var part = new ByteRange(from, length is { } bytes ? Needed(skip + bytes) : null);
        if (await inner.OpenReadAsync(key, part, cancellationToken) is not { } chunks) return null;
        return new DecryptingStream(chunks, cipher, key, checked((uint)chunk), (int)Math.Min(skip, int.MaxValue), length ?? long.MaxValue);
    }

    // Whole chunks for so many bytes, and one byte more, which tells whether the last of them is the object's last.
    private static long Needed(long bytes) => ((bytes + ObjectCipher.ChunkSizeBytes - 1) / ObjectCipher.ChunkSizeBytes * ObjectCipher.SealedChunkSizeBytes) + 1;

    private async Task<ObjectCipher> OpenCipherAsync(ObjectKey key, Stream stored, CancellationToken cancellationToken)
    {
        var header = new byte[ObjectCipher.HeaderSizeBytes];
        var read = await stored.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken);
        return ObjectCipher.Open(dataKey, key, header[..read]);
    }

    private static StoredObject Plain(StoredObject stored) => ObjectCipher.PlainSize(stored.SizeBytes) is { } size
        ? stored with { SizeBytes = size }
        : throw new ObjectUnreadableException(stored.Key, UnreadableReason.Damaged);
}
