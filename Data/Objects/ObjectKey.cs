using System.Buffers;

namespace CommerceOS.Data.Objects;

/// <summary>
/// Name of an object: segments of lower-case letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, separated by <c>/</c>. A segment has 1 to 200
/// characters and does not begin with a dot; the whole has at most 700. So no key can leave a folder, hide a file, or differ from another only
/// in a way that some file system ignores.
/// </summary>
public readonly record struct ObjectKey
{
    private const int MaxLength = 700;
    private const int MaxSegmentLength = 200;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    private readonly string? value;

    private ObjectKey(string value) => this.value = value;

    public string Value => value ?? throw new InvalidOperationException("an ObjectKey is made by Parse");

    /// <exception cref="ArgumentException">The text is not a key; the message says what a key looks like.</exception>
    public static ObjectKey Parse(string text) => IsValid(text)
        ? new(text)
        : throw new ArgumentException($"an object key is made of segments of a-z, 0-9, '.', '_' and '-' that do not begin with '.', separated by '/', at most {MaxLength} characters", nameof(text));

    /// <summary>Whether the text may begin a key: empty, a key, or a key with some more of a segment or a slash.</summary>
    public static bool IsPrefix(string text) => text.Length == 0 || IsValid(text.EndsWith('/') ? text[..^1] : text);

    public override string ToString() => Value;

    private static bool IsValid(string text)
    {
        if (text.Length is 0 or > MaxLength) return false;
        foreach (var range in text.AsSpan().Split('/'))
        {
            var segment = text.AsSpan(range);
            if (segment.Length is 0 or > MaxSegmentLength || segment[0] == '.' || segment.ContainsAnyExcept(Allowed)) return false;
        }

        return true;
    }
}
