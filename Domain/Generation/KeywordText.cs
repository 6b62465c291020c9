using System.Collections.Frozen;
using System.Text;

namespace CommerceOS.Domain.Generation;

/// <summary>Takes a text apart into search words.</summary>
internal static class KeywordText
{
    private static readonly FrozenSet<string> Stop = new[]
    {
        "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "in", "into", "is", "it", "its", "no", "not", "of", "on", "or", "so", "than", "that",
        "the", "their", "then", "this", "to", "up", "was", "were", "will", "with", "without", "you", "your", "what", "when", "which", "who", "all", "can", "over", "out",
    }.ToFrozenSet();

    public static IEnumerable<string> Words(string text, string language) => language == Languages.English ? Latin(text) : Chinese(text);

    private static IEnumerable<string> Latin(string text)
    {
        foreach (var word in Split(text, c => !char.IsLetterOrDigit(c) && c is not ('-' or '\'')))
        {
            var plain = word.Trim('-', '\'').ToLowerInvariant();
            if (plain.Length > 1 && !Stop.Contains(plain)) yield return plain;
        }
    }

    // Without a segmenter, whole short phrases between punctuation are the honest unit: shoppers' engines take them apart themselves.
    private static IEnumerable<string> Chinese(string text)
    {
        foreach (var phrase in Split(text, c => char.IsPunctuation(c) || char.IsWhiteSpace(c)))
        {
            if (phrase.Length is >= 2 and <= 12) yield return phrase.ToLowerInvariant();
        }
    }

    private static IEnumerable<string> Split(string text, Func<char, bool> separates)
    {
        var word = new StringBuilder();
        foreach (var c in text)
        {
            if (!separates(c))
            {
                word.Append(c);
                continue;
            }
            if (word.Length > 0) yield return word.ToString();
            word.Clear();
        }
        if (word.Length > 0) yield return word.ToString();
    }
}
