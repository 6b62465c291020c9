using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CommerceOS.Domain.Catalog;

namespace CommerceOS.Domain.Generation;

/// <summary>One of the photos that a picture of several products is made from.</summary>
/// <param name="Label">What stands under it; null where the recipe writes none.</param>
/// <param name="Height">How tall the thing itself is, in the recipe's unit; null for what its product's facts say.</param>
public sealed record ChosenPhoto(Guid PhotoId, string? Label = null, decimal? Height = null)
{
    public const int MaxLabel = 32;

    /// <summary>Reads what a person sent: the photos in their order, or the first thing that is wrong with them.</summary>
    /// <param name="labelled">Whether each has a label; otherwise each may have a height.</param>
    public static (IReadOnlyList<ChosenPhoto> Photos, FieldError? Error) Read(JsonElement value, string field, int least, int most, bool labelled)
    {
        if (value.ValueKind != JsonValueKind.Array) return ([], FieldError.Wrong(field, "not_photos", "a list of photos", value.ToString()));
        var count = value.GetArrayLength();
        if (count < least) return ([], FieldError.Wrong(field, "too_few", string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"), count.ToString(CultureInfo.InvariantCulture)));
        if (count > most) return ([], FieldError.TooMany(field, most, count));
        string[] names = ["photoId", labelled ? "label" : "height"];
        List<ChosenPhoto> photos = [];
        foreach (var (i, element) in value.EnumerateArray().Index())
        {
            var here = string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]");
            if (element.ValueKind != JsonValueKind.Object) return ([], FieldError.Wrong(here, "not_a_photo", "an object with " + string.Join(" and ", names), element.ToString()));
            foreach (var property in element.EnumerateObject())
            {
                if (!names.Contains(property.Name)) return ([], FieldError.OneOf($"{here}.{property.Name}", names, property.Name));
            }
            var (id, wrongId) = Id(element.TryGetProperty("photoId", out var given) ? given : default, $"{here}.photoId", "a photo");
            if (wrongId is not null) return ([], wrongId);
            if (photos.Exists(p => p.PhotoId == id)) return ([], FieldError.Wrong($"{here}.photoId", "repeated", "each photo once", id.ToString()));
            var (label, wrongLabel) = labelled ? Text(element, $"{here}.label") : (null, null);
            var (height, wrongHeight) = labelled ? (null, null) : ProductSize.Length(element, "height", here);
            if ((wrongLabel ?? wrongHeight) is { } wrong) return ([], wrong);
            photos.Add(new(id, label, height));
        }
        return (photos, null);
    }

    public static JsonArray ToJson(IReadOnlyList<ChosenPhoto> photos, bool labelled) => new(
        [.. photos.Select(p => new JsonObject { ["photoId"] = p.PhotoId, [labelled ? "label" : "height"] = labelled ? JsonValue.Create(p.Label) : JsonValue.Create(p.Height) })]);

    /// <summary>The label that the facts suggest: the colour, in words of the language where it has them; null where there is none.</summary>
    public static string? LabelOf(Product product, string language) => product.Attributes
        .Where(a => a.Name.Trim().ToLowerInvariant() is "colour" or "color" or "颜色")
        .Select(a => FactWords.Value(a.Value, language) ?? a.Value).FirstOrDefault(v => v.Length is > 0 and <= MaxLabel);

    internal static (Guid Id, FieldError? Error) Id(JsonElement value, string field, string what) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => (default, FieldError.Required(field)),
        JsonValueKind.String when value.TryGetGuid(out var id) => (id, null),
        _ => (default, FieldError.Wrong(field, "not_an_id", $"the id of {what}", value.ToString())),
    };

    private static (string? Text, FieldError? Error) Text(JsonElement owner, string field)
    {
        var text = owner.TryGetProperty("label", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()!.Trim() : "";
        if (text.Length == 0) return (null, FieldError.Required(field));
        if (text.Length > MaxLabel) return (null, FieldError.TooLong(field, MaxLabel, text.Length));
        return text.Any(char.IsControl) ? (null, FieldError.Wrong(field, "not_text", "one line of text", text)) : (text, null);
    }
}
