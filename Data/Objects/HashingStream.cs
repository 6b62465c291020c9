using System.Security.Cryptography;

namespace CommerceOS.Data.Objects;

/// <summary>Reads as another stream, which it leaves open, and takes its size and SHA-256 in passing.</summary>
internal sealed class HashingStream(Stream inner) : AsyncReadStream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long size;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        hash.AppendData(buffer.Span[..read]);
        size += read;
        return read;
    }

    /// <summary>Size and hash of what was read.</summary>
    public PutResult Result() => new(size, Convert.ToHexStringLower(hash.GetCurrentHash()));

    protected override void Dispose(bool disposing)
    {
        if (disposing) hash.Dispose();
        base.Dispose(disposing);
    }
}
