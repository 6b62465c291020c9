using System.Globalization;

namespace CommerceOS.Domain.Generation;

/// <summary>Checks words that a person typed. Channel limits are checks of the copy, not errors: a draft may be too long for a while.</summary>
public static class CopyEdit
{
    public static (CopyText? Text, IReadOnlyList<FieldError> Errors) Check(
        string? title, IReadOnlyList<string>? bullets, string? description, string? keywords, string? seoTitle, string? seoDescription)
    {
        var errors = new List<FieldError>();
        string Line(string field, string? text, int max)
        {
            var tidy = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (tidy.Length > max) errors.Add(FieldError.TooLong(field, max, tidy.Length));
            return tidy;
        }

        if (string.IsNullOrWhiteSpace(title)) errors.Add(FieldError.Required("title"));
        if (bullets is { Count: > 5 }) errors.Add(FieldError.TooMany("bullets", 5, bullets.Count));
        var prose = (description ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
        if (prose.Length > 10_000) errors.Add(FieldError.TooLong("description", 10_000, prose.Length));
        var text = new CopyText(
            Line("title", title, 500),
            [.. (bullets ?? []).Take(5).Select((b, i) => Line(string.Create(CultureInfo.InvariantCulture, $"bullets[{i}]"), b, 1_000)).Where(b => b.Length > 0)],
            prose, Line("keywords", keywords, 1_000), Line("seoTitle", seoTitle, 300), Line("seoDescription", seoDescription, 1_000));
        if (new[] { text.Title, text.Description, text.Keywords, text.SeoTitle, text.SeoDescription }.Concat(text.Bullets).Any(t => t.Any(c => c != '\n' && char.IsControl(c))))
        {
            errors.Add(FieldError.Wrong("text", "not_text", "text without control characters", null));
        }
        return errors.Count == 0 ? (text, []) : (null, errors);
    }
}
