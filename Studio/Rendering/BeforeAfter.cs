using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Video;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Rendering;

/// <summary>Two pictures side by side with a divider and a label each; the first one in reading direction is the photo.</summary>
internal static class BeforeAfter
{
    private const float LabelOpacity = .78f;
    private const double LabelMargin = .03; // of a half's width
    private const double LabelShare = .40;
    private const int SmoothShare = 40; // of a side on either side of a pixel

    internal static Picture Render(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after, BeforeAfterParameters parameters, Lanes lanes)
    {
        int width = parameters.Width, height = parameters.Height, half = width / 2, side = Math.Min(width, height);
        using var texts = new TextSheet(parameters.Language, width, height);
        var (photo, result) = ((File: before, Whole: parameters.BeforeWhole), (File: after, Whole: parameters.AfterWhole));
        var (first, second) = texts.Script.RightToLeft ? (result, photo) : (photo, result);
        using var left = Frame(first.File, first.Whole, new FrameSize(half, height));
        using var right = Frame(second.File, second.Whole, new FrameSize(width - half, height));
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

        // In the outer corners: the product stands in the middle of its half.
        Label(sheet, texts, labels.First, half * LabelMargin, half * LabelShare, height, side);
        Label(sheet, texts, labels.Second, width - (width - half) * (LabelMargin + LabelShare), (width - half) * LabelShare, height, side);
        var plate = sheet.Pixels;
        using var canvas = new Canvas(plate.ToImage());
        texts.Put(canvas);
        using var image = canvas.Flatten();
        var bytes = Codecs.ToJpeg(image, parameters.Quality);
        PixelBox made = texts.Script.RightToLeft ? new(0, 0, half, height) : new(half, 0, width - half, height);
        return new Picture(bytes, [made], [.. SceneImage.CheckFile(bytes, width, height), .. texts.Checks(plate)]);
    }

    private static VipsImage Frame(ReadOnlyMemory<byte> file, bool whole, FrameSize size)
    {
        if (!whole)
        {
            return KenBurnsPainter.Frame(file, ShotFraming.Cover, size);
        }

        using var decoded = Decoder.Fit(file, Math.Max(size.Width, size.Height) * 2, convertColour: false);
        using var opaque = decoded.HasAlpha ? decoded.Apply("flatten", ("background", new double[] { 255, 255, 255 })) : decoded.Apply("copy");
        using var fitted = opaque.Apply("resize", ("scale", Math.Min((double)size.Width / opaque.Width, (double)size.Height / opaque.Height)));
        return Extended(Raster.Of(fitted), size).ToImage();
    }

    // A backdrop goes on as its edge, smoothed so that grain makes no stripes: a blurred copy of the picture would show a ghost of the product.
    private static Raster Extended(Raster picture, FrameSize size)
    {
        int bands = picture.Bands, left = (size.Width - picture.Width) / 2, top = (size.Height - picture.Height) / 2;
        int right = Math.Min(size.Width, left + picture.Width), bottom = Math.Min(size.Height, top + picture.Height);
        var pixels = new byte[size.Width * size.Height * bands];
        for (var y = top; y < bottom; y++)
        {
            picture.Pixels.AsSpan((y - top) * picture.Width * bands, (right - left) * bands).CopyTo(pixels.AsSpan((y * size.Width + left) * bands));
        }

        foreach (var (edge, from, to) in ((int, int, int)[])[(top, 0, top), (bottom - 1, bottom, size.Height)])
        {
            var row = Smooth(size.Width, bands, (x, band) => pixels[(edge * size.Width + Math.Clamp(x, left, right - 1)) * bands + band]);
            for (var y = from; y < to; y++)
            {
                row.CopyTo(pixels.AsSpan(y * size.Width * bands));
            }
        }

        foreach (var (edge, from, to) in ((int, int, int)[])[(left, 0, left), (right - 1, right, size.Width)])
        {
            var column = Smooth(size.Height, bands, (y, band) => pixels[(y * size.Width + edge) * bands + band]);
            for (var y = 0; y < size.Height; y++)
            {
                for (var x = from; x < to; x++)
                {
                    column.AsSpan(y * bands, bands).CopyTo(pixels.AsSpan((y * size.Width + x) * bands));
                }
            }
        }

        return new Raster(pixels, size.Width, size.Height, bands);
    }

    private static byte[] Smooth(int length, int bands, Func<int, int, byte> edge)
    {
        var reach = Math.Max(1, length / SmoothShare);
        var smooth = new byte[length * bands];
        for (var band = 0; band < bands; band++)
        {
            var sum = 0;
            for (var i = -reach; i <= reach; i++)
            {
                sum += edge(Math.Clamp(i, 0, length - 1), band);
            }

            for (var i = 0; i < length; i++)
            {
                smooth[i * bands + band] = (byte)((sum + reach) / (2 * reach + 1));
                sum += edge(Math.Min(i + reach + 1, length - 1), band) - edge(Math.Max(i - reach, 0), band);
            }
        }

        return smooth;
    }

    private static void Label(Sheet sheet, TextSheet texts, string label, double left, double width, int height, int side)
    {
        double size = side * .034, tall = size * 2.1, bottom = height - side * .045;
        var ink = texts.Centre(label, new TextStyle("Semi-Bold", size, size * .6, "#ffffff"), left, bottom - tall, width, tall);
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
