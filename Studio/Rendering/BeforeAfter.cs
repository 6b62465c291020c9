using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Video;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Rendering;

/// <summary>Two pictures side by side with a divider and a label each; the first one in reading direction is the photo.</summary>
internal static class BeforeAfter
{
    private const float LabelOpacity = .78f;

    internal static Picture Render(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after, BeforeAfterParameters parameters, Lanes lanes)
    {
        int width = parameters.Width, height = parameters.Height, half = width / 2, side = Math.Min(width, height);
        using var texts = new TextSheet(parameters.Language, width, height);
        var (first, second) = texts.Script.RightToLeft ? (after, before) : (before, after);
        using var left = KenBurnsPainter.Frame(first, ShotFraming.Cover, new FrameSize(half, height));
        using var right = KenBurnsPainter.Frame(second, ShotFraming.Cover, new FrameSize(width - half, height));
        using var joined = (VipsImage)VipsOperation.Run("join", "out", input: null, ("in1", left), ("in2", right), ("direction", "horizontal"))!;
        var sheet = new Sheet(Raster.Of(joined), lanes);
        var line = Math.Max(2f, side * .006f);
        sheet.Line(half, -line, half, height + line, line, Legibility.Paper);
        sheet.Disc(half, height / 2f, side * .030f, Legibility.Paper);
        Arrows(sheet, half, height / 2f, side * .030f);

        var (beforeWord, afterWord) = Words(parameters.Language);
        var labels = (First: parameters.BeforeLabel ?? beforeWord, Second: parameters.AfterLabel ?? afterWord);
        if (texts.Script.RightToLeft)
        {
            labels = (labels.Second, labels.First);
        }

        Label(sheet, texts, labels.First, 0, half, height, side);
        Label(sheet, texts, labels.Second, half, width - half, height, side);
        var plate = sheet.Pixels;
        using var canvas = new Canvas(plate.ToImage());
        texts.Put(canvas);
        using var image = canvas.Flatten();
        var bytes = Codecs.ToJpeg(image, parameters.Quality);
        PixelBox result = texts.Script.RightToLeft ? new(0, 0, half, height) : new(half, 0, width - half, height);
        return new Picture(bytes, [result], [.. SceneImage.CheckFile(bytes, width, height), .. texts.Checks(plate)]);
    }

    private static void Label(Sheet sheet, TextSheet texts, string label, int left, int width, int height, int side)
    {
        double size = side * .034, tall = size * 2.1, bottom = height - side * .045;
        var ink = texts.Centre(label, new TextStyle("Semi-Bold", size, size * .6, "#ffffff"), left + width * .1, bottom - tall, width * .8, tall);
        var padding = (int)(size * .95);
        sheet.Pill(new(ink.Left - padding, (int)(bottom - tall), ink.Width + 2 * padding, (int)tall), (float)tall / 2, Legibility.Ink, LabelOpacity);
    }

    private static void Arrows(Sheet sheet, float x, float y, float radius)
    {
        foreach (var direction in (float[])[-1, 1])
        {
            float tip = x + direction * radius * .62f, back = x + direction * radius * .28f;
            sheet.Line(tip, y, back, y - radius * .32f, radius * .12f, Legibility.Ink);
            sheet.Line(tip, y, back, y + radius * .32f, radius * .12f, Legibility.Ink);
        }
    }

    private static (string Before, string After) Words(InfographicLanguage language) => language switch
    {
        InfographicLanguage.SimplifiedChinese => ("原图", "成图"),
        InfographicLanguage.Japanese => ("加工前", "加工後"),
        InfographicLanguage.Korean => ("보정 전", "보정 후"),
        InfographicLanguage.Arabic => ("قبل", "بعد"),
        _ => ("Before", "After"),
    };
}
