using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Rendering;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Video;

/// <summary>A headline and a line that rise into place, on a plain ground or over a darkened picture.</summary>
internal sealed class TextPainter : ShotPainter
{
    private const string White = "#ffffff";
    private const double Darkening = .40; // what remains of the picture's light: white text reaches 4.5 to 1 on any of it

    private readonly Lanes lanes;
    private readonly Plate ground;
    private readonly List<(Plate Plate, int Top, double Delay)> lines = [];
    private readonly FrameSize size;

    internal TextPainter(TextShot shot, VideoMaterial material, Storyboard board, FrameSize size, Lanes lanes)
    {
        (this.lanes, this.size) = (lanes, size);
        var look = InfographicLook.Of(shot.Theme);
        using var picture = shot.Picture is { } index ? Darkened(material.Pictures[index], size) : Plain(look, size, lanes);
        ground = Plate.Of(picture);
        Write(shot, board.Language, shot.Picture is null ? look.Title : White, shot.Picture is null ? look.Subtitle : White);
    }

    internal override void Paint(FrameBuffer frame, double progress)
    {
        var step = Math.Min((double)ground.Width / frame.Width, (double)ground.Height / frame.Height) / (1 + .05 * Ease(progress));
        ground.Fill(frame, ground.Width / 2.0, ground.Height / 2.0, step, lanes);
        foreach (var (plate, _, delay) in lines)
        {
            var shown = Curves.Smooth((float)delay, (float)delay + .16f, (float)progress);
            var rise = (1 - shown) * frame.Height * .02;
            plate.Over(frame, frame.Width / 2.0, frame.Height / 2.0 - rise, 1, shown, lanes);
        }
    }

    private void Write(TextShot shot, InfographicLanguage language, string titleColour, string lineColour)
    {
        var unit = Math.Min(size.Width, size.Height) / 1080.0;
        var width = size.Width * .80;
        var style = new TextStyle("Bold", 104 * unit, 56 * unit, titleColour, Centred: true, Tracking: Script.Of(language).HeadlineTracking);
        using var title = TextBlock.Fit(shot.Title, style, language, width, size.Height * .34);
        using var line = string.IsNullOrWhiteSpace(shot.Line)
            ? null
            : TextBlock.Fit(shot.Line, new TextStyle("Regular", 48 * unit, 34 * unit, lineColour, Centred: true), language, width, size.Height * .2);
        var gap = 34 * unit;
        var height = title.Height + (line is null ? 0 : gap + line.Height);
        var top = (size.Height - height) / 2;
        Add(title, top, .04);
        if (line is not null)
        {
            Add(line, top + title.Height + gap, .14);
        }
    }

    private void Add(TextBlock block, double top, double delay)
    {
        using var placed = block.Image.Apply(
            "embed", ("x", (size.Width - block.Width) / 2), ("y", (int)top + block.AboveInk), ("width", size.Width), ("height", size.Height));
        lines.Add((Plate.Of(placed), (int)top, delay));
    }

    private static VipsImage Plain(InfographicLook look, FrameSize size, Lanes lanes)
    {
        var side = Math.Max(size.Width, size.Height);
        var sheet = new Sheet(side, lanes);
        sheet.Gradient(Tint.Of(look.Top), Tint.Of(look.Disc), grainSeed: 5);
        using var square = sheet.ToImage();
        return square.Apply("extract_area", ("left", (side - size.Width) / 2), ("top", (side - size.Height) / 2), ("width", size.Width), ("height", size.Height));
    }

    private static VipsImage Darkened(ReadOnlyMemory<byte> file, FrameSize size)
    {
        using var picture = KenBurnsPainter.Frame(file, ShotFraming.Cover, size.Times(Reserve));
        using var soft = picture.Apply("gaussblur", ("sigma", 6.0));
        using var dark = soft.Apply("linear", ("a", new[] { Darkening, Darkening, Darkening }), ("b", new double[] { 0, 0, 0 }));
        return dark.Apply("cast", ("format", "uchar"));
    }
}
