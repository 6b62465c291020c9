using System.Globalization;
using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Scenes;

namespace CommerceOS.Studio.Rendering;

/// <summary>A product between dimension lines, as in a technical drawing: the height beside it, the width below.</summary>
internal static class SizeGuide
{
    private const int GrainSeed = 17;
    private const decimal CentimetresPerInch = 2.54m;
    private const double LargestDeviation = .12;
    private static readonly ShadowLook Ground = new(Tint.Of("#3a2f24"), .5f, 0);

    internal static Picture Render(Cutout cutout, SizeGuideParameters parameters, Lanes lanes)
    {
        var side = parameters.SidePixels;
        var look = InfographicLook.Of(parameters.Theme, parameters.Palette);
        using var texts = new TextSheet(parameters.Language, side, side);
        var sheet = new Sheet(side, lanes);
        sheet.Gradient(Tint.Of(look.Top), Tint.Of(look.Bottom), GrainSeed);
        var top = side * .08;
        if (!string.IsNullOrWhiteSpace(parameters.Title))
        {
            texts.Centre(parameters.Title, new TextStyle("Bold", side * .052, side * .03, look.Title, Tracking: texts.Script.HeadlineTracking), side * .07, side * .05, side * .86, side * .11);
            top = side * .195;
        }

        if (parameters.ProductDepth is { } deep)
        {
            texts.Centre($"{DepthWord(parameters.Language)} {Length(deep, parameters)}", new TextStyle("Medium", side * .032, side * .02, look.Subtitle), side * .07, top - side * .025, side * .86, side * .045);
            top += side * .045;
        }

        var bottom = side * (parameters.ProductWidth is null ? .90 : .82);
        using var group = Group.Fit([cutout], [], side * (parameters.ProductHeight is null ? .78 : .56), bottom - top);
        // The line stands on the side where reading begins; the product makes room for it.
        var middle = side * (parameters.ProductHeight is null ? .5 : texts.Script.RightToLeft ? .43 : .57);
        var floorLine = (int)(bottom - (bottom - top - group.Height) / 2);
        var product = group.Stand(middle, floorLine)[0];
        // What is readable on the white cells of other sheets need not be on a brand's ground.
        var colour = Tint.Of(parameters.Palette is null ? look.Accent : look.Title);
        if (parameters.ProductHeight is { } tall)
        {
            var x = texts.Script.RightToLeft ? product.Left + product.Pixels.Width + side * .055 : product.Left - side * .055;
            Dimension(sheet, (float)x, product.Top, (float)x, floorLine, side, colour);
            var (labelLeft, labelWidth) = texts.Script.RightToLeft ? (x + side * .02, side * .97 - x - side * .02) : (side * .03, x - side * .05);
            texts.Centre(Length(tall, parameters), new TextStyle("Semi-Bold", side * .038, side * .024, look.Title), labelLeft, (product.Top + floorLine) / 2.0 - side * .07, labelWidth, side * .14);
        }

        if (parameters.ProductWidth is { } wide)
        {
            var y = floorLine + side * .055f;
            Dimension(sheet, product.Left, y, product.Left + product.Pixels.Width, y, side, colour);
            texts.Centre(Length(wide, parameters), new TextStyle("Semi-Bold", side * .038, side * .024, look.Title), side * .06, y + side * .018, side * .88, side * .055);
        }

        using var canvas = new Canvas(sheet.ToImage());
        canvas.Put(Shadows.Layer([product], side, side, Ground, 1, LightSide.Left, lanes), 0, 0);
        canvas.Put(product.Pixels.ToImage(), product.Left, product.Top);
        texts.Put(canvas);
        using var image = canvas.Flatten();
        var bytes = Codecs.ToJpeg(image, parameters.Quality);
        return new Picture(bytes, [product.Box], [.. SceneImage.Check(bytes, side, side, group.Scale, [product.Box]), .. texts.Checks(sheet.Pixels), .. Proportions(product, parameters)])
        {
            Standing = [product],
        };
    }

    private static void Dimension(Sheet sheet, float fromX, float fromY, float toX, float toY, int side, Tint colour)
    {
        float thickness = Math.Max(2, side * .0022f), tick = side * .014f;
        var upright = fromX == toX;
        sheet.Line(fromX, fromY, toX, toY, thickness, colour);
        foreach (var (x, y) in ((float, float)[])[(fromX, fromY), (toX, toY)])
        {
            sheet.Line(x - (upright ? tick : 0), y - (upright ? 0 : tick), x + (upright ? tick : 0), y + (upright ? 0 : tick), thickness, colour);
        }
    }

    private static string Length(decimal length, SizeGuideParameters parameters)
    {
        var metric = parameters.Unit == LengthUnit.Centimetre;
        // As it was stated; only what is converted is rounded.
        var own = Text(length, metric);
        var other = metric ? length / CentimetresPerInch : length * CentimetresPerInch;
        return parameters.BothUnits ? $"{own} / {Text(Math.Round(other, other < 100 ? 1 : 0), !metric)}" : own;

        static string Text(decimal value, bool centimetres) => string.Create(CultureInfo.InvariantCulture, $"{value:0.##}\u00a0{(centimetres ? "cm" : "in")}");
    }

    private static string DepthWord(InfographicLanguage language) => language switch
    {
        InfographicLanguage.SimplifiedChinese => "深",
        InfographicLanguage.Japanese => "奥行",
        InfographicLanguage.Korean => "깊이",
        InfographicLanguage.Arabic => "العمق",
        _ => "Depth",
    };

    // Facts that do not fit the photo's proportions are probably another view's, or mixed up.
    private static ImageCheck[] Proportions(Standing product, SizeGuideParameters parameters)
    {
        if (parameters is not { ProductWidth: { } width, ProductHeight: { } height })
        {
            return [];
        }

        var stated = (double)(width / height);
        var seen = (double)product.Pixels.Width / product.Pixels.Height;
        var deviation = Math.Abs(Math.Log(seen / stated));
        return
        [
            new(
                "proportions",
                deviation <= LargestDeviation ? ImageCheckResult.Passed : ImageCheckResult.Warned,
                string.Create(CultureInfo.InvariantCulture, $"width to height {seen:0.00} in the picture"),
                string.Create(CultureInfo.InvariantCulture, $"{stated:0.00} by the facts, give or take {LargestDeviation:0%}")),
        ];
    }
}
