using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CommerceOS.Domain.Generation;

public enum RecipeKind { Image, Copy, Video }

/// <summary>
/// One parameter of a recipe: a choice, a whole number with a range and unit, a switch, a scene to choose by its look, a line of text, or what
/// <paramref name="Shape"/> says.
/// </summary>
/// <param name="Max">Of text: its longest, in characters; of photos: their most.</param>
/// <param name="Shape">The type of what is more than one plain value; null for all else.</param>
/// <param name="Required">Whether it has to be given: its default is nothing that can be made.</param>
public sealed record RecipeParameter(
    string Name, JsonNode Default, IReadOnlyList<string>? Choices = null, int? Min = null, int? Max = null, string? Unit = null, string? Shape = null, bool Required = false)
{
    public const string Storyboard = "storyboard";
    public const string Steps = "edit-steps";
    public const string Table = "table";
    public const string Text = "text";

    /// <summary>Lengths of the product; none are those that its facts say.</summary>
    public const string Size = "size";

    /// <summary>Photos in an order, each with a height where the merchant gave one.</summary>
    public const string Photos = "photos";

    /// <summary>Photos in an order, each with a label.</summary>
    public const string LabelledPhotos = "labelled-photos";

    /// <summary>The id of a finished picture of the product.</summary>
    public const string Picture = "picture";

    public string Type => Shape ?? (ReferenceEquals(Choices, Recipes.Scenes) ? "scene" : Choices is not null ? "choice" : Min is not null ? "integer" : "boolean");

    public FieldError? Check(JsonElement value)
    {
        var field = $"parameters.{Name}";
        return Type switch
        {
            "choice" or "scene" => value.ValueKind == JsonValueKind.String && Choices!.Contains(value.GetString()!) ? null : FieldError.OneOf(field, Choices!, value.ToString()),
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var n) && n >= Min && n <= Max
                ? null
                : FieldError.Wrong(field, "out_of_range", string.Create(CultureInfo.InvariantCulture, $"a whole number from {Min} to {Max} {Unit}").TrimEnd(), value.ToString()),
            Storyboard => ShotDraft.Read(value, field).Error,
            Steps => EditSteps.Read(value, field).Error,
            Table => ComparisonTable.Read(value, field).Error,
            Text => CheckText(value, field),
            Size => ProductSize.Read(value, field).Error,
            Photos or LabelledPhotos => ReadPhotos(value, field).Error,
            Picture => ChosenPhoto.Id(value, field, "a finished picture").Error,
            _ => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : FieldError.Wrong(field, "not_a_boolean", "true or false", value.ToString()),
        };
    }

    /// <summary>Of a value that was checked: the one way to write it.</summary>
    internal JsonNode? Canonical(JsonElement value) => Type switch
    {
        Storyboard => ShotDraft.ToJson(ShotDraft.Read(value, Name).Shots),
        Steps => EditSteps.Read(value, Name).Steps,
        Table => ComparisonTable.Read(value, Name).Table!.ToJson(),
        Text => value.GetString()!.Trim(),
        Size => ProductSize.Read(value, Name).Size?.ToJson() ?? new JsonObject(),
        Photos or LabelledPhotos => ChosenPhoto.ToJson(ReadPhotos(value, Name).Photos, Type == LabelledPhotos),
        Picture => value.GetGuid(),
        _ => JsonNode.Parse(value.GetRawText()),
    };

    internal (IReadOnlyList<ChosenPhoto> Photos, FieldError? Error) ReadPhotos(JsonElement value, string field) => ChosenPhoto.Read(value, field, Min!.Value, Max!.Value, Type == LabelledPhotos);

    private FieldError? CheckText(JsonElement value, string field)
    {
        if (value.ValueKind != JsonValueKind.String) return FieldError.Wrong(field, "not_text", "text", value.ToString());
        var text = value.GetString()!.Trim();
        if (text.Length > Max) return FieldError.TooLong(field, Max.Value, text.Length);
        return text.Any(char.IsControl) ? FieldError.Wrong(field, "not_text", "one line of text", text) : null;
    }
}

/// <summary>A named, parameterised way to make something.</summary>
public sealed record Recipe(string Id, RecipeKind Kind, bool NeedsPhoto, double TypicalSeconds, IReadOnlyList<RecipeParameter> Parameters)
{
    /// <summary>The photos that canonical parameters name, in their order; none where the recipe works from one photo that it is given.</summary>
    public IReadOnlyList<ChosenPhoto> PhotosIn(JsonElement parameters) =>
        Parameters.FirstOrDefault(p => p.Type is RecipeParameter.Photos or RecipeParameter.LabelledPhotos) is { } list ? list.ReadPhotos(parameters.GetProperty(list.Name), list.Name).Photos : [];

    /// <summary>The finished picture that canonical parameters name; null where the recipe takes none.</summary>
    public Guid? PictureIn(JsonElement parameters) =>
        Parameters.FirstOrDefault(p => p.Type == RecipeParameter.Picture) is { } picture ? parameters.GetProperty(picture.Name).GetGuid() : null;

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
