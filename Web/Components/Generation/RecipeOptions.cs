using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Generation;
using CommerceOS.Web.Components.Ui;
using CommerceOS.Web.Localization;

namespace CommerceOS.Web.Components.Generation;

/// <summary>The parameters of recipes between form fields and JSON. A field is named <c>{recipe}:{parameter}</c>.</summary>
internal static partial class RecipeOptions
{
    /// <summary>Made in the editor, from one photo: its parameter is no field of a form.</summary>
    public const string PhotoEdit = "photo-edit";

    /// <summary>Made once for each size that is ticked.</summary>
    public const string ChannelSizes = "channel-sizes";

    /// <summary>Photos with a label each, as a parameter's type.</summary>
    public const string LabelledPhotos = "labelled-photos";

    /// <summary>What is ticked before anybody chose: what every product needs. Sizes for channels are as many pictures as there are channels.</summary>
    public static bool IsUsual(RecipeDto recipe) => recipe.Id is not (PhotoEdit or ChannelSizes) && !NeedsChoice(recipe);

    /// <summary>How long a full set takes: the usual recipes and two more scenes.</summary>
    public static double SetSeconds(IReadOnlyList<RecipeDto> recipes) =>
        recipes.Where(IsUsual).Sum(r => r.TypicalSeconds) + 2 * (recipes.FirstOrDefault(r => r.Id == "studio-scene")?.TypicalSeconds ?? 0);

    /// <summary>What is sent for a ticked recipe: one wish, or one for each of the sizes.</summary>
    public static IReadOnlyList<RecipeRequest> Requests(RecipeDto recipe, IFormCollection form)
    {
        if (recipe.Id != ChannelSizes || recipe.Parameters is not [var channel, ..]) return [new(recipe.Id, Read(recipe, form))];
        var sizes = form[FieldName(recipe, channel)].OfType<string>().Distinct().ToList();
        return sizes.Count == 0 ? [new(recipe.Id)] : [.. sizes.Select(size => new RecipeRequest(recipe.Id, JsonSerializer.SerializeToElement(new Dictionary<string, string> { [channel.Name] = size })))];
    }

    /// <summary>Our sample of what a recipe makes: its name in wwwroot/img.</summary>
    public static string SampleOf(string recipe, string language)
    {
        var inLanguage = language == Languages.Chinese ? "zh" : "en";
        return recipe switch
        {
            "main-image" => "bottle-main",
            "studio-scene" => "bottle-studio",
            "infographic" => $"bottle-info-{inLanguage}",
            "card" or "comparison" or "size-guide" or "before-after" or "variants" => $"kind-{recipe}-{inLanguage}",
            "group" or "product-video" or "channel-sizes" => $"kind-{recipe}",
            _ => "bottle-wood",
        };
    }

    public static string FieldName(RecipeDto recipe, RecipeParameterDto parameter) => recipe.Id + ":" + parameter.Name;

    /// <summary>Only what differs from the defaults; null when nothing does.</summary>
    public static JsonElement? Read(RecipeDto recipe, IFormCollection form)
    {
        var chosen = new Dictionary<string, object>();
        foreach (var parameter in recipe.Parameters)
        {
            var name = FieldName(recipe, parameter);
            if (IsPhotos(parameter) || parameter.Type == "size")
            {
                object? several = IsPhotos(parameter) ? ReadPhotos(parameter, name, form) : ReadSize(name, form);
                if (several is not null) chosen[parameter.Name] = several;
                continue;
            }
            var text = form[name].LastOrDefault();
            if (string.IsNullOrWhiteSpace(text) || text == Words(parameter.Default)) continue;
            chosen[parameter.Name] = parameter.Default.ValueKind switch
            {
                JsonValueKind.Number when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
                JsonValueKind.True or JsonValueKind.False => text == "true",
                JsonValueKind.Array => ReadList(text),
                JsonValueKind.Object => TableText.Read(text),
                _ => text,
            };
        }
        return chosen.Count == 0 ? null : JsonSerializer.SerializeToElement(chosen, CommerceClient.Json);
    }

    /// <summary>The field with the ids of a photo parameter in the order in which they were chosen, parted by commas.</summary>
    public static string OrderField(string name) => $"{name}.order";

    private static List<Dictionary<string, object?>>? ReadPhotos(RecipeParameterDto parameter, string name, IFormCollection form)
    {
        var field = parameter.Type == LabelledPhotos ? "label" : "height";
        // As they were chosen, where scripts run; as they stand in the page otherwise.
        var order = form[OrderField(name)].ToString().Split(',').ToList();
        var photos = form[name].OfType<string>().OrderBy(id => order.IndexOf(id) is >= 0 and var place ? place : int.MaxValue).Select(id => new Dictionary<string, object?> { ["photoId"] = id, [field] = field == "label" ? form[$"{name}.label:{id}"].ToString() : Number(form[$"{name}.height:{id}"]) }).ToList();
        return photos.Count == 0 ? null : photos;
    }

    private static Dictionary<string, object?>? ReadSize(string name, IFormCollection form)
    {
        var size = new Dictionary<string, object?>();
        foreach (var side in (string[])["width", "height", "depth"]) size[side] = Number(form[$"{name}.{side}"]);
        if (size.Values.All(v => v is null)) return null;
        size["unit"] = form[$"{name}.unit"].ToString();
        return size;
    }

