using System.Globalization;
using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Scenes;

namespace CommerceOS.Studio.Rendering;

/// <summary>Title, product and statements. Text sizes follow the text; nothing is cut off.</summary>
internal static class Infographic
{
    private const double Design = 2000; // sizes below are pixels of a 2,000 pixel frame
    private const double LeastTextSize = 30;
    private const double LeastContrast = 4.5;
    private const int GrainSeed = 11;
    private static readonly ShadowLook Ground = new(Tint.Of("#3a2815"), .6f, 0);

    internal static Picture Render(Cutout cutout, InfographicParameters parameters, Lanes lanes)
    {
        var side = parameters.SidePixels;
        var unit = side / Design;
        var look = InfographicLook.Of(parameters);
        var texts = new List<(TextBlock Block, int Left, int Top)>();
        try
        {
            var headingBottom = Heading(parameters, look, side, texts);
            var box = cutout.Box;
            var layout = InfographicLayout.For((double)box.Width / box.Height, parameters.Features.Count, headingBottom / side);
            var sheet = new Sheet(side, lanes);
            sheet.Gradient(Tint.Of(look.Top), Tint.Of(look.Bottom), GrainSeed);
            sheet.Disc(side * .5f, (float)(side * layout.DiscY), (float)(side * layout.DiscRadius), Tint.Of(look.Disc));
            Panels(parameters, look, layout, sheet, side, unit, texts);

            var placed = Placement.Fit(cutout, side * layout.ProductWidth, side * layout.ProductHeight);
            int left = (side - placed.Width) / 2, top = (int)(side * layout.ProductBottom) - placed.Height;
            using var canvas = new Canvas(sheet.ToImage());
            var pixels = Raster.Of(placed.Image);
            var product = new Standing(pixels, Footprint.Of(pixels), left, top);
            canvas.Put(Shadows.Layer([product], side, side, Ground, 1, LightSide.Left, lanes), 0, 0);
            canvas.Put(placed.Image, left, top);
            foreach (var (block, x, y) in texts)
            {
                canvas.Put(block.Image, x, y + block.AboveInk);
            }

            using var image = canvas.Flatten();
            var bytes = Codecs.ToJpeg(image, parameters.Quality);
            var checks = SceneImage.Check(bytes, side, side, placed.Scale, [product.Box]);
            return new Picture(bytes, [product.Box], [.. checks, .. TextChecks(texts, look, side, unit)]) { Standing = [product] };
        }
        finally
        {
            texts.ForEach(text => text.Block.Dispose()); // also those that never reached the canvas; twice does no harm
        }
    }

    // Returns the row below the heading.
    private static double Heading(InfographicParameters parameters, InfographicLook look, int side, List<(TextBlock Block, int Left, int Top)> texts)
    {
        var unit = side / Design;
        var style = new TextStyle("Bold", 112 * unit, 64 * unit, look.Title, Centred: true, Tracking: Script.Of(parameters.Language).HeadlineTracking, Family: parameters.HeadlineFont);
        var top = side * InfographicLayout.TitleTop;
        var width = side * InfographicLayout.TitleWidth;
        // One line somewhat smaller reads better than two at full size.
        var title = TextBlock.FitLine(parameters.Title, style, parameters.Language, width, 84 * unit)
            ?? TextBlock.Fit(parameters.Title, style, parameters.Language, width, side * InfographicLayout.TitleHeight);
        texts.Add((title, (side - title.Width) / 2, (int)top));
        top += title.Height + 24 * unit;
        if (string.IsNullOrWhiteSpace(parameters.Subtitle))
        {
            return top;
        }

        var under = new TextStyle("Regular", 48 * unit, 36 * unit, look.Subtitle, Centred: true, Family: parameters.TextFont);
        var subtitle = TextBlock.Fit(parameters.Subtitle, under, parameters.Language, width, side * InfographicLayout.SubtitleHeight);
        texts.Add((subtitle, (side - subtitle.Width) / 2, (int)top));
        return top + subtitle.Height;
    }

