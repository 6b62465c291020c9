using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CommerceOS.Domain.Generation;

public enum EditFieldType { Number, Integer, Boolean, Choice, Colour, Strokes }

/// <summary>One value of an editing step.</summary>
/// <param name="Default">Null where nothing is a value, too.</param>
public sealed record EditField(string Name, JsonNode? Default, EditFieldType Type, double Min = 0, double Max = 0, string Unit = "", IReadOnlyList<string>? Choices = null)
{
    private const double LeastRadius = .002;
    private const double MostRadius = .1;

    internal (JsonNode? Value, FieldError? Error) Read(JsonElement given, string field, ref int points)
    {
        // Nothing is a value of what may be absent; for all else it is the default. Of a colour it means transparency.
        if (given.ValueKind == JsonValueKind.Null) return (Type == EditFieldType.Colour ? null : Default?.DeepClone(), null);
        return Type switch
        {
            EditFieldType.Number => given.ValueKind == JsonValueKind.Number && given.TryGetDouble(out var number) && number >= Min && number <= Max ? (EditSteps.Round(number), null) : (null, OutOfRange(given, field)),
            EditFieldType.Integer => given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out var whole) && whole >= Min && whole <= Max ? (whole, null) : (null, OutOfRange(given, field, "a whole number from ")),
            EditFieldType.Boolean => given.ValueKind is JsonValueKind.True or JsonValueKind.False ? (given.GetBoolean(), null) : (null, FieldError.Wrong(field, "not_a_boolean", "true or false", EditSteps.Text(given))),
            EditFieldType.Choice => given.ValueKind == JsonValueKind.String && Choices!.Contains(given.GetString()!) ? (given.GetString(), null) : (null, FieldError.OneOf(field, Choices!, EditSteps.Text(given))),
            EditFieldType.Colour => given.ValueKind == JsonValueKind.String && given.GetString() is ['#', _, _, _, _, _, _] colour && colour.Skip(1).All(char.IsAsciiHexDigit)
                ? (colour.ToLowerInvariant(), null)
                : (null, FieldError.Wrong(field, "not_a_colour", "a colour as #rrggbb, or nothing for transparency", EditSteps.Text(given))),
            EditFieldType.Strokes => ReadStrokes(given, field, ref points),
            _ => throw new InvalidOperationException($"unknown type {Type}"),
        };
    }

    private FieldError OutOfRange(JsonElement given, string field, string before = "") =>
        FieldError.Wrong(field, "out_of_range", string.Create(CultureInfo.InvariantCulture, $"{before}{Min} to {Max} {Unit}").TrimEnd(), EditSteps.Text(given));

    private static (JsonNode? Value, FieldError? Error) ReadStrokes(JsonElement given, string field, ref int points)
    {
        if (given.ValueKind != JsonValueKind.Array) return (null, FieldError.Wrong(field, "not_a_list", "a list of strokes", EditSteps.Text(given)));
        if (given.GetArrayLength() == 0) return (null, FieldError.Required(field));
        if (given.GetArrayLength() > EditSteps.MostStrokes) return (null, FieldError.TooMany(field, EditSteps.MostStrokes, given.GetArrayLength()));
        var strokes = new JsonArray();
        foreach (var (n, stroke) in given.EnumerateArray().Index())
        {
            var here = string.Create(CultureInfo.InvariantCulture, $"{field}[{n}]");
            if (stroke.ValueKind != JsonValueKind.Object) return (null, FieldError.Wrong(here, "not_a_stroke", "an object with radius and points", EditSteps.Text(stroke)));
            if (Share(stroke, "radius", LeastRadius, MostRadius, here) is { Error: { } radiusError }) return (null, radiusError);
            if (!stroke.TryGetProperty("points", out var line) || line.ValueKind != JsonValueKind.Array || line.GetArrayLength() == 0) return (null, FieldError.Required(here + ".points"));
            if (line.GetArrayLength() > EditSteps.MostPoints) return (null, FieldError.TooMany(here + ".points", EditSteps.MostPoints, line.GetArrayLength()));
            var places = new JsonArray();
            foreach (var (i, point) in line.EnumerateArray().Index())
            {
                var at = string.Create(CultureInfo.InvariantCulture, $"{here}.points[{i}]");
                var (x, y) = (Share(point, "x", 0, 1, at), Share(point, "y", 0, 1, at));
                if ((x.Error ?? y.Error) is { } error) return (null, error);
                places.Add(new JsonObject { ["x"] = x.Value, ["y"] = y.Value });
            }
            points += places.Count;
            strokes.Add(new JsonObject { ["radius"] = Share(stroke, "radius", LeastRadius, MostRadius, here).Value, ["points"] = places });
        }
        return (strokes, null);
    }

    private static (double Value, FieldError? Error) Share(JsonElement owner, string name, double least, double most, string field)
    {
        if (owner.ValueKind != JsonValueKind.Object || !owner.TryGetProperty(name, out var given)) return (0, FieldError.Required($"{field}.{name}"));
        return given.ValueKind == JsonValueKind.Number && given.TryGetDouble(out var value) && value >= least && value <= most
            ? (EditSteps.Round(value), null)
            : (0, FieldError.Wrong($"{field}.{name}", "out_of_range", string.Create(CultureInfo.InvariantCulture, $"{least} to {most} of the frame's longer side"), EditSteps.Text(given)));
    }
}
