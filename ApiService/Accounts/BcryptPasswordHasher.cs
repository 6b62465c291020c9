using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CommerceOS.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CommerceOS.ApiService.Accounts;

/// <summary>
/// bcrypt through the system's libxcrypt: <c>$bcrypt$</c> followed by the usual <c>$2b$12$…</c>. bcrypt ignores what comes after
/// 72 bytes, so the password is hashed first (SHA-384, base64: 64 characters). Where the library is absent (macOS, Windows, musl)
/// the framework's PBKDF2 with 210,000 rounds stands in; such a hash is replaced at the next sign-in on a system that has bcrypt.
/// </summary>
internal sealed partial class BcryptPasswordHasher(IOptions<BcryptOptions> options) : IPasswordHasher<Account>
{
    private const string Prefix = "$bcrypt$";

    private readonly PasswordHasher<Account> _fallback = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));

    public static bool IsAvailable { get; } = NativeLibrary.TryLoad("libcrypt.so.1", out _);

    public string HashPassword(Account user, string password)
    {
        if (!IsAvailable) return _fallback.HashPassword(user, password);
        Span<byte> salt = stackalloc byte[16];
        RandomNumberGenerator.Fill(salt);
        return Prefix + Crypt(Condense(password), MakeSetting(options.Value.Cost, salt));
    }

    public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        if (!hashedPassword.StartsWith(Prefix, StringComparison.Ordinal))
        {
            var result = _fallback.VerifyHashedPassword(user, hashedPassword, providedPassword);
            return result == PasswordVerificationResult.Success && IsAvailable ? PasswordVerificationResult.SuccessRehashNeeded : result;
        }
        if (!IsAvailable) throw new PlatformNotSupportedException("This password was hashed with bcrypt, but libcrypt.so.1 cannot be loaded here: install libcrypt1.");
        var expected = hashedPassword[Prefix.Length..];
        var actual = Crypt(Condense(providedPassword), expected);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(actual), Encoding.ASCII.GetBytes(expected))) return PasswordVerificationResult.Failed;
        return CostOf(expected) < options.Value.Cost ? PasswordVerificationResult.SuccessRehashNeeded : PasswordVerificationResult.Success;
    }

    internal static int CostOf(string hash) => int.Parse(hash.AsSpan(4, 2), System.Globalization.CultureInfo.InvariantCulture);

    private static string Condense(string password) => Convert.ToBase64String(SHA384.HashData(Encoding.UTF8.GetBytes(password)));

    private static unsafe string MakeSetting(int cost, ReadOnlySpan<byte> salt)
    {
        var output = stackalloc byte[192];
        fixed (byte* random = salt)
        {
            var setting = MakeSalt("$2b$", new CULong((nuint)cost), random, salt.Length, output, 192);
            return setting is null ? throw new CryptographicException("crypt_gensalt_rn refused the salt") : Marshal.PtrToStringUTF8((nint)setting)!;
        }
    }

    internal static unsafe string Crypt(string phrase, string setting)
    {
        // libxcrypt's struct crypt_data is 32,768 bytes; it holds traces of the password afterwards.
        const int size = 32768;
        var scratch = (byte*)NativeMemory.AllocZeroed(size);
        try
        {
            var hash = Marshal.PtrToStringUTF8((nint)CryptR(phrase, setting, scratch));
            return hash is null || hash.StartsWith('*') ? throw new CryptographicException("crypt_r refused the setting") : hash;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(new Span<byte>(scratch, size));
            NativeMemory.Free(scratch);
        }
    }

    [LibraryImport("libcrypt.so.1", EntryPoint = "crypt_r", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial byte* CryptR(string phrase, string setting, byte* data);

    [LibraryImport("libcrypt.so.1", EntryPoint = "crypt_gensalt_rn", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial byte* MakeSalt(string prefix, CULong count, byte* random, int randomSize, byte* output, int outputSize);
}

/// <summary>How slow a password is to try.</summary>
internal sealed class BcryptOptions
{
    /// <summary>Rounds as a power of two; 10 to 16, default 12 (about 200 ms). Tests use 10.</summary>
    public int Cost { get; set; } = 12;
}
