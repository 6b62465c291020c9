using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CommerceOS.Domain.Generation;

/// <summary>What a merchant states about this product and others, side by side.</summary>
/// <param name="Columns">This product's name, then one to three others.</param>
/// <param name="Rows">Three to eight; each value is <c>yes</c>, <c>no</c> or words.</param>
public sealed record ComparisonTable(IReadOnlyList<string> Columns, IReadOnlyList<ComparisonRow> Rows)
{
    public const int MinColumns = 2;
    public const int MaxColumns = 4;
    public const int MinRows = 3;
    public const int MaxRows = 8;
    public const int MaxName = 32;
    public const int MaxLabel = 48;
    public const int MaxValue = 32;

    /// <param name="field">Path of the parameter, for errors.</param>
    public static (ComparisonTable? Table, FieldError? Error) Read(JsonElement value, string field)
    {
        if (value.ValueKind != JsonValueKind.Object) return (null, FieldError.Wrong(field, "not_a_table", "an object with columns and rows", value.ToString()));
        var (columns, columnError) = Texts(value, "columns", $"{field}.columns", MinColumns, MaxColumns, MaxName);
        if (columnError is not null) return (null, columnError);
        if (!value.TryGetProperty("rows", out var given) || given.ValueKind != JsonValueKind.Array) return (null, FieldError.Required($"{field}.rows"));
        if (given.GetArrayLength() is < MinRows or > MaxRows) return (null, Count($"{field}.rows", MinRows, MaxRows, given.GetArrayLength()));
        List<ComparisonRow> rows = [];
        foreach (var (i, row) in given.EnumerateArray().Index())
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{field}.rows[{i}]");
            if (row.ValueKind != JsonValueKind.Object) return (null, FieldError.Wrong(path, "not_a_row", "an object with label and values", row.ToString()));
            var (label, labelError) = Text(row.TryGetProperty("label", out var text) ? text : default, $"{path}.label", MaxLabel);
            if (labelError is not null) return (null, labelError);
            var (values, valueError) = Texts(row, "values", $"{path}.values", columns!.Count, columns.Count, MaxValue);
            if (valueError is not null) return (null, valueError);
            rows.Add(new(label!, values!));
        }
        return (new(columns!, rows), null);
    }

    public JsonNode ToJson() => new JsonObject
    {
        ["columns"] = Array(Columns),
        ["rows"] = new JsonArray([.. Rows.Select(row => new JsonObject { ["label"] = row.Label, ["values"] = Array(row.Values) })]),
    };

    private static JsonArray Array(IReadOnlyList<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static (List<string>? Texts, FieldError? Error) Texts(JsonElement owner, string name, string field, int least, int most, int longest)
    {
        if (!owner.TryGetProperty(name, out var given) || given.ValueKind != JsonValueKind.Array) return (null, FieldError.Required(field));
        if (given.GetArrayLength() < least || given.GetArrayLength() > most) return (null, Count(field, least, most, given.GetArrayLength()));
        List<string> texts = [];
        foreach (var (i, value) in given.EnumerateArray().Index())
        {
            var (text, error) = Text(value, string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]"), longest);
            if (error is not null) return (null, error);
            texts.Add(text!);
        }
        return (texts, null);
    }

    private static (string? Text, FieldError? Error) Text(JsonElement value, string field, int longest)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : "";
        if (text.Length == 0) return (null, FieldError.Required(field));
        if (text.Length > longest) return (null, FieldError.TooLong(field, longest, text.Length));
        return text.Any(char.IsControl) ? (null, FieldError.Wrong(field, "not_text", "one line of text", text)) : (text, null);
    }

    private static FieldError Count(string field, int least, int most, int got) => FieldError.Wrong(
        field, "wrong_count", least == most ? string.Create(CultureInfo.InvariantCulture, $"{least}") : string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"),
        got.ToString(CultureInfo.InvariantCulture));
}

/// <param name="Label">What is compared.</param>
/// <param name="Values">One a column.</param>
public sealed record ComparisonRow(string Label, IReadOnlyList<string> Values);
