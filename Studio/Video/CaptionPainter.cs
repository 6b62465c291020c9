using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Rendering;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Video;

/// <summary>
/// Draws captions into frames: white on a dark rounded plate near the lower edge. The plate is what keeps them readable on white
/// scenes and over products; against pure white behind it the letters have 8.6 to 1.
/// </summary>
internal sealed class CaptionPainter
{
    private const double FadeSeconds = .25;
    private const double Margin = .07; // below the caption, of the frame's height: outside of players' controls
    private const byte PlateOpacity = 200;

    private readonly Lanes lanes;
    private readonly FrameSize size;
    private readonly List<(CaptionTrack.Cue Cue, Plate Plate)> captions;

    internal CaptionPainter(CaptionTrack track, InfographicLanguage language, FrameSize size, Lanes lanes)
    {
        (this.lanes, this.size) = (lanes, size);
        captions = [.. track.Cues.Select(cue => (cue, Draw(cue.Text, language)))];
    }

    internal void Paint(FrameBuffer frame, double seconds)
    {
        foreach (var (cue, plate) in captions)
        {
            var shown = Math.Min(Curves.Smooth(0, (float)FadeSeconds, (float)(seconds - cue.From)), Curves.Smooth(0, (float)FadeSeconds, (float)(cue.To - seconds)));
            plate.Over(frame, size.Width / 2.0, size.Height / 2.0, 1, shown, lanes);
        }
    }

    private Plate Draw(string text, InfographicLanguage language)
    {
        var unit = Math.Min(size.Width, size.Height) / 1080.0;
        using var letters = TextBlock.Fit(text, new TextStyle("Semi-Bold", 46 * unit, 32 * unit, "#ffffff", Centred: true), language, size.Width * .80, size.Height * .14);
        int padX = (int)(34 * unit), padY = (int)(22 * unit);
        int width = letters.Width + 2 * padX, height = letters.Height + 2 * padY;
        using var panel = Panel(width, height, (float)(20 * unit));
        using var lettered = (VipsImage)VipsOperation.Run(
            "composite",
            "out",
            input: null,
            ("in", (VipsImage[])[panel, letters.Image]),
            ("mode", (int[])[Canvas.BlendOver]),
            ("x", (int[])[padX]),
            ("y", (int[])[padY + letters.AboveInk]),
            ("compositing-space", "srgb"))!;
        using var bytes = lettered.Apply("cast", ("format", "uchar"));
        using var placed = bytes.Apply(
            "embed",
            ("x", (size.Width - width) / 2),
            ("y", (int)(size.Height * (1 - Margin)) - height),
            ("width", size.Width),
            ("height", size.Height));
        return Plate.Of(placed);
    }

    private static VipsImage Panel(int width, int height, float radius)
    {
        var pixels = new byte[width * height * 4];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                float dx = MathF.Max(0, MathF.Abs(x + .5f - width / 2f) - width / 2f + radius), dy = MathF.Max(0, MathF.Abs(y + .5f - height / 2f) - height / 2f + radius);
                var at = (y * width + x) * 4;
                (pixels[at], pixels[at + 1], pixels[at + 2]) = (18, 20, 24);
                pixels[at + 3] = (byte)(PlateOpacity * Math.Clamp(radius + .5f - MathF.Sqrt(dx * dx + dy * dy), 0, 1));
            }
        }

        return VipsImage.FromPixels(pixels, width, height, 4);
    }
}
