using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CommerceOS.Domain.Generation;

/// <summary>One shot of a product video, as a person edits it.</summary>
/// <param name="Kind"><c>studio</c> (the product in a scene, the camera travels), <c>closeup</c> (into the picture) or <c>text</c>.</param>
/// <param name="Seconds">1.2 to 20: a shot shows itself for as long as it overlaps with others, at least.</param>
/// <param name="Scene">Of <c>studio</c> and <c>closeup</c>: one of <see cref="Recipes.Scenes"/>; null for the video's own.</param>
/// <param name="Caption">Of <c>studio</c> and <c>closeup</c>, up to 90 characters, or null.</param>
/// <param name="Title">Of <c>text</c>, 1 to 80 characters.</param>
/// <param name="Line">Of <c>text</c>, up to 120 characters, or null.</param>
public sealed record ShotDraft(string Kind, double Seconds, string? Scene = null, string? Caption = null, string? Title = null, string? Line = null)
{
    public const string Studio = "studio";
    public const string CloseUp = "closeup";
    public const string Text = "text";

    public const int MaxShots = 8;
    public const int MaxCaption = 90;
    public const int MaxTitle = 80;
    public const int MaxLine = 120;
    public const double LongestSeconds = 60;

    /// <summary>Overlap of two shots in seconds: the video is as long as its shots minus these.</summary>
    public const double Crossfade = .6;

    private const double ShortestShot = 2 * Crossfade;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    public static double Length(IReadOnlyList<ShotDraft> shots) => shots.Sum(s => s.Seconds) - Crossfade * Math.Max(0, shots.Count - 1);

    /// <summary>Reads what a person sent: the shots, or the first thing that is wrong with them. An empty list is a wish for the suggested ones.</summary>
    public static (IReadOnlyList<ShotDraft> Shots, FieldError? Error) Read(JsonElement value, string field)
    {
        if (value.ValueKind != JsonValueKind.Array) return ([], FieldError.Wrong(field, "not_a_list", "a list of shots", value.ToString()));
        if (value.GetArrayLength() > MaxShots) return ([], FieldError.TooMany(field, MaxShots, value.GetArrayLength()));
        var shots = new List<ShotDraft>();
        foreach (var (i, element) in value.EnumerateArray().Index())
        {
            var here = string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]");
            ShotDraft? shot;
            try
            {
                shot = element.Deserialize<ShotDraft>(Json);
            }
            catch (JsonException)
            {
                shot = null;
            }
            if (shot is null) return ([], FieldError.Wrong(here, "not_a_shot", "an object with kind, seconds, scene, caption, title and line", element.ToString()));
            if (shot.Check(here) is { } error) return ([], error);
            shots.Add(shot.Trimmed());
        }
        return Length(shots) is var seconds && shots.Count > 0 && seconds is < 1 or > LongestSeconds
            ? ([], FieldError.Wrong(field, "out_of_range", string.Create(CultureInfo.InvariantCulture, $"1 to {LongestSeconds} seconds in all"), seconds.ToString("0.#", CultureInfo.InvariantCulture)))
            : (shots, null);
    }

    public static JsonNode ToJson(IReadOnlyList<ShotDraft> shots) => JsonSerializer.SerializeToNode(shots, Json)!;

    private FieldError? Check(string field)
    {
        if (Kind is not (Studio or CloseUp or Text)) return FieldError.OneOf(field + ".kind", [Studio, CloseUp, Text], Kind);
        if (!(Seconds is >= ShortestShot and <= 20)) return FieldError.Wrong(field + ".seconds", "out_of_range", "1.2 to 20 seconds", Seconds.ToString(CultureInfo.InvariantCulture));
        if (Scene is not null && !Recipes.Scenes.Contains(Scene)) return FieldError.OneOf(field + ".scene", Recipes.Scenes, Scene);
        if (Kind == Text && string.IsNullOrWhiteSpace(Title)) return FieldError.Required(field + ".title");
        return TooLong(field + ".caption", Caption, MaxCaption) ?? TooLong(field + ".title", Title, MaxTitle) ?? TooLong(field + ".line", Line, MaxLine);
    }

    private static FieldError? TooLong(string field, string? text, int max) => text?.Length > max ? FieldError.TooLong(field, max, text.Length) : null;

    private ShotDraft Trimmed() => this with { Caption = Blank(Caption), Title = Blank(Title), Line = Blank(Line) };

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