    // What is no number goes on as it came: the API says what it expected.
    private static object? Number(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : text;

    // What is no JSON goes on as it came: the API says what it expected.
    private static object ReadList(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    /// <summary>The value as a form field holds it.</summary>
    public static string Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Undefined or JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    /// <summary>The value of a parameter among those that a result was made with, else the default.</summary>
    public static string ValueIn(JsonElement? parameters, RecipeParameterDto parameter) =>
        parameters is { ValueKind: JsonValueKind.Object } made && made.TryGetProperty(parameter.Name, out var value) ? Words(value) : Words(parameter.Default);

    /// <summary>One parameter that a result was made with; null where it has none of that name.</summary>
    public static string? TextIn(JsonElement? parameters, string name) =>
        parameters is { ValueKind: JsonValueKind.Object } made && made.TryGetProperty(name, out var value) ? Words(value) : null;

    public static string NameOf(string recipe, Texts texts) => texts.Find("recipe." + recipe) ?? Humanise(recipe);

    /// <summary>With what tells it from its neighbours in a set: "Studio scene, sand".</summary>
    public static string NameOf(GenerationDto work, Texts texts)
    {
        var name = NameOf(work.Recipe, texts);
        return (TextIn(work.Parameters, "preset") ?? TextIn(work.Parameters, "channel")) is { Length: > 0 } kind ? texts["recipe.of-kind", ("recipe", name), ("kind", ChoiceName(kind, texts))] : name;
    }

    /// <summary>None where the recipe has no such parameter.</summary>
    public static IReadOnlyList<string> ChoicesOf(RecipeDto recipe, string parameter) => recipe.Parameters.FirstOrDefault(p => p.Name == parameter)?.Choices ?? [];

    /// <summary>Whether it is made from something that a person chooses or states first: no product has that by itself.</summary>
    public static bool NeedsChoice(RecipeDto recipe) => recipe.Parameters.Any(p => p.Type is "table" or "size" or "picture" || IsPhotos(p));

    public static bool IsPhotos(RecipeParameterDto parameter) => parameter.Type is LabelledPhotos or "photos";

    /// <summary>What is suggested to write under a photo: what its facts say; another product's name where they say nothing.</summary>
    public static string? LabelFor(PhotoChoiceDto choice, Guid productId) => choice.Label ?? (choice.ProductId != productId && choice.Product.Length is > 0 and <= 32 ? choice.Product : null);

    /// <summary>Chosen photos among a recipe's parameters; null where none were given, or where they are not what they look like: forms come from outside.</summary>
    public static List<ChosenPhotoDto>? PhotosIn(JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.Array } list) return null;
        List<ChosenPhotoDto> photos = [];
        foreach (var item in list.EnumerateArray())
        {
            if (!Guid.TryParse(TextIn(item, "photoId"), out var id)) continue;
            photos.Add(new(id, TextIn(item, "label"), decimal.TryParse(TextIn(item, "height"), NumberStyles.Float, CultureInfo.InvariantCulture, out var height) ? height : null));
        }
        return photos;
    }

    /// <summary>One parameter as JSON; null where it is not among what was given.</summary>
    public static JsonElement? ElementIn(JsonElement? parameters, string name) =>
        parameters is { ValueKind: JsonValueKind.Object } made && made.TryGetProperty(name, out var value) ? value : null;

    public static bool IsVideo(string recipe) => recipe == "product-video";

    public static string IconOf(string recipe) => recipe == "listing-copy" ? Icons.Of("text-select") : IsVideo(recipe) ? Icons.Of("clapperboard") : Icons.Of("image");

    /// <summary>What it is doing now.</summary>
    public static string? StepName(GenerationDto work, Texts texts) =>
        (IsVideo(work.Recipe) ? texts.Find($"step.{work.Step}-video") : null) ?? texts.Find("step." + work.Step) ?? work.Step;

    public static string ParameterName(string name, Texts texts) => texts.Find("parameter." + name) ?? Humanise(name);

    public static string ChoiceName(string choice, Texts texts) => texts.Find("choice." + choice) ?? (choice.StartsWith('#') ? choice : Humanise(choice));

    /// <param name="Shot">From 1; of a storyboard.</param>
    internal sealed record Place(RecipeDto Recipe, string Parameter, int? Shot);

    /// <summary>Where the API found something wrong: <c>recipes[1].parameters.storyboard[2].seconds</c>, the recipe by its place in what was sent.</summary>
    public static Place? PlaceOf(string field, IReadOnlyList<RecipeDto> sent)
    {
        var match = Path().Match(field);
        if (!match.Success || Number("recipe") is not { } at || at >= sent.Count) return null;
        return new(sent[at], match.Groups["parameter"].Value, Number("shot") + 1);

        int? Number(string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"^recipes\[(?<recipe>\d{1,3})\]\.parameters\.(?<parameter>[A-Za-z]+)(\[(?<shot>\d{1,3})\])?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Path();

    // camelCase or kebab-case to words, for what a newer API may know before these pages do.
    private static string Humanise(string name)
    {
        var words = string.Concat(name.Select((c, i) => c is '-' or '_' ? " " : i > 0 && char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString()));
        return words.Length == 0 ? words : char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];
    }
}
