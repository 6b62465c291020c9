using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CommerceOS.Domain.Catalog;

/// <summary>A product as somebody wants to write it, checked and tidied by <see cref="Check"/>.</summary>
public sealed partial record ProductDraft(
    string Sku, IReadOnlyList<ProductText> Texts, string Brand, string Category, Price? Price, string? Gtin,
    IReadOnlyList<Fact> Attributes, IReadOnlyList<string> TargetLanguages)
{
    public const int MaxTitle = 150;
    public const int MaxDescription = 4000;
    public const int MaxFeatures = 10;
    public const int MaxFeature = 200;
    public const int MaxAttributes = 50;
    public const decimal MaxAmount = 10_000_000m;

    /// <summary>The tidied draft, or everything that is wrong with it: all problems at once, so that a person fixes a form once.</summary>
    public static (ProductDraft? Draft, IReadOnlyList<FieldError> Errors) Check(
        string? sku, IReadOnlyList<ProductText>? texts, string? brand, string? category, decimal? amount, string? currency, string? gtin,
        IReadOnlyList<Fact>? attributes, IReadOnlyList<string>? targetLanguages)
    {
        var errors = new List<FieldError>();
        var draft = new ProductDraft(
            CheckSku(sku, errors), CheckTexts(texts, errors), Line("brand", brand, 80, errors), Line("category", category, 120, errors),
            CheckPrice(amount, currency, errors), CheckGtin(gtin, errors), CheckAttributes(attributes, errors), CheckLanguages(targetLanguages, errors));
        return errors.Count == 0 ? (draft, []) : (null, errors);
    }

    private static string CheckSku(string? sku, List<FieldError> errors)
    {
        var text = sku?.Trim() ?? "";
        if (text.Length == 0) errors.Add(FieldError.Required("sku"));
        else if (text.Length > 40) errors.Add(FieldError.TooLong("sku", 40, text.Length));
        // The SKU becomes a file name in packages: no slash, no leading dot, nothing a shell or a spreadsheet would read as more than text.
        else if (!SkuPattern().IsMatch(text)) errors.Add(FieldError.Wrong("sku", "not_a_sku", "letters, digits, dots, dashes or underscores, starting with a letter or digit", text));
        return text;
    }

    private static List<ProductText> CheckTexts(IReadOnlyList<ProductText>? texts, List<FieldError> errors)
    {
        var tidy = new List<ProductText>();
        if (texts is null || texts.Count == 0) errors.Add(FieldError.Required("texts"));
        foreach (var (i, text) in (texts ?? []).Index())
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"texts[{i}]");
            if (text is null)
            {
                errors.Add(FieldError.Required(field));
                continue;
            }
            if (!Languages.IsKnown(text.Language)) errors.Add(FieldError.OneOf(field + ".language", Languages.All, text.Language));
            else if (tidy.Exists(t => t.Language == text.Language)) errors.Add(FieldError.Wrong(field + ".language", "repeated", "each language once", text.Language));
            var title = Line(field + ".title", text.Title, MaxTitle, errors);
            if (title.Length == 0) errors.Add(FieldError.Required(field + ".title"));
            var features = new List<string>();
            if (text.Features is { Count: > MaxFeatures }) errors.Add(FieldError.TooMany(field + ".features", MaxFeatures, text.Features.Count));
            foreach (var (j, feature) in (text.Features ?? []).Index().Take(MaxFeatures))
            {
                var line = Line(string.Create(CultureInfo.InvariantCulture, $"{field}.features[{j}]"), feature, MaxFeature, errors);
                if (line.Length > 0) features.Add(line);
            }
            tidy.Add(new(text.Language ?? "", title, Prose(field + ".description", text.Description, MaxDescription, errors), features));
        }
        return tidy;
    }

    private static Price? CheckPrice(decimal? amount, string? currency, List<FieldError> errors)
    {
        if (amount is null && string.IsNullOrWhiteSpace(currency)) return null;
        var code = currency?.Trim().ToUpperInvariant();
        if (amount is null)
        {
            errors.Add(FieldError.Required("price.amount"));
            return null;
        }
        if (!Currencies.IsKnown(code))
        {
            errors.Add(FieldError.OneOf("price.currency", Currencies.All, currency));
            return null;
        }
        if (amount is < 0 or > MaxAmount)
        {
            errors.Add(FieldError.Wrong("price.amount", "out_of_range", "0 to 10,000,000", amount.Value.ToString(CultureInfo.InvariantCulture)));
            return null;
        }
        if (Currencies.ToMinor(amount.Value, code!) is { } minor) return new(minor, code!);
        errors.Add(FieldError.Wrong(
            "price.amount", "too_many_decimals", string.Create(CultureInfo.InvariantCulture, $"at most {Currencies.MinorDigits(code!)} decimals for {code}"),
            amount.Value.ToString(CultureInfo.InvariantCulture)));
        return null;
    }

    private static string? CheckGtin(string? gtin, List<FieldError> errors)
    {
        var text = gtin?.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        if (string.IsNullOrEmpty(text)) return null;
        if (!Catalog.Gtin.IsValid(text)) errors.Add(FieldError.Wrong("gtin", "not_a_gtin", "8, 12, 13 or 14 digits with a valid check digit", gtin));
        return text;
    }

    private static List<Fact> CheckAttributes(IReadOnlyList<Fact>? attributes, List<FieldError> errors)
    {
        var tidy = new List<Fact>();
        if (attributes is { Count: > MaxAttributes }) errors.Add(FieldError.TooMany("attributes", MaxAttributes, attributes.Count));
        foreach (var (i, attribute) in (attributes ?? []).Index().Take(MaxAttributes))
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"attributes[{i}]");
            var name = Line(field + ".name", attribute?.Name, 60, errors);
            var value = Line(field + ".value", attribute?.Value, 200, errors);
            if (name.Length == 0 && value.Length == 0) continue;
            if (name.Length == 0) errors.Add(FieldError.Required(field + ".name"));
            if (value.Length == 0) errors.Add(FieldError.Required(field + ".value"));
            if (tidy.Exists(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase))) errors.Add(FieldError.Wrong(field + ".name", "repeated", "each name once", name));
            tidy.Add(new(name, value));
        }
        return tidy;
    }

    private static List<string> CheckLanguages(IReadOnlyList<string>? languages, List<FieldError> errors)
    {
        foreach (var (i, language) in (languages ?? []).Index())
        {
            if (!Languages.IsKnown(language)) errors.Add(FieldError.OneOf(string.Create(CultureInfo.InvariantCulture, $"targetLanguages[{i}]"), Languages.All, language));
        }
        return languages is { Count: > 0 } ? [.. languages.Distinct()] : [.. Languages.All];
    }

    /// <summary>One line of text: no control characters, no direction overrides, white space folded.</summary>
    private static string Line(string field, string? text, int max, List<FieldError> errors) => Tidy(field, text, max, keepLines: false, errors);

    private static string Prose(string field, string? text, int max, List<FieldError> errors) => Tidy(field, text, max, keepLines: true, errors);

    private static string Tidy(string field, string? text, int max, bool keepLines, List<FieldError> errors)
    {
        if (string.IsNullOrWhiteSpace(text)) return "";
        if (HasLoneSurrogate(text))
        {
            errors.Add(FieldError.Wrong(field, "not_text", "valid Unicode text", null));
            return "";
        }
        var tidy = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormC).Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            if (rune.Value == '\n' && keepLines) tidy.Append('\n');
            else if (Rune.IsWhiteSpace(rune))
            {
                if (tidy.Length > 0 && tidy[^1] is not (' ' or '\n')) tidy.Append(' ');
            }
            else if (!Rune.IsControl(rune) && !IsInvisibleFormat(rune)) tidy.Append(rune.ToString());
        }
        var result = tidy.ToString().Trim();
        var length = result.EnumerateRunes().Count();
        if (length > max) errors.Add(FieldError.TooLong(field, max, length));
        return result;
    }

    // Overrides of direction let a text show something else than it says (Trojan Source, CVE-2021-42574). The joiners that scripts need stay.
    private static bool IsInvisibleFormat(Rune rune) => rune.Value is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 or 0xFEFF or 0x0000;

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) return true;
        }
        return false;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SkuPattern();
}
