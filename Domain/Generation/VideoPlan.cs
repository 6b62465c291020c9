using CommerceOS.Domain.Catalog;

namespace CommerceOS.Domain.Generation;

/// <summary>The shots that are suggested for a product: about eight seconds, said with its own facts.</summary>
public static class VideoPlan
{
    /// <param name="product">Whose facts are said.</param>
    /// <param name="language">Of captions and texts.</param>
    /// <param name="scene">Of the first shot; the next one takes another.</param>
    public static IReadOnlyList<ShotDraft> Suggest(Product product, string language, string scene)
    {
        var text = InfographicText.From(product, language, statements: 3);
        var said = text.Statements.Select(Say).ToList();
        var second = scene == "sand" ? "mist" : "sand";
        return
        [
            new(ShotDraft.Studio, 3, scene, Cut(text.Title, ShotDraft.MaxCaption)),
            new(ShotDraft.CloseUp, 2.2, scene, said.ElementAtOrDefault(0)),
            new(ShotDraft.Studio, 2.4, second, said.ElementAtOrDefault(1)),
            new(ShotDraft.Text, 2.2, null, null, Cut(text.Title, ShotDraft.MaxTitle), said.ElementAtOrDefault(2) ?? text.Subtitle),
        ];
    }

    private static string Say(InfographicStatement statement) => Cut(
        statement.Line is { Length: > 0 } line && statement.Heading.Length + line.Length + 2 <= ShotDraft.MaxCaption ? $"{statement.Heading}: {line}" : statement.Heading,
        ShotDraft.MaxCaption);

    private static string Cut(string text, int max) => TextLimits.Cut(text, max, TextUnit.Characters);
}
