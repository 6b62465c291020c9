using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CommerceOS.Studio.Rendering;

namespace CommerceOS.Studio.Templates;

/// <summary>
/// Fills a page: <c>{{name}}</c> is a text, always encoded; <c>{{#name}}…{{/name}}</c> is there while the value is, once for each entry of a
/// list, with the entry's own names inside. There is no way to write markup from a value.
/// </summary>
internal static partial class TemplateText
{
    /// <param name="template">A trusted file of the library.</param>
    /// <param name="values">Strings, true, or lists of such tables; what is missing is empty.</param>
    internal static string Fill(string template, IReadOnlyDictionary<string, object?> values)
    {
        var text = new StringBuilder();
        Append(text, template, values);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string template, IReadOnlyDictionary<string, object?> values)
    {
        var at = 0;
        while (Tag().Match(template, at) is { Success: true } tag)
        {
            text.Append(template, at, tag.Index - at);
            at = tag.Index + tag.Length;
            var name = tag.Groups["name"].Value;
            if (tag.Groups["open"].Value.Length == 0)
            {
                text.Append(Encode(values.GetValueOrDefault(name) as string ?? ""));
                continue;
            }

            var end = End(template, name, at);
            var body = template[at..end];
            at = end + name.Length + "{{/}}".Length;
            switch (values.GetValueOrDefault(name))
            {
                case IReadOnlyList<IReadOnlyDictionary<string, object?>> list:
                    foreach (var entry in list)
                    {
                        Append(text, body, entry);
                    }

                    break;
                case string { Length: > 0 } or true:
                    Append(text, body, values);
                    break;
                default:
                    break; // null, false or an empty text: left out
            }
        }

        text.Append(template, at, template.Length - at);
    }

    // The closing tag of the same depth: a list's entries may use a list's name for a text of their own.
    private static int End(string template, string name, int from)
    {
        string open = "{{#" + name + "}}", close = "{{/" + name + "}}";
        var depth = 1;
        for (var at = from; ;)
        {
            var next = template.IndexOf(close, at, StringComparison.Ordinal);
            if (next < 0)
            {
                throw new InvalidOperationException($"A template opens {open} and never closes it.");
            }

            var inner = template.IndexOf(open, at, StringComparison.Ordinal);
            if (inner >= 0 && inner < next)
            {
                depth++;
                at = inner + open.Length;
                continue;
            }

            if (--depth == 0)
            {
                return next;
            }

            at = next + close.Length;
        }
    }

    private static string Encode(string value) => WebUtility.HtmlEncode(value.StartsWith("data:image/png;base64,", StringComparison.Ordinal) ? value : TextBlock.Clean(value));

    [GeneratedRegex(@"\{\{(?<open>#?)(?<name>[a-z]+)\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();
}
