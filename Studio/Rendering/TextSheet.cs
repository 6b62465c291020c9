using System.Globalization;
using CommerceOS.Studio.Matting;

namespace CommerceOS.Studio.Rendering;

/// <summary>Words on a painted sheet, each measured against the pixels that it really stands on.</summary>
internal sealed class TextSheet(InfographicLanguage language, int width, int height) : IDisposable
{
    private const double LeastShare = .015; // of the shorter side: 30 of 2,000 pixels

    private readonly List<(TextBlock Block, PixelBox Ink)> blocks = [];
    private readonly List<Tint> colours = [];

    internal Script Script { get; } = Script.Of(language);

    /// <summary>Fits a text into an area and draws it in the area's middle.</summary>
    internal PixelBox Centre(string text, TextStyle style, double left, double top, double areaWidth, double areaHeight)
    {
        var block = TextBlock.Fit(text, style with { Centred = true }, language, areaWidth, areaHeight);
        var ink = new PixelBox((int)(left + (areaWidth - block.Width) / 2), (int)(top + (areaHeight - block.Image.Height) / 2), block.Width, block.Image.Height);
        blocks.Add((block, ink));
        colours.Add(Tint.Of(style.Colour));
        return ink;
    }

    internal void Put(Canvas canvas)
    {
        foreach (var (block, ink) in blocks)
        {
            canvas.Put(block.Image.Apply("copy"), ink.Left, ink.Top);
        }
    }

    /// <param name="plate">The picture before the words were put on it.</param>
    internal IReadOnlyList<ImageCheck> Checks(Raster plate)
    {
        if (blocks.Count == 0)
        {
            return [];
        }

        var outside = blocks.Count(text => text.Ink.Left < 0 || text.Ink.Top < 0 || text.Ink.Left + text.Ink.Width > width || text.Ink.Top + text.Ink.Height > height);
        var smallest = blocks.Min(text => text.Block.Size) / Math.Min(width, height);
        var contrast = blocks.Select((text, i) => Legibility.Contrast(colours[i], plate, text.Ink)).Min();
        return
        [
            new("text_fits", outside == 0 ? ImageCheckResult.Passed : ImageCheckResult.Failed, Text($"{outside} of {blocks.Count} blocks outside the frame"), "0"),
            new("text_size", smallest >= LeastShare * .99 ? ImageCheckResult.Passed : ImageCheckResult.Warned, Text($"smallest {smallest:0.0%} of the shorter side"), Text($"at least {LeastShare:0.0%}")),
            new("contrast", contrast >= Legibility.Least ? ImageCheckResult.Passed : ImageCheckResult.Failed, Text($"{contrast:0.0} to 1"), Text($"at least {Legibility.Least:0.0} to 1")),
        ];
    }

    public void Dispose() => blocks.ForEach(text => text.Block.Dispose());

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
