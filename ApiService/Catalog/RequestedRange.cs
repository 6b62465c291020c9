using CommerceOS.Data.Objects;
using Microsoft.Net.Http.Headers;

namespace CommerceOS.ApiService.Catalog;

/// <summary>The part of a file that a request's <c>Range</c> header asks for (RFC 9110, section 14).</summary>
/// <param name="From">First byte.</param>
/// <param name="Length">Bytes; 0 when nothing of the file is in the range.</param>
/// <param name="Whole">Size of the file.</param>
internal sealed record RequestedRange(long From, long Length, long Whole)
{
    public bool IsEmpty => Length == 0;

    public ByteRange Bytes => new(From, Length);

    public string Header => $"bytes {From}-{From + Length - 1}/{Whole}";

    /// <summary>Null for the whole file: no range was asked for, several were, or the file is another one than the asker has a part of.</summary>
    public static RequestedRange? Of(HttpRequest request, long whole, string etag)
    {
        if (request.GetTypedHeaders().Range is not { Ranges.Count: 1 } header || header.Unit != "bytes") return null;
        if (request.Headers[HeaderNames.IfRange].ToString() is { Length: > 0 } condition && condition != etag) return null;
        var range = header.Ranges.Single();
        var (from, to) = (range.From, range.To) switch
        {
            (null, { } last) => (Math.Max(0, whole - last), whole - 1), // the last so many bytes
            ({ } first, null) => (first, whole - 1),
            ({ } first, { } last) => (first, Math.Min(last, whole - 1)),
            _ => (0, whole - 1),
        };
        return new(from, from >= whole || to < from ? 0 : to - from + 1, whole);
    }
}
