using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CommerceOS.Data.Objects;

/// <summary>Signs each try of a request with the account key, as https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key says.</summary>
internal sealed class AzureSharedKeyPolicy(string account, byte[] key, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    private static readonly string[] SignedHeaders =
    [
        "Content-Encoding", "Content-Language", "Content-Length", "Content-MD5", "Content-Type", "Date",
        "If-Modified-Since", "If-Match", "If-None-Match", "If-Unmodified-Since", "Range",
    ];

    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        request.Headers.SetValue("x-ms-date", time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture));
        var signature = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(StringToSign(request)));
        request.Headers.SetValue("Authorization", $"SharedKey {account}:{Convert.ToBase64String(signature)}");
    }

    private string StringToSign(Request request)
    {
        var text = new StringBuilder(request.Method.Method).Append('\n');
        foreach (var header in SignedHeaders) text.Append(Signed(request, header)).Append('\n');
        foreach (var header in request.Headers.Where(header => header.Name.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase)).OrderBy(header => header.Name.ToLowerInvariant(), StringComparer.Ordinal))
        {
            text.Append(header.Name.ToLowerInvariant()).Append(':').Append(header.Value.Trim()).Append('\n');
        }

        var uri = request.Uri.ToUri();
        text.Append('/').Append(account).Append(uri.AbsolutePath);
        foreach (var parameter in Parameters(uri.Query).OrderBy(parameter => parameter.Name, StringComparer.Ordinal)) text.Append('\n').Append(parameter.Name).Append(':').Append(parameter.Value);
        return text.ToString();
    }

    // An empty body is signed as no length at all.
    private static string? Signed(Request request, string header) => header switch
    {
        "Content-Length" => request.Content?.TryComputeLength(out var length) == true && length > 0 ? length.ToString(CultureInfo.InvariantCulture) : null,
        _ => request.Headers.TryGetValue(header, out var value) ? value : null,
    };

    // No request of ours names a parameter twice.
    private static IEnumerable<(string Name, string Value)> Parameters(string query) =>
        query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(parameter => parameter.Split('=', 2))
            .Select(pair => (Uri.UnescapeDataString(pair[0]).ToLowerInvariant(), pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : ""));
}
