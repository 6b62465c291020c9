using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Scenes;
using CommerceOS.Studio.Templates;

namespace CommerceOS.Studio.Rendering;

/// <summary>A comparison table without a browser: the product beside it in a square, above it in a portrait.</summary>
internal static class ComparisonSheet
{
    private const double Margin = .06; // of the width
    private const double LabelShare = .34; // of the table's width
    private const int GrainSeed = 17;

    internal static Picture Render(Cutout cutout, TemplateParameters parameters, Lanes lanes)
    {
        var (width, height) = parameters.Frame;
        var colours = new TemplateColours(parameters.Palette);
        var sheet = new Sheet(width, height, lanes);
        sheet.Gradient(colours["ground"], colours["floor"], GrainSeed);
        using var texts = new TextSheet(parameters.Language, width, height);
        var margin = width * Margin;
        var portrait = parameters.Format == CardFormat.Portrait;
        texts.Centre(parameters.Title, Words("Bold", width * .062, "ink", parameters.HeadlineFont), margin, margin, width - 2 * margin, width * .12);
        var top = margin + width * .14;
        if (!string.IsNullOrWhiteSpace(parameters.Subtitle))
        {
            texts.Centre(parameters.Subtitle, Words("Regular", width * .03, "muted", parameters.TextFont), margin, top - width * .02, width - 2 * margin, width * .05);
            top += width * .04;
        }

        var tableTop = portrait ? top + (height - top) * .44 : top;
        var tableLeft = portrait ? margin : margin + (width - 2 * margin) * .34;
        Table(tableLeft, tableTop, width - margin - tableLeft, height - margin - tableTop);

        var placed = portrait ? Placement.Fit(cutout, width * .7, tableTop - top - width * .03) : Placement.Fit(cutout, (width - 2 * margin) * .31, height - margin - top);
        var left = portrait ? (width - placed.Width) / 2 : (int)(margin + ((width - 2 * margin) * .31 - placed.Width) / 2);
        var pixels = Raster.Of(placed.Image);
        var product = new Standing(pixels, Footprint.Of(pixels), left, (int)(portrait ? tableTop - width * .03 : height - margin) - placed.Height);
        var plate = sheet.Pixels;
        using var canvas = new Canvas(sheet.ToImage());
        canvas.Put(Shadows.Layer([product], width, height, new ShadowLook(colours["ink"], .6f, 0), 1, LightSide.Left, lanes), 0, 0);
        canvas.Put(placed.Image, product.Left, product.Top);
        texts.Put(canvas);
        using var image = canvas.Flatten();
        var bytes = Codecs.ToJpeg(image, parameters.Quality);
        return new Picture(bytes, [product.Box], [.. SceneImage.Check(bytes, width, height, placed.Scale, [product.Box]), .. texts.Checks(plate)]) { Standing = [product] };

        TextStyle Words(string weight, double size, string colour, string? family) => new(weight, size, size * .5, TemplateColours.Hex(colours[colour]), Centred: true, Family: family);

        void Table(double x, double y, double wide, double tall)
        {
            var rowHeight = tall / (parameters.Rows.Count + 1.2);
            double labels = wide * LabelShare, column = (wide - labels) / parameters.Columns.Count;
            var size = Math.Min(width * .025, rowHeight * .34);
            var own = new PixelBox((int)ColumnLeft(0), (int)y, (int)column, (int)tall);
            sheet.Pill(own, width * .016f, colours["soft-line"]);
            sheet.Pill(own with { Height = (int)(rowHeight * 1.2) }, width * .016f, colours["primary"]);
            foreach (var (i, name) in parameters.Columns.Index())
            {
                texts.Centre(name, Words("Semi-Bold", size, i == 0 ? "on-primary" : "muted", parameters.TextFont), ColumnLeft(i) + size * .4, y + size * .3, column - size * .8, rowHeight * 1.2 - size * .6);
            }

            foreach (var (i, row) in parameters.Rows.Index())
            {
                var rowTop = y + rowHeight * (i + 1.2);
                sheet.Line((float)x, (float)rowTop, (float)(x + wide), (float)rowTop, width * .0012f, colours["hairline"]);
                var labelLeft = texts.Script.RightToLeft ? x + wide - labels : x;
                texts.Centre(row.Label, Words("Medium", size, "ink", parameters.TextFont), labelLeft, rowTop + size * .2, labels - size * .6, rowHeight - size * .4);
                foreach (var (c, value) in row.Values.Index())
                {
                    Cell(value, c, ColumnLeft(c), rowTop, column, rowHeight, size);
                }
            }

            double ColumnLeft(int at) => texts.Script.RightToLeft ? x + wide - labels - column * (at + 1) : x + labels + column * at;
        }

        void Cell(string value, int column, double x, double y, double wide, double tall, double size)
        {
            float middleX = (float)(x + wide / 2), middleY = (float)(y + tall / 2), radius = (float)(size * .75);
            if (value == "yes")
            {
                sheet.CheckMark(middleX, middleY, radius, colours[column == 0 ? "primary" : "muted"], colours[column == 0 ? "on-primary" : "ground"]);
            }
            else if (value == "no")
            {
                var arm = radius * .5f;
                sheet.Line(middleX - arm, middleY - arm, middleX + arm, middleY + arm, radius * .2f, colours["faint"]);
                sheet.Line(middleX - arm, middleY + arm, middleX + arm, middleY - arm, radius * .2f, colours["faint"]);
            }
            else
            {
                texts.Centre(value, Words(column == 0 ? "Bold" : "Regular", size, "ink", parameters.TextFont), x + size * .3, y + size * .2, wide - size * .6, tall - size * .4);
            }
        }
    }
}
