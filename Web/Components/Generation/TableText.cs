using System.Text.Json;

namespace CommerceOS.Web.Components.Generation;

/// <summary>
/// A comparison as people type it, without scripts and on phones: a line a row, a bar between columns, the names in the first line. What
/// cannot be a table is sent as it is, and the API says what is wrong with it.
/// </summary>
internal static class TableText
{
    private static readonly char[] Bars = ['|', '｜', '\t'];

    public static object Read(string text)
    {
        var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Select(Cells).ToList();
        return new
        {
            columns = lines.Count > 0 ? lines[0] : [],
            rows = lines.Skip(1).Select(cells => new { label = cells[0], values = cells.Skip(1).Select(Mark) }),
        };
    }

    /// <summary>A table that a result was made with, or that somebody sent, in the same shape; null for none.</summary>
    public static string? Write(JsonElement? parameters, string name)
    {
        if (parameters is not { ValueKind: JsonValueKind.Object } made || !made.TryGetProperty(name, out var table) || table.ValueKind != JsonValueKind.Object) return null;
        var lines = new List<string> { string.Join(" | ", Texts(table, "columns")) };
        if (table.TryGetProperty("rows", out var rows) && rows.ValueKind == JsonValueKind.Array)
        {
            lines.AddRange(rows.EnumerateArray().Where(row => row.ValueKind == JsonValueKind.Object).Select(row => string.Join(" | ", Texts(row, "values").Prepend(RecipeOptions.TextIn(row, "label") ?? ""))));
        }
        return string.Join('\n', lines).Trim();
    }

    // A bar at the end of a line, as in Markdown, begins no further column.
    private static string[] Cells(string line) => [.. line.Trim(Bars).Split(Bars).Select(cell => cell.Trim())];

    private static string Mark(string value) => value.ToLowerInvariant() switch
    {
        "yes" or "是" or "有" or "✓" or "✔" => "yes",
        "no" or "否" or "无" or "✗" or "✘" or "×" => "no",
        _ => value,
    };

    private static IEnumerable<string> Texts(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(RecipeOptions.Words) : [];
}
