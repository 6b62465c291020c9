using System.Globalization;

namespace CommerceOS.Studio.Rendering;

/// <summary>Warns when the photo did not have the pixels that the image shows.</summary>
internal static class Sharpness
{
    private const double LargestScale = 1.3;

    internal static ImageCheck Check(double scale) => new(
        "sharpness",
        scale > LargestScale ? ImageCheckResult.Warned : ImageCheckResult.Passed,
        string.Create(CultureInfo.InvariantCulture, $"enlarged {scale:0.00} times"),
        string.Create(CultureInfo.InvariantCulture, $"at most {LargestScale:0.0} times"));
}
