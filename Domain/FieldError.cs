using System.Globalization;

namespace CommerceOS.Domain;

/// <summary>What is wrong with one field: what was expected and what came.</summary>
/// <param name="Field">camelCase path, for example <c>texts[0].title</c>.</param>
/// <param name="Code">Stable, for example <c>too_long</c>; pages translate it with <paramref name="Arguments"/>.</param>
public sealed record FieldError(string Field, string Code, string Message, IReadOnlyDictionary<string, string>? Arguments = null)
{
    public static FieldError Required(string field) => new(field, "required", "Expected a value, got nothing.");

    public static FieldError TooLong(string field, int max, int got) => new(
        field, "too_long", string.Create(CultureInfo.InvariantCulture, $"Expected at most {max} characters, got {got}."),
        Figures(("max", max), ("got", got)));

    public static FieldError TooMany(string field, int max, int got) => new(
        field, "too_many", string.Create(CultureInfo.InvariantCulture, $"Expected at most {max} entries, got {got}."),
        Figures(("max", max), ("got", got)));

    public static FieldError OneOf(string field, IEnumerable<string> expected, string? got)
    {
        var list = string.Join(", ", expected);
        return new(field, "not_one_of", $"Expected one of {list}; got {Quote(got)}.", new Dictionary<string, string> { ["expected"] = list, ["got"] = Quote(got) });
    }

    public static FieldError Wrong(string field, string code, string expected, string? got) =>
        new(field, code, $"Expected {expected}; got {Quote(got)}.", new Dictionary<string, string> { ["expected"] = expected, ["got"] = Quote(got) });

    /// <summary>What came, shortened: an error must not echo a megabyte.</summary>
    public static string Quote(string? text) => text switch
    {
        null => "nothing",
        { Length: > 60 } => $"“{text[..57]}…”",
        _ => $"“{text}”",
    };

    private static Dictionary<string, string> Figures(params ReadOnlySpan<(string Name, int Value)> values)
    {
        var result = new Dictionary<string, string>(values.Length);
        foreach (var (name, value) in values) result[name] = value.ToString(CultureInfo.InvariantCulture);
        return result;
    }
}
