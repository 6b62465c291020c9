using System.Globalization;
using CommerceOS.Contracts.Catalog;

namespace CommerceOS.Web.Components.Generation;

/// <summary>How the original is drawn under a result so that the product coincides: in pixels of the result.</summary>
public sealed record Comparison(int Width, int Height, double Left, double Top, double ImageWidth, double ImageHeight)
{
    // Below it the product is a detail of the result: laid over it, the original would be a stamp in a large frame.
    private const double LeastShare = 0.45;
    private const int PreviewLongSide = 1280;
    private const double StageSide = 740;

    /// <summary>Null where nobody measured where the product lies, or where it is too small to compare.</summary>
    public static Comparison? Of(AssetDto result) =>
        result is { Lineage.Alignment: { Source: { Width: > 0, Height: > 0 } source, Result: { } to }, Width: > 0, Height: > 0 } && Math.Max(to.Width, to.Height) >= LeastShare
            ? Between(result.Width, result.Height, source, to)
            : null;

    public string ViewBox => Text($"0 0 {Width} {Height}");
    public string X => Text($"{Left:0.##}");
    public string Y => Text($"{Top:0.##}");
    public string W => Text($"{ImageWidth:0.##}");
    public string H => Text($"{ImageHeight:0.##}");

    /// <summary>The rendition that is still sharp at the size in which the original is drawn.</summary>
    public string Rendition => Math.Max(ImageWidth / Width, ImageHeight / Height) * StageSide > PreviewLongSide * 1.1 ? "full" : "preview";

    private static Comparison Between(int width, int height, FrameBoxDto source, FrameBoxDto to)
    {
        double w = to.Width * width / source.Width, h = to.Height * height / source.Height;
        return new(width, height, to.Left * width - source.Left * w, to.Top * height - source.Top * h, w, h);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
