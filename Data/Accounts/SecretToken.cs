using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace CommerceOS.Data.Accounts;

/// <summary>A secret that a device or a mailed link carries: 32 random bytes as base64url text. Only its SHA-256 is stored; so many random bytes need no salt.</summary>
public static class SecretToken
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>Whether a text that somebody sent can be a token at all: nobody hashes a megabyte for a stranger.</summary>
    public static bool MayBe([NotNullWhen(true)] string? text) => text is { Length: >= 20 and <= 100 };
}
