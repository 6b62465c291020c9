using System.Security.Cryptography;

namespace CommerceOS.Data.Objects;

/// <summary>
/// Reads as the content of an encrypted object, from a stream of its stored bytes that begins at a chunk. Gives out no byte that was not
/// authenticated, and ends only after the object's last chunk or the wanted number of bytes.
/// </summary>
internal sealed class DecryptingStream(Stream stored, ObjectCipher cipher, ObjectKey key, uint firstChunk, int skip, long most) : AsyncReadStream
{
    private readonly byte[] ahead = new byte[ObjectCipher.SealedChunkSizeBytes + 1];
    private readonly byte[] chunk = new byte[ObjectCipher.ChunkSizeBytes];
    private ReadOnlyMemory<byte> ready;
    private long left = most;
    private int held;
    private uint number = firstChunk;
    private bool started;
    private bool ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (ready.IsEmpty && !ended && left > 0) await NextAsync(cancellationToken);
        var count = (int)Math.Min(Math.Min(buffer.Length, ready.Length), left);
        ready[..count].CopyTo(buffer);
        ready = ready[count..];
        left -= count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stored.Dispose();
            cipher.Dispose();
        }

        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        await stored.DisposeAsync();
        cipher.Dispose();
        await base.DisposeAsync();
    }

    private async Task NextAsync(CancellationToken cancellationToken)
    {
        held += await stored.ReadAtLeastAsync(ahead.AsMemory(held), ahead.Length - held, throwOnEndOfStream: false, cancellationToken);
        ended = held < ahead.Length;
        var size = Math.Min(held, ObjectCipher.SealedChunkSizeBytes);
        if (size < ObjectCipher.TagSizeBytes) throw new ObjectUnreadableException(key, UnreadableReason.Damaged);
        try
        {
            cipher.Open(number, ended, ahead.AsSpan(0, size), chunk.AsSpan(0, size - ObjectCipher.TagSizeBytes));
        }
        catch (CryptographicException exception)
        {
            throw new ObjectUnreadableException(key, UnreadableReason.Damaged, exception);
        }

        ready = chunk.AsMemory(0, size - ObjectCipher.TagSizeBytes);
        if (!started) ready = ready[Math.Min(skip, ready.Length)..];
        started = true;
        number = checked(number + 1);
        held -= size;
        if (held > 0) ahead[0] = ahead[size];
    }
}
