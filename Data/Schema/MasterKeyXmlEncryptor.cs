using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using CommerceOS.Data.Objects;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommerceOS.Data.Schema;

/// <summary>AES-256-GCM under a key derived from the master key, for this use alone.</summary>
internal sealed class MasterKeyXmlEncryptor(IOptions<MasterKeyOptions> options) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(SealedXml.Seal(plaintextElement, options.Value), typeof(MasterKeyXmlDecryptor));
}

/// <summary>Made by data protection from the type name that is stored beside each key.</summary>
internal sealed class MasterKeyXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => SealedXml.Open(encryptedElement, services.GetRequiredService<IOptions<MasterKeyOptions>>().Value);
}

/// <summary>An element that only a holder of the master key can read: <c>&lt;sealed by="NAME"&gt;</c> nonce, tag and ciphertext in base64.</summary>
internal static class SealedXml
{
    private const string By = "by";

    public static XElement Seal(XElement plain, MasterKeyOptions keys)
    {
        var text = Encoding.UTF8.GetBytes(plain.ToString(SaveOptions.DisableFormatting));
        var sealedText = new byte[12 + 16 + text.Length];
        RandomNumberGenerator.Fill(sealedText.AsSpan(0, 12));
        using var aes = new AesGcm(Key(keys, keys.CurrentId), 16);
        aes.Encrypt(sealedText.AsSpan(0, 12), text, sealedText.AsSpan(28), sealedText.AsSpan(12, 16));
        return new("sealed", new XAttribute(By, keys.CurrentId), Convert.ToBase64String(sealedText));
    }

    public static XElement Open(XElement element, MasterKeyOptions keys)
    {
        var sealedText = Convert.FromBase64String(element.Value);
        var text = new byte[sealedText.Length - 28];
        // Elements that were sealed before keys could be rotated name none; then there was one key, which may be retired by now.
        var candidates = (string?)element.Attribute(By) is { } named ? [named] : keys.Keys.Keys.OrderBy(id => id != keys.CurrentId).ToList();
        foreach (var (index, id) in candidates.Index())
        {
            using var aes = new AesGcm(Key(keys, id), 16);
            try
            {
                aes.Decrypt(sealedText.AsSpan(0, 12), sealedText.AsSpan(28), sealedText.AsSpan(12, 16), text);
                break;
            }
            catch (AuthenticationTagMismatchException) when (index < candidates.Count - 1)
            {
                // Not this one.
            }
        }
        return XElement.Parse(Encoding.UTF8.GetString(text));
    }

    /// <summary>Whether the element was sealed by another key than the current one, or does not say.</summary>
    public static bool IsOld(XElement element, MasterKeyOptions keys) => (string?)element.Attribute(By) != keys.CurrentId;

    private static byte[] Key(MasterKeyOptions keys, string id) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.Secret(id), 32, info: "commerceos/data-protection/1"u8.ToArray());
}
