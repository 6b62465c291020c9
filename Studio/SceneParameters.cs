using CommerceOS.Studio.Scenes;

namespace CommerceOS.Studio;

/// <summary>Products standing in a scene, in a frame of any shape.</summary>
public sealed record SceneParameters : RecipeParameters
{
    internal const int MostProducts = 6;

    /// <summary>Id of a scene in <see cref="SceneLibrary"/>. Default "mist".</summary>
    public string Scene { get; init; } = "mist";

    /// <summary>Pixels. Default 2000, range 256 to 3000.</summary>
    public int Width { get; init; } = 2000;

    /// <summary>Pixels. Default 2000, range 256 to 3000.</summary>
    public int Height { get; init; } = 2000;

    /// <summary>Height of the tallest product as a share of the frame's height, as far as the width allows. Default .62, range .40 to .75.</summary>
    public double Fill { get; init; } = .62;

    /// <summary>Side the light comes from; the shadow falls to the other. Default <see cref="LightSide.Left"/>.</summary>
    public LightSide Light { get; init; } = LightSide.Left;

    /// <summary>Strength of all shadows, 0 none to 1.5. Default 1.</summary>
    public double Shadow { get; init; } = 1;

    /// <summary>Seed of grain, of veins and growth rings, and of everything strewn. Default 1, range 0 to 1,000,000.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>A colour of the brand for the wall, as "#rrggbb", or null for the scene's own.</summary>
    public string? WallTint { get; init; }

    /// <summary>A colour of the brand for the floor, as "#rrggbb", or null for the scene's own.</summary>
    public string? FloorTint { get; init; }

    /// <summary>
    /// With several products: how tall each is beside the others, .1 to 1, in the products' order. Empty: all the same.
    /// </summary>
    public IReadOnlyList<double> RelativeHeights { get; init; } = [];

    internal override (int Width, int Height) Frame => (Width, Height);

    internal override void Validate()
    {
        ValidateQuality();
        _ = SceneLibrary.Require(nameof(Scene), Scene);
        Ranges.Require(nameof(Width), Width, 256, 3000, "pixels");
        Ranges.Require(nameof(Height), Height, 256, 3000, "pixels");
        Ranges.Require(nameof(Fill), Fill, .40, .75, "of the frame's height");
        Ranges.RequireKnown(nameof(Light), Light);
        Ranges.Require(nameof(Shadow), Shadow, 0, 1.5, "times the usual strength");
        Ranges.Require(nameof(Seed), Seed, 0, 1_000_000, "(a whole number)");
        Ranges.RequireColour(nameof(WallTint), WallTint);
        Ranges.RequireColour(nameof(FloorTint), FloorTint);
        foreach (var height in RelativeHeights)
        {
            Ranges.Require(nameof(RelativeHeights), height, .1, 1, "of the tallest");
        }
    }
}

/// <param name="Scene">The scene shown.</param>
/// <param name="WebP">The picture.</param>
public sealed record ScenePreview(Scene Scene, byte[] WebP);
