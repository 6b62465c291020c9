using System.Globalization;
using System.Text.Json;
using CommerceOS.Studio.Rendering;

namespace CommerceOS.Studio.Scenes;

/// <summary>A scene document is not as expected; the message names the scene, the place in it, what was expected and what came.</summary>
public sealed class SceneDocumentException(string message) : Exception(message);

/// <summary>
/// Reads one object of a scene document. Every name must be asked for: <see cref="Done"/> refuses those that nobody knows,
/// so that a misspelt parameter is an error and not a default.
/// </summary>
internal sealed class SceneReader
{
    private readonly JsonElement element;
    private readonly string place;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    internal SceneReader(JsonElement element, string place)
    {
        (this.element, this.place) = (element, place);
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new SceneDocumentException($"{place}: expected an object, got {Shown(element)}.");
        }
    }

    internal bool Has(string name) => Find(name) is not null;

    internal float Number(string name, float least, float most, string unit, float? otherwise = null)
    {
        if (Find(name) is not { } value)
        {
            return otherwise ?? throw Missing(name, FormattableString.Invariant($"{least} to {most} {unit}"));
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out var number) && number >= least && number <= most
            ? number
            : throw Refused(name, FormattableString.Invariant($"{least} to {most} {unit}"), value);
    }

    internal int Count(string name, int least, int most, string unit) => (int)MathF.Round(Number(name, least, most, unit));

    internal string Text(string name, int most)
    {
        var value = Find(name) ?? throw Missing(name, $"1 to {most} characters");
        return value.ValueKind == JsonValueKind.String && value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) && text.Length <= most
            ? text
            : throw Refused(name, $"1 to {most} characters", value);
    }

    internal string Choice(string name, string? otherwise, params ReadOnlySpan<string> choices)
    {
        var expected = $"one of {string.Join(", ", choices.ToArray())}";
        if (Find(name) is not { } value)
        {
            return otherwise ?? throw Missing(name, expected);
        }

        return value.ValueKind == JsonValueKind.String && choices.Contains(value.GetString()!) ? value.GetString()! : throw Refused(name, expected, value);
    }

    internal Tint Colour(string name)
    {
        var value = Find(name) ?? throw Missing(name, "a colour as \"#rrggbb\"");
        return value.ValueKind == JsonValueKind.String && Tint.TryOf(value.GetString(), out var tint) ? tint : throw Refused(name, "a colour as \"#rrggbb\"", value);
    }

    internal Tint[] Colours(string name, int least, int most)
    {
        var expected = least == most ? $"{least} colours as \"#rrggbb\"" : $"{least} to {most} colours as \"#rrggbb\"";
        var value = Find(name) ?? throw Missing(name, expected);
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() < least || value.GetArrayLength() > most)
        {
            throw Refused(name, expected, value);
        }

        return [.. value.EnumerateArray().Select(colour => colour.ValueKind == JsonValueKind.String && Tint.TryOf(colour.GetString(), out var tint) ? tint : throw Refused(name, expected, colour))];
    }

    internal SceneReader Child(string name) => new(Find(name) ?? throw Missing(name, "an object"), $"{place}.{name}");

    internal IReadOnlyList<SceneReader> Children(string name, int most)
    {
        if (Find(name) is not { } value)
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= most
            ? [.. value.EnumerateArray().Select((child, index) => new SceneReader(child, $"{place}.{name}[{index}]"))]
            : throw Refused(name, $"a list of at most {most} objects", value);
    }

    /// <summary>Refuses names that were never asked for.</summary>
    internal void Done()
    {
        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name))
            {
                throw new SceneDocumentException($"{place}.{property.Name}: expected one of {string.Join(", ", known.Order(StringComparer.Ordinal))}, got an unknown name.");
            }
        }
    }

    internal SceneDocumentException Refused(string name, string expected) => new($"{place}.{name}: expected {expected}.");

    private JsonElement? Find(string name)
    {
        known.Add(name);
        return element.TryGetProperty(name, out var value) ? value : null;
    }

    private SceneDocumentException Missing(string name, string expected) => new($"{place}.{name}: expected {expected}, got nothing.");

    private SceneDocumentException Refused(string name, string expected, JsonElement value) => new($"{place}.{name}: expected {expected}, got {Shown(value)}.");

    private static string Shown(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 60 ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..57]}...");
    }
}
