using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CommerceOS.Data.Objects;

/// <summary>
/// The format of an encrypted object, version 1:
/// <code>
/// header  "COSO"  version 1 (1 byte)  data key id (16 bytes)  salt (32 random bytes)
/// chunk   ciphertext (65,536 bytes; the last chunk 0 to 65,536)  tag (16 bytes)
/// </code>
/// Each object has a key of its own, derived from the data key with HKDF-SHA256 from the salt, so chunks are simply counted for their nonces
/// and no two objects can share a nonce. A nonce is 7 zero bytes, the chunk's number (4 bytes, big-endian) and 1 for the last chunk or else 0:
/// cutting, reordering and appending change a nonce and fail. Header and object key go into the derivation, so an object that is moved under
/// another key, or whose header is changed, fails as well.
/// </summary>
internal sealed class ObjectCipher : IDisposable
{
    public const int ChunkSizeBytes = 64 << 10;
    public const int TagSizeBytes = 16;
    public const int SealedChunkSizeBytes = ChunkSizeBytes + TagSizeBytes;
    public const int HeaderSizeBytes = 53;

    private const int SaltSizeBytes = 32;
    private const int NonceSizeBytes = 12;
    private const byte Version = 1;
    private static readonly byte[] Magic = "COSO"u8.ToArray();

    private readonly AesGcm aes;

    private ObjectCipher(DataKey dataKey, ObjectKey key, byte[] header)
    {
        Header = header;
        Span<byte> secret = stackalloc byte[DataKey.SizeBytes];
        byte[] info = [.. "commerceos object 1 "u8, .. header, .. Encoding.ASCII.GetBytes(key.Value)];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, dataKey.Secret, secret, header.AsSpan(HeaderSizeBytes - SaltSizeBytes), info);
        aes = new(secret, TagSizeBytes);
        CryptographicOperations.ZeroMemory(secret);
    }

    public byte[] Header { get; }

    /// <summary>A cipher for a new object.</summary>
    public static ObjectCipher Create(DataKey dataKey, ObjectKey key)
    {
        byte[] header = [.. Magic, Version, .. dataKey.Id.ToByteArray(bigEndian: true), .. RandomNumberGenerator.GetBytes(SaltSizeBytes)];
        return new(dataKey, key, header);
    }

    /// <summary>The cipher of a stored object.</summary>
    /// <exception cref="ObjectUnreadableException">It is not a header, or one of another data key: then that key was destroyed.</exception>
    public static ObjectCipher Open(DataKey dataKey, ObjectKey key, byte[] header)
    {
        if (header.Length != HeaderSizeBytes || !header.AsSpan(0, Magic.Length).SequenceEqual(Magic) || header[Magic.Length] != Version) throw new ObjectUnreadableException(key, UnreadableReason.Damaged);
        if (new Guid(header.AsSpan(Magic.Length + 1, 16), bigEndian: true) != dataKey.Id) throw new ObjectUnreadableException(key, UnreadableReason.KeyDestroyed);
        return new(dataKey, key, header);
    }

    /// <summary>Size of the content of an object whose stored size is given; null when no object has that size.</summary>
    public static long? PlainSize(long storedSizeBytes)
    {
        var body = storedSizeBytes - HeaderSizeBytes;
        var chunks = (body + SealedChunkSizeBytes - 1) / SealedChunkSizeBytes;
        var plain = body - (chunks * TagSizeBytes);
        return chunks >= 1 && plain >= 0 && (body % SealedChunkSizeBytes is 0 or >= TagSizeBytes) ? plain : null;
    }

    /// <summary>Seals a chunk; <paramref name="result"/> is as long as the chunk and a tag.</summary>
    public void Seal(uint number, bool last, ReadOnlySpan<byte> plain, Span<byte> result)
    {
        Span<byte> nonce = stackalloc byte[NonceSizeBytes];
        Nonce(number, last, nonce);
        aes.Encrypt(nonce, plain, result[..plain.Length], result[plain.Length..], Header);
    }

    /// <summary>Opens a chunk; <paramref name="plain"/> is shorter than it by a tag.</summary>
    /// <exception cref="CryptographicException">It is not the chunk of this object at this place.</exception>
    public void Open(uint number, bool last, ReadOnlySpan<byte> chunk, Span<byte> plain)
    {
        Span<byte> nonce = stackalloc byte[NonceSizeBytes];
        Nonce(number, last, nonce);
        aes.Decrypt(nonce, chunk[..plain.Length], chunk[plain.Length..], plain, Header);
    }

    public void Dispose() => aes.Dispose();

    private static void Nonce(uint number, bool last, Span<byte> nonce)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(nonce[7..], number);
        nonce[^1] = last ? (byte)1 : (byte)0;
    }
}
