using System.Buffers.Text;
using System.Text.Json;
using CommerceOS.Domain;

namespace CommerceOS.ApiService.Edge;

/// <summary>Where a page ended: the sort key and the ordinal of its last row. Opaque to callers.</summary>
internal sealed record Cursor(string? Key, long Ordinal)
{
    public string Encode() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>Null text is the first page; text that is no cursor of ours is an error.</summary>
    public static (Cursor? Cursor, FieldError? Error) Read(string? text)
    {
        if (string.IsNullOrEmpty(text)) return (null, null);
        try
        {
            if (text.Length <= 2000 && Base64Url.IsValid(text) && JsonSerializer.Deserialize<Cursor>(Base64Url.DecodeFromChars(text)) is { } cursor) return (cursor, null);
        }
        catch (JsonException)
        {
            // Falls through to the same answer as any other text that is no cursor.
        }
        return (null, FieldError.Wrong("cursor", "not_a_cursor", "the nextCursor of an earlier page", text));
    }

    public static FieldError? CheckLimit(int limit) => limit is >= 1 and <= 100
        ? null
        : FieldError.Wrong("limit", "out_of_range", "1 to 100", limit.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
