using System.Globalization;
using System.Text.Json;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Generation;
using CommerceOS.Web.Localization;

namespace CommerceOS.Web.Components.Generation;

/// <summary>The parameters of recipes between form fields and JSON. A field is named <c>{recipe}:{parameter}</c>.</summary>
internal static class RecipeOptions
{
    public static string FieldName(RecipeDto recipe, RecipeParameterDto parameter) => recipe.Id + ":" + parameter.Name;

    /// <summary>Only what differs from the defaults; null when nothing does.</summary>
    public static JsonElement? Read(RecipeDto recipe, IFormCollection form)
    {
        var chosen = new Dictionary<string, object>();
        foreach (var parameter in recipe.Parameters)
        {
            var text = form[FieldName(recipe, parameter)].LastOrDefault();
            if (string.IsNullOrWhiteSpace(text) || text == Words(parameter.Default)) continue;
            chosen[parameter.Name] = parameter.Default.ValueKind switch
            {
                JsonValueKind.Number when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
                JsonValueKind.True or JsonValueKind.False => text == "true",
                _ => text,
            };
        }
        return chosen.Count == 0 ? null : JsonSerializer.SerializeToElement(chosen, CommerceClient.Json);
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

    public static string NameOf(string recipe, Texts texts) => texts.Find("recipe." + recipe) ?? Humanise(recipe);

    public static string ParameterName(string name, Texts texts) => texts.Find("parameter." + name) ?? Humanise(name);

    public static string ChoiceName(string choice, Texts texts) => texts.Find("choice." + choice) ?? (choice.StartsWith('#') ? choice : Humanise(choice));

    // camelCase or kebab-case to words, for what a newer API may know before these pages do.
    private static string Humanise(string name)
    {
        var words = string.Concat(name.Select((c, i) => c is '-' or '_' ? " " : i > 0 && char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString()));
        return words.Length == 0 ? words : char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];
    }
}
