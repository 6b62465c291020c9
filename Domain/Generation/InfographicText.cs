using CommerceOS.Domain.Catalog;

namespace CommerceOS.Domain.Generation;

/// <summary>What an infographic says, taken from the facts.</summary>
public sealed record InfographicText(string Title, string? Subtitle, IReadOnlyList<InfographicStatement> Statements)
{
    public const int MaxTitle = 80;
    public const int MaxHeading = 48;
    public const int MaxLine = 120;

    /// <summary>The features in the language first, then named facts that can be said in it.</summary>
    public static InfographicText From(Product product, string language, int statements)
    {
        var text = product.Text(language);
        var features = text.Features.Select(Split);
        var facts = product.Attributes
            .Select(a => (Name: FactWords.Name(a.Name, language), Value: FactWords.Value(a.Value, language)))
            .Where(f => f.Name is not null && f.Value is { Length: <= MaxHeading })
            .Select(f => new InfographicStatement(f.Value!, f.Name));
        return new(
            TextLimits.Cut(text.Title, MaxTitle, TextUnit.Characters), product.Brand.Length > 0 ? product.Brand : null, [.. features.Concat(facts).Take(statements)]);
    }

    // "UV-safe glass: blocks light and keeps oils fresh" has a heading of its own; a long sentence breaks after its first clause.
    private static InfographicStatement Split(string feature)
    {
        var text = feature.TrimEnd('.', '。');
        foreach (var mark in (ReadOnlySpan<string>)[": ", "：", " – ", " - ", ", ", "，"])
        {
            var at = text.IndexOf(mark, StringComparison.Ordinal);
            if (at is < 1 or > MaxHeading || text.Length <= MaxHeading && mark is ", " or "，") continue;
            return new(text[..at], TextLimits.Cut(text[(at + mark.Length)..], MaxLine, TextUnit.Characters));
        }
        if (TextLimits.Measure(text, TextUnit.Characters) <= MaxHeading) return new(text, null);
        var heading = TextLimits.Cut(text, MaxHeading, TextUnit.Characters);
        return new(heading, TextLimits.Cut(text[heading.Length..].Trim(), MaxLine, TextUnit.Characters));
    }
}

public sealed record InfographicStatement(string Heading, string? Line);
