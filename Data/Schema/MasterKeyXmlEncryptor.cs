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
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var text = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedText = new byte[12 + 16 + text.Length];
        RandomNumberGenerator.Fill(sealedText.AsSpan(0, 12));
        using var aes = new AesGcm(DataProtectionKeyDerivation.Key(options.Value), 16);
        aes.Encrypt(sealedText.AsSpan(0, 12), text, sealedText.AsSpan(28), sealedText.AsSpan(12, 16));
        return new(new XElement("sealed", Convert.ToBase64String(sealedText)), typeof(MasterKeyXmlDecryptor));
    }
}

/// <summary>Made by data protection from the type name that is stored beside each key.</summary>
internal sealed class MasterKeyXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var sealedText = Convert.FromBase64String(encryptedElement.Value);
        var text = new byte[sealedText.Length - 28];
        using var aes = new AesGcm(DataProtectionKeyDerivation.Key(services.GetRequiredService<IOptions<MasterKeyOptions>>().Value), 16);
        aes.Decrypt(sealedText.AsSpan(0, 12), sealedText.AsSpan(28), sealedText.AsSpan(12, 16), text);
        return XElement.Parse(Encoding.UTF8.GetString(text));
    }
}

internal static class DataProtectionKeyDerivation
{
    public static byte[] Key(MasterKeyOptions options) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, options.Secret(options.CurrentId), 32, info: Encoding.UTF8.GetBytes("commerceos/data-protection/1"));
}
