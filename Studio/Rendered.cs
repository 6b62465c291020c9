using System.Text.Json.Serialization;

namespace CommerceOS.Studio;

/// <summary>One finished image.</summary>
/// <param name="Bytes">The encoded image: sRGB, no metadata.</param>
/// <param name="ContentType">"image/jpeg".</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Recipe">Stable name of the recipe, for instance "main_image" or "scene".</param>
/// <param name="Parameters">The parameters as given.</param>
/// <param name="EngineVersion">Same input, parameters and version give the same bytes.</param>
/// <param name="Duration">Time of work, without waiting for a slot.</param>
/// <param name="Product">Where the product, the first of several, lies in the image: the same part of the product that <see cref="Cutout.InPhoto"/> names in the photo.</param>
/// <param name="Checks">What was measured on the encoded image after decoding it again.</param>
public sealed record Rendered(
    byte[] Bytes,
    string ContentType,
    int Width,
    int Height,
    string Recipe,
    RecipeParameters Parameters,
    string EngineVersion,
    TimeSpan Duration,
    FrameShare Product,
    IReadOnlyList<ImageCheck> Checks)
{
    /// <summary>Every product's place, in the order given; one for most recipes.</summary>
    public IReadOnlyList<FrameShare> Products { get; init; } = [Product];

    /// <summary>True when no check failed; warnings are allowed.</summary>
    public bool Passed => Checks.All(check => check.Result != ImageCheckResult.Failed);
}

/// <param name="Name">Stable: "size", "byte_size", "white_border", "fill", "sharpness", "inside_frame", "text_size", "contrast".</param>
/// <param name="Result">Whether the measure is as expected.</param>
/// <param name="Measured">What was found, with its unit.</param>
/// <param name="Expected">What is asked for, with its unit.</param>
public sealed record ImageCheck(string Name, ImageCheckResult Result, string Measured, string Expected);

[JsonConverter(typeof(JsonStringEnumConverter<ImageCheckResult>))]
public enum ImageCheckResult
{
    Passed,
    Warned,
    Failed,
}
