using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CommerceOS.Domain.Generation;

/// <summary>
/// The steps of an edited photo as people and integrators write them: which there are, what each may say, and one canonical way to
/// write the same list. The engine applies them in their order; what only it can know, it refuses itself.
/// </summary>
public static class EditSteps
{
    public const int MostSteps = 40;
    public const int MostStrokes = 100;
    public const int MostPoints = 500;
    public const int MostPointsTogether = 10_000;
    public const string Output = "output";
    public const string Background = "background";

    // Of a share: 1/12 of a pixel of the largest picture.
    private const int Digits = 5;

    private static readonly EditField Colour = new("colour", "#ffffff", EditFieldType.Colour);

    /// <summary>Every kind with its fields, in the canonical order.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<EditField>> Kinds { get; } = new Dictionary<string, IReadOnlyList<EditField>>
    {
        ["crop"] =
        [
            Number("left", 0, 0, .99, "of the frame's width"), Number("top", 0, 0, .99, "of the frame's height"), Number("width", 1, .01, 1, "of the frame's width"), Number("height", 1, .01, 1, "of the frame's height"),
            new("aspect", null, EditFieldType.Number, .05, 20, "(width over height), or nothing"),
        ],
        ["straighten"] = [Number("degrees", 0, -15, 15, "degrees")],
        ["turn"] = [new("quarters", 0, EditFieldType.Integer, 0, 3, "quarter turns"), new("mirror", false, EditFieldType.Boolean)],
        ["light"] = [Number("exposure", 0, -3, 3, "EV"), Number("contrast", 0, -100, 100, "%")],
        ["auto-light"] = [],
        ["white-balance"] = [Number("temperature", 0, -100, 100, "(cooler to warmer)"), Number("tint", 0, -100, 100, "(greener to more magenta)")],
        ["auto-white-balance"] = [],
        ["denoise"] = [Number("strength", 40, 1, 100, "%")],
        ["sharpen"] = [Number("amount", 80, 1, 300, "%"), Number("radius", 1, .3, 5, "pixels"), Number("threshold", 1, 0, 20, "levels of lightness")],
        ["upscale"] = [],
        [Background] = [Colour],
        ["erase"] = [new("strokes", null, EditFieldType.Strokes)],
        ["resize"] =
        [
            new("width", 2000, EditFieldType.Integer, 16, 8000, "pixels"), new("height", 2000, EditFieldType.Integer, 16, 8000, "pixels"), new("fit", "contain", EditFieldType.Choice, Choices: ["contain", "cover", "max"]),
            Colour, Number("margin", 0, 0, .3, "of the shorter side"),
        ],
        [Output] =
        [
            new("format", "jpeg", EditFieldType.Choice, Choices: ["jpeg", "png", "webp", "avif"]), new("quality", 90, EditFieldType.Integer, 40, 100, "of quality"),
            new("maxBytes", null, EditFieldType.Integer, 10_240, 100_000_000, "bytes, or nothing"),
        ],
    };

    /// <summary>Reads what a person sent: the list in its canonical form, or the first thing that is wrong with it.</summary>
    public static (JsonArray Steps, FieldError? Error) Read(JsonElement value, string field)
    {
        if (value.ValueKind != JsonValueKind.Array) return ([], FieldError.Wrong(field, "not_a_list", "a list of steps", Text(value)));
        var count = value.GetArrayLength();
        if (count == 0) return ([], FieldError.Required(field));
        if (count > MostSteps) return ([], FieldError.TooMany(field, MostSteps, count));
        var steps = new JsonArray();
        var points = 0;
        foreach (var (i, element) in value.EnumerateArray().Index())
        {
            var here = string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]");
            var (step, error) = ReadStep(element, here, ref points);
            if (error is not null) return ([], error);
            if ((string?)step!["kind"] == Output && i < count - 1)
            {
                return ([], FieldError.Wrong(here + ".kind", "output_last", "the output as the last step", string.Create(CultureInfo.InvariantCulture, $"{count - 1 - i} more behind it")));
            }
            steps.Add(step);
        }
        return points > MostPointsTogether
            ? ([], FieldError.Wrong(field, "too_many_points", string.Create(CultureInfo.InvariantCulture, $"at most {MostPointsTogether} points to erase in all steps together"), points.ToString(CultureInfo.InvariantCulture)))
            : (steps, null);
    }

    /// <summary>Whether the list needs to know what of the photo is the product.</summary>
    public static bool NeedOutline(JsonElement steps) => steps.EnumerateArray().Any(s => s.GetProperty("kind").GetString() == Background);

    private static (JsonObject? Step, FieldError? Error) ReadStep(JsonElement element, string field, ref int points)
    {
        if (element.ValueKind != JsonValueKind.Object) return (null, FieldError.Wrong(field, "not_a_step", "an object with a kind and its values", Text(element)));
        var kind = element.TryGetProperty("kind", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString()! : null;
        if (kind is null || !Kinds.TryGetValue(kind, out var fields)) return (null, FieldError.OneOf(field + ".kind", Kinds.Keys, kind ?? (named.ValueKind == JsonValueKind.Undefined ? null : Text(named))));
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name != "kind" && fields.All(f => f.Name != property.Name)) return (null, FieldError.OneOf($"{field}.{property.Name}", ["kind", .. fields.Select(f => f.Name)], property.Name));
        }
        var step = new JsonObject { ["kind"] = kind };
        foreach (var wanted in fields)
        {
            var (value, error) = element.TryGetProperty(wanted.Name, out var given) ? wanted.Read(given, $"{field}.{wanted.Name}", ref points) : (wanted.Default?.DeepClone(), null);
            if (wanted is { Type: EditFieldType.Strokes } && value is null) error ??= FieldError.Required($"{field}.{wanted.Name}");
            if (error is not null) return (null, error);
            step[wanted.Name] = value;
        }
        return (step, kind == "crop" ? Inside(step, field) : null);
    }

    private static FieldError? Inside(JsonObject crop, string field)
    {
        foreach (var (from, length) in ((string, string)[])[("left", "width"), ("top", "height")])
        {
            var (start, size) = ((double)crop[from]!, (double)crop[length]!);
            if (start + size > 1 && start + size < 1.00003) crop[length] = Round(1 - start); // rounded up on both sides
            else if (start + size > 1)
            {
                return FieldError.Wrong($"{field}.{length}", "out_of_range", string.Create(CultureInfo.InvariantCulture, $"at most {1 - start:0.#####}, what {from} leaves"), size.ToString("0.#####", CultureInfo.InvariantCulture));
            }
        }
        return null;
    }

    internal static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    internal static double Round(double value) => Math.Round(value, Digits);

    private static EditField Number(string name, double preset, double min, double max, string unit) => new(name, preset, EditFieldType.Number, min, max, unit);
}
