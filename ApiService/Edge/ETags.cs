using System.Globalization;

namespace CommerceOS.ApiService.Edge;

/// <summary>Entity tags are the row's version in Postgres.</summary>
internal static class ETags
{
    public static string Of(uint version) => string.Create(CultureInfo.InvariantCulture, $"\"{version:x}\"");

    public static void Set(HttpContext http, uint version) => http.Response.Headers.ETag = Of(version);

    /// <summary>Whether If-Match names the version; null where the header is missing.</summary>
    public static bool? Matches(HttpContext http, uint version)
    {
        var header = http.Request.Headers.IfMatch.ToString();
        if (header.Length == 0) return null;
        return header == "*" || header.Split(',').Any(tag => tag.Trim() == Of(version));
    }
}