    private static void Panels(
        InfographicParameters parameters, InfographicLook look, InfographicLayout layout, Sheet sheet, int side, double unit, List<(TextBlock Block, int Left, int Top)> texts)
    {
        double padding = 40 * unit, icon = 28 * unit, gap = 22 * unit;
        var rightToLeft = Script.Of(parameters.Language).RightToLeft;
        List<(TextBlock Heading, TextBlock? Line)> blocks = [];
        for (var i = 0; i < layout.Panels.Count; i++)
        {
            var feature = parameters.Features[i];
            var inner = side * layout.Panels[i].Width - 2 * padding;
            var beside = 2 * icon + 18 * unit;
            var heading = TextBlock.Fit(
                feature.Heading, new TextStyle("Bold", 50 * unit, 38 * unit, look.Accent, Tracking: -8, Family: parameters.TextFont), parameters.Language, inner - beside, side * layout.PanelHeight * .40);
            TextBlock? line = null;
            if (!string.IsNullOrWhiteSpace(feature.Line))
            {
                var room = side * layout.PanelHeight - 2 * padding - heading.Height - gap;
                line = TextBlock.Fit(feature.Line, new TextStyle("Regular", 37 * unit, 30 * unit, look.Line, Family: parameters.TextFont), parameters.Language, inner, room);
            }

            blocks.Add((heading, line));
            int left = (int)(side * layout.Panels[i].Left + padding), top = (int)(side * layout.Panels[i].Top + padding);
            texts.Add((heading, rightToLeft ? (int)(left + inner - beside - heading.Width) : (int)(left + beside), top));
            if (line is not null)
            {
                texts.Add((line, rightToLeft ? (int)(left + inner - line.Width) : left, (int)(top + heading.Height + gap)));
            }
        }

        // Panels side by side share the tallest one's height.
        var tallest = blocks.Count == 0 ? 0 : blocks.Max(Height);
        for (var i = 0; i < blocks.Count; i++)
        {
            var (left, top, width) = layout.Panels[i];
            var alongside = layout.Panels.Count(panel => panel.Top == top) > 1;
            var height = alongside ? tallest : Height(blocks[i]);
            sheet.Panel((float)(side * left), (float)(side * top), (float)(side * width), (float)height, (float)(28 * unit), Tint.Of(InfographicLook.Panel), .94f);
            var firstLine = blocks[i].Heading.Size * .62; // the middle of the first line's letters
            sheet.CheckMark(
                (float)(side * (rightToLeft ? left + width : left) + (rightToLeft ? -1 : 1) * (padding + icon)), (float)(side * top + padding + firstLine), (float)icon, Tint.Of(look.Accent), Tint.Of(InfographicLook.Panel));
        }

        double Height((TextBlock Heading, TextBlock? Line) block) =>
            2 * padding + block.Heading.Height + (block.Line is null ? 0 : gap + block.Line.Height);
    }

    private static ImageCheck[] TextChecks(List<(TextBlock Block, int Left, int Top)> texts, InfographicLook look, int side, double unit)
    {
        var outside = texts.Count(text => text.Left < 0 || text.Top < 0 || text.Left + text.Block.Width > side || text.Top + text.Block.Height > side);
        var smallest = texts.Min(text => text.Block.Size) / unit;
        var contrast = look.LeastContrast();
        return
        [
            new("text_fits", outside == 0 ? ImageCheckResult.Passed : ImageCheckResult.Failed, Text($"{outside} of {texts.Count} blocks outside the frame"), "0"),
            new("text_size", smallest >= LeastTextSize * .99 ? ImageCheckResult.Passed : ImageCheckResult.Warned, Text($"smallest {smallest:0} of 2,000 pixels"), Text($"at least {LeastTextSize:0}")),
            new("contrast", contrast >= LeastContrast ? ImageCheckResult.Passed : ImageCheckResult.Failed, Text($"{contrast:0.0} to 1"), Text($"at least {LeastContrast:0.0} to 1")),
        ];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
