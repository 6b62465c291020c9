namespace CommerceOS.Data.Objects;

/// <summary>Reads as the encrypted form of another stream, which it leaves open. Holds two chunks in memory, whatever the size.</summary>
internal sealed class EncryptingStream(Stream plain, ObjectCipher cipher) : AsyncReadStream
{
    // One byte more than a chunk is read: only then is it known whether the chunk is the last.
    private readonly byte[] ahead = new byte[ObjectCipher.ChunkSizeBytes + 1];
    private readonly byte[] chunk = new byte[ObjectCipher.SealedChunkSizeBytes];
    private ReadOnlyMemory<byte> ready = cipher.Header;
    private int held;
    private uint number;
    private bool ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (ready.IsEmpty && !ended) await NextAsync(cancellationToken);
        var count = Math.Min(buffer.Length, ready.Length);
        ready[..count].CopyTo(buffer);
        ready = ready[count..];
        return count;
    }

    private async Task NextAsync(CancellationToken cancellationToken)
    {
        held += await plain.ReadAtLeastAsync(ahead.AsMemory(held), ahead.Length - held, throwOnEndOfStream: false, cancellationToken);
        ended = held < ahead.Length;
        var size = Math.Min(held, ObjectCipher.ChunkSizeBytes);
        cipher.Seal(number, ended, ahead.AsSpan(0, size), chunk.AsSpan(0, size + ObjectCipher.TagSizeBytes));
        ready = chunk.AsMemory(0, size + ObjectCipher.TagSizeBytes);
        number = checked(number + 1);
        held -= size;
        if (held > 0) ahead[0] = ahead[size];
    }
}
