using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CommerceOS.Domain.Generation;

public enum RecipeKind { Image, Copy, Video }

/// <summary>One parameter of a recipe: a choice, a whole number with a range and unit, a switch, the shots of a video, or the steps of an edited photo.</summary>
/// <param name="Required">Whether it has to be given: its default is nothing that can be made.</param>
public sealed record RecipeParameter(
    string Name, JsonNode Default, IReadOnlyList<string>? Choices = null, int? Min = null, int? Max = null, string? Unit = null, string List = "storyboard", bool Required = false)
{
    public const string Steps = "edit-steps";

    public string Type => Default is JsonArray ? List : Choices is not null ? "choice" : Min is not null ? "integer" : "boolean";

    public FieldError? Check(JsonElement value)
    {
        var field = $"parameters.{Name}";
        return Type switch
        {
            "choice" => value.ValueKind == JsonValueKind.String && Choices!.Contains(value.GetString()!) ? null : FieldError.OneOf(field, Choices!, value.ToString()),
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var n) && n >= Min && n <= Max
                ? null
                : FieldError.Wrong(field, "out_of_range", string.Create(CultureInfo.InvariantCulture, $"a whole number from {Min} to {Max} {Unit}").TrimEnd(), value.ToString()),
            "storyboard" => ShotDraft.Read(value, field).Error,
            Steps => EditSteps.Read(value, field).Error,
            _ => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : FieldError.Wrong(field, "not_a_boolean", "true or false", value.ToString()),
        };
    }

    /// <summary>Of a value that was checked: the one way to write it.</summary>
    internal JsonNode? Canonical(JsonElement value) => Type switch
    {
        "storyboard" => ShotDraft.ToJson(ShotDraft.Read(value, Name).Shots),
        Steps => EditSteps.Read(value, Name).Steps,
        _ => JsonNode.Parse(value.GetRawText()),
    };
}

/// <summary>A named, parameterised way to make something.</summary>
public sealed record Recipe(string Id, RecipeKind Kind, bool NeedsPhoto, double TypicalSeconds, IReadOnlyList<RecipeParameter> Parameters)
{
    /// <summary>
    /// Every parameter in the recipe's own order, defaults filled in: the same wish always gives the same text, so hashes over it
    /// say whether two results are the same.
    /// </summary>
    public (string Json, IReadOnlyList<FieldError> Errors) Canonicalise(JsonElement? given)
    {
        var errors = new List<FieldError>();
        var values = new JsonObject();
        if (given is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined) })
        {
            return ("{}", [FieldError.Wrong("parameters", "not_an_object", "an object", given.Value.ToString())]);
        }
        var wishes = given is { ValueKind: JsonValueKind.Object } ? given.Value.EnumerateObject().ToList() : [];
        foreach (var wish in wishes.Where(w => Parameters.All(p => p.Name != w.Name)))
        {
            errors.Add(FieldError.OneOf("parameters", Parameters.Select(p => p.Name), wish.Name));
        }
        foreach (var parameter in Parameters)
        {
            // The last one wins where a name is repeated, as JSON readers commonly have it.
            var wish = wishes.FindLast(w => w.Name == parameter.Name);
            if (wish.Value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            {
                if (parameter.Required) errors.Add(FieldError.Required($"parameters.{parameter.Name}"));
                else values[parameter.Name] = parameter.Default.DeepClone();
            }
            else if (parameter.Check(wish.Value) is { } error) errors.Add(error);
            else values[parameter.Name] = parameter.Canonical(wish.Value);
        }
        return (values.ToJsonString(), errors);
    }
}
