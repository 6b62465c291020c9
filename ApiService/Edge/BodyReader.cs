using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace CommerceOS.ApiService.Edge;

/// <summary>Bodies that are files: read whole, up to a limit that holds whatever Content-Length says.</summary>
internal static class BodyReader
{
    /// <returns>Null when more comes.</returns>
    public static async Task<byte[]?> ReadAsync(HttpContext http, int maxBytes, CancellationToken cancellationToken)
    {
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = maxBytes + 1024L;
        if (http.Request.ContentLength > maxBytes) return null;
        using var body = new MemoryStream((int)Math.Min(http.Request.ContentLength ?? 1 << 20, maxBytes));
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            int count;
            while ((count = await http.Request.Body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (body.Length + count > maxBytes) return null;
                body.Write(buffer, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return body.ToArray();
    }
}
