using CommerceOS.Contracts.Catalog;
using CommerceOS.Web.Localization;

namespace CommerceOS.Web.Components.Catalog;

/// <summary>A concern about an outline in the reader's language.</summary>
/// <param name="Text">What was noticed.</param>
/// <param name="Detail">The numbers behind it; null where the words say all.</param>
/// <param name="Advice">What to do about it; null where nothing here helps.</param>
internal sealed record OutlineNote(string Text, string? Detail, string? Advice)
{
    public static IReadOnlyList<OutlineNote> Of(OutlinePreviewDto preview, Texts texts) => [.. preview.Concerns.Select(c => new OutlineNote(
        texts.Find("check." + c.Code) ?? c.Message, texts.Language == Languages.English ? c.Message : null,
        c.Suggestions.Select(s => Remedy(s.Code, texts)).FirstOrDefault(a => a is not null)))];

    // A provider's model is advice for where one is connected; here is none.
    private static string? Remedy(string code, Texts texts) => code switch
    {
        "strokes" => texts["outline.advice.strokes"],
        "another_photo" => texts["outline.advice.photo"],
        _ => null,
    };

    /// <summary>Whether a check of a result is about the outline, so that drawing on the photo may help.</summary>
    public static bool IsOutline(CheckDto check) => check.Tone is CheckTone.Warn or CheckTone.Bad && check.Code is
        "same_colour_as_backdrop" or "weak_edges" or "busy_backdrop" or "unstable_outline" or "several_objects" or "parts_left_out" or "backdrop_included" or "ragged_outline" or "fills_photo" or "nothing_found";
}
