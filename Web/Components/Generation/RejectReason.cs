using CommerceOS.Web.Localization;

namespace CommerceOS.Web.Components.Generation;

/// <summary>A reason is a code that pages translate, a person's own words, or both as "code: words".</summary>
internal static class RejectReason
{
    public static IReadOnlyList<string> ForPictures { get; } = ["outline", "colour", "not_my_product", "other"];
    public static IReadOnlyList<string> ForCopy { get; } = ["wording", "not_my_product", "other"];

    public static string Compose(string? code, string? words)
    {
        words = words?.Trim() ?? "";
        code = string.IsNullOrWhiteSpace(code) ? "other" : code;
        var reason = words.Length == 0 ? code : code == "other" ? words : $"{code}: {words}";
        return reason.Length > 500 ? reason[..500] : reason;
    }

    public static string Words(string reason, Texts texts)
    {
        var parts = reason.Split(": ", 2);
        return texts.Find("reason." + parts[0]) is not { } known ? reason : parts.Length == 1 ? known : texts["reason.with-words", ("reason", known), ("words", parts[1])];
    }
}
