using System.Text;

namespace CommerceOS.Web.Components.Generation;

/// <summary>Lengths as the targets count them; <c>count.js</c> counts the same way.</summary>
internal static class TextLength
{
    public static int Of(string text, string unit) => unit switch
    {
        "utf8-bytes" => Encoding.UTF8.GetByteCount(text),
        // One byte for ASCII, two for what GBK can say, four (GB 18030) for the rest of Unicode.
        "gbk-bytes" => text.EnumerateRunes().Sum(rune => rune.Value < 0x80 ? 1 : rune.IsBmp ? 2 : 4),
        _ => text.EnumerateRunes().Count(),
    };
}
