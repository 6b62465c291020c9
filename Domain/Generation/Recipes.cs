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

    // Empty: the product's own title in the language.
    private static readonly RecipeParameter Title = new("title", "", Max: 60, Shape: RecipeParameter.Text);

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
            new("table", new JsonObject(), Shape: RecipeParameter.Table, Required: true),
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
            new("storyboard", new JsonArray(), Shape: RecipeParameter.Storyboard),
        ]);

    /// <summary>A photo after steps that a person chose.</summary>
    public static Recipe PhotoEdit { get; } = new(
        "photo-edit", RecipeKind.Image, NeedsPhoto: true, TypicalSeconds: 3, [new("steps", new JsonArray(), Shape: RecipeParameter.Steps, Required: true)]);

    /// <summary>A photo in the size that a channel shows: one picture each, so that every one has its own lineage and its own decision.</summary>
    public static Recipe ChannelSizes { get; } = new(
        "channel-sizes", RecipeKind.Image, NeedsPhoto: true, TypicalSeconds: 2, [new("channel", ChannelPresets.All[0].Id, Choices: [.. ChannelPresets.All.Select(p => p.Id)])]);

    /// <summary>The product between dimension lines.</summary>
    public static Recipe SizeGuide { get; } = new(
        "size-guide", RecipeKind.Image, NeedsPhoto: true, TypicalSeconds: 2,
        [
            // None: what the product's facts say when it is made. Nothing is guessed.
            new("size", new JsonObject(), Shape: RecipeParameter.Size),
            new("bothUnits", true),
            Title,
            new("language", Languages.English, Choices: Languages.All),
            new("theme", Themes[0], Choices: Themes),
        ]);

    /// <summary>What <see cref="BeforeAfter"/> can show beside the photo: the product, whole and by itself.</summary>
    public static IReadOnlyList<string> Finished { get; } = [MainImage.Id, StudioScene.Id];

    /// <summary>A photo beside a finished picture that was made from it.</summary>
    public static Recipe BeforeAfter { get; } = new(
        "before-after", RecipeKind.Image, NeedsPhoto: true, TypicalSeconds: 2,
        [
            new("picture", "", Shape: RecipeParameter.Picture, Required: true),
            // Two squares beside each other, or one: finished pictures are squares and are cut in the latter.
            new("format", "double", Choices: ["double", "square"]),
            new("language", Languages.English, Choices: Languages.All),
        ]);

    /// <summary>Photos in a grid with a label each. The first is the product's own, the others any of the workspace.</summary>
    public static Recipe Variants { get; } = new(
        "variants", RecipeKind.Image, NeedsPhoto: true, TypicalSeconds: 4,
        [
            new("photos", new JsonArray(), Min: 2, Max: 9, Shape: RecipeParameter.LabelledPhotos, Required: true),
            Title,
            new("language", Languages.English, Choices: Languages.All),
            new("theme", Themes[0], Choices: Themes),
        ]);

    /// <summary>Products side by side in a scene. The first photo is the product's own, the others any of the workspace.</summary>
    public static Recipe Group { get; } = new(
        "group", RecipeKind.Image, NeedsPhoto: true, TypicalSeconds: 4,
        [
            new("photos", new JsonArray(), Min: 2, Max: 5, Shape: RecipeParameter.Photos, Required: true),
            new("unit", ProductSize.Centimetre, Choices: ProductSize.Units),
            .. StudioScene.Parameters,
        ]);

    public static IReadOnlyList<Recipe> All { get; } =
        [MainImage, StudioScene, Infographic, Card, Comparison, SizeGuide, BeforeAfter, Variants, Group, ListingCopy, ProductVideo, PhotoEdit, ChannelSizes];

    public static Recipe? Find(string? id) => All.FirstOrDefault(r => r.Id == id);
}
