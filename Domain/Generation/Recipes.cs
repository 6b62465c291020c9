using System.Text.Json.Nodes;

namespace CommerceOS.Domain.Generation;

/// <summary>The list of recipes. A new one is a line here and a maker in the workers.</summary>
public static class Recipes
{
    /// <summary>The Studio's scenes by name.</summary>
    public static IReadOnlyList<string> Scenes { get; } =
    [
        "mist", "reflectiveWhite", "sage", "sand", "stone", "sunlit-plaster", "blush", "peach", "sky", "dark", "oak-table", "pale-planks", "walnut-desk",
        "black-marble", "concrete", "terrazzo", "carrara", "satin", "indigo-linen", "linen", "autumn-leaves", "holiday-lights", "new-year-lanterns",
        "palm-shade", "spring-blossom", "winter-snow",
    ];

    /// <summary>The look that the Studio paints itself; all others are templates.</summary>
    public const string StudioStyle = "classic";

    /// <summary>The Studio's own look first, then its templates' styles.</summary>
    public static IReadOnlyList<string> Styles { get; } = [StudioStyle, "clean", "editorial", "bold"];

    /// <summary>The brand's colours where there is a brand, else cream; or a theme whatever the brand is.</summary>
    public static IReadOnlyList<string> Themes { get; } = ["auto", "cream", "mist", "blush"];

    public static Recipe MainImage { get; } = new(
        "main-image", RecipeKind.Image, NeedsPhoto: true, TypicalSeconds: 2,
        [
            new("fillPercent", 90, Min: 85, Max: 98, Unit: "% of the frame's side"),
            new("sizePixels", 2000, Min: 1000, Max: 3000, Unit: "px"),
        ]);

    public static Recipe StudioScene { get; } = new(
        "studio-scene", RecipeKind.Image, NeedsPhoto: true, TypicalSeconds: 2,
        [
            new("preset", "mist", Choices: Scenes),
            new("fillPercent", 62, Min: 40, Max: 75, Unit: "% of the frame's side"),
            new("light", "left", Choices: ["left", "right"]),
            new("shadowPercent", 100, Min: 0, Max: 150, Unit: "% of the usual strength"),
            // Not the brand's by themselves: most scenes are chosen for the colours that they have.
            new("colours", "scene", Choices: ["scene", "brand"]),
        ]);

    public static Recipe Infographic { get; } = new(
        "infographic", RecipeKind.Image, NeedsPhoto: true, TypicalSeconds: 2,
        [
            new("language", Languages.English, Choices: Languages.All),
            new("features", 3, Min: 1, Max: 3),
            new("theme", Themes[0], Choices: Themes),
            new("style", StudioStyle, Choices: Styles),
        ]);

    public static Recipe Card { get; } = new(
        "card", RecipeKind.Image, NeedsPhoto: true, TypicalSeconds: 2,
        [
            new("format", "story", Choices: ["square", "portrait", "story", "wide", "banner"]),
            new("scene", "sand", Choices: Scenes),
            new("language", Languages.English, Choices: Languages.All),
            new("price", true),
            new("style", StudioStyle, Choices: Styles),
            new("theme", Themes[0], Choices: Themes),
            new("button", true),
        ]);

    public static Recipe Comparison { get; } = new(
        "comparison", RecipeKind.Image, NeedsPhoto: true, TypicalSeconds: 3,
        [
            // The facts of the others are the merchant's; nothing is filled in.
            new("table", new JsonObject(), Required: true),
            new("style", Styles[1], Choices: [.. Styles.Skip(1)]),
            new("theme", Themes[0], Choices: Themes),
            new("format", "square", Choices: ["square", "portrait"]),
            new("language", Languages.English, Choices: Languages.All),
        ]);

    public static Recipe ListingCopy { get; } = new(
        "listing-copy", RecipeKind.Copy, NeedsPhoto: false, TypicalSeconds: 1,
        [
            new("lead", "features", Choices: ["features", "details"]),
            new("bullets", 5, Min: 1, Max: 5),
            new("brandInTitle", true),
        ]);

    public static Recipe ProductVideo { get; } = new(
        "product-video", RecipeKind.Video, NeedsPhoto: true, TypicalSeconds: 9,
        [
            new("shape", "square", Choices: ["square", "portrait", "landscape"]),
            new("scene", "mist", Choices: Scenes),
            new("language", Languages.English, Choices: Languages.All),
            new("captions", true),
            // The brand's, where there is some.
            new("music", true),
            // None: the shots that VideoPlan suggests when the video is made.
            new("storyboard", new JsonArray()),
        ]);

    /// <summary>A photo after steps that a person chose.</summary>
    public static Recipe PhotoEdit { get; } = new(
        "photo-edit", RecipeKind.Image, NeedsPhoto: true, TypicalSeconds: 3, [new("steps", new JsonArray(), List: RecipeParameter.Steps, Required: true)]);

    /// <summary>A photo in the size that a channel shows: one picture each, so that every one has its own lineage and its own decision.</summary>
    public static Recipe ChannelSizes { get; } = new(
        "channel-sizes", RecipeKind.Image, NeedsPhoto: true, TypicalSeconds: 2, [new("channel", ChannelPresets.All[0].Id, Choices: [.. ChannelPresets.All.Select(p => p.Id)])]);

    public static IReadOnlyList<Recipe> All { get; } = [MainImage, StudioScene, Infographic, Card, Comparison, ListingCopy, ProductVideo, PhotoEdit, ChannelSizes];

    public static Recipe? Find(string? id) => All.FirstOrDefault(r => r.Id == id);
}
