using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Scenes;

namespace CommerceOS.Studio.Rendering;

/// <summary>Products in cells of one size, all at one scale of height, with labels under them.</summary>
internal static class VariantsGrid
{
    private const int GrainSeed = 13;
    private const double TallestCell = 1.5; // height over width
    private static readonly ShadowLook Ground = new(Tint.Of("#3a2f24"), .62f, 0);

    internal static Picture Render(IReadOnlyList<Cutout> cutouts, VariantsGridParameters parameters, Lanes lanes)
    {
        var side = parameters.SidePixels;
        var look = InfographicLook.Of(parameters.Theme, parameters.Palette);
        // A brand's ink is readable on its own ground, which the white cells are not.
        var label = parameters.Palette is null ? look.Title : look.Line;
        using var texts = new TextSheet(parameters.Language, side, side);
        var sheet = new Sheet(side, lanes);
        sheet.Gradient(Tint.Of(look.Top), Tint.Of(look.Bottom), GrainSeed);
        var top = side * .055;
        if (!string.IsNullOrWhiteSpace(parameters.Title))
        {
            texts.Centre(parameters.Title, new TextStyle("Bold", side * .05, side * .03, look.Title, Tracking: texts.Script.HeadlineTracking), side * .06, top, side * .88, side * .10);
            top += side * .125;
        }

        int columns = cutouts.Count switch { <= 3 => cutouts.Count, 4 => 2, <= 6 => 3, _ => 3 }, rows = (cutouts.Count + columns - 1) / columns;
        double margin = side * .055, gap = side * .022;
        var cellWidth = (side - 2 * margin - (columns - 1) * gap) / columns;
        var cellHeight = Math.Min((side - margin - top - (rows - 1) * gap) / rows, cellWidth * TallestCell);
        top += (side - margin - top - rows * cellHeight - (rows - 1) * gap) / 2;
        var labelHeight = Math.Min(cellHeight * .24, side * .075);
        List<Standing> standing = [];
        var scale = 0.0;
        for (var i = 0; i < cutouts.Count; i++)
        {
            int row = i / columns, column = i % columns, inRow = Math.Min(columns, cutouts.Count - row * columns);
            if (texts.Script.RightToLeft)
            {
                column = inRow - 1 - column;
            }

            // A row that is not full stands in the middle.
            var left = (side - inRow * cellWidth - (inRow - 1) * gap) / 2 + column * (cellWidth + gap);
            var cellTop = top + row * (cellHeight + gap);
            sheet.Panel((float)left, (float)cellTop, (float)cellWidth, (float)cellHeight, side * .014f, Tint.Of(InfographicLook.Panel), .96f);
            var size = side * (rows > 2 ? .026 : .030);
            texts.Centre(parameters.Labels[i], new TextStyle("Medium", size, size * .72, label), left + cellWidth * .06, cellTop + cellHeight - labelHeight * 1.12, cellWidth * .88, labelHeight);
            using var group = Group.Fit([cutouts[i]], [], cellWidth * .76, cellHeight - labelHeight - cellHeight * .18);
            scale = Math.Max(scale, group.Scale);
            standing.AddRange(group.Stand(left + cellWidth / 2, (int)(cellTop + cellHeight - labelHeight - cellHeight * .075)));
        }

        using var painted = sheet.ToImage();
        using var canvas = new Canvas(painted.Apply("copy"));
        canvas.Put(Shadows.Layer(standing, side, side, Ground, 1, LightSide.Left, lanes), 0, 0);
        standing.ForEach(product => canvas.Put(product.Pixels.ToImage(), product.Left, product.Top));
        texts.Put(canvas);
        using var image = canvas.Flatten();
        var bytes = Codecs.ToJpeg(image, parameters.Quality);
        PixelBox[] boxes = [.. standing.Select(product => product.Box)];
        return new Picture(bytes, boxes, [.. SceneImage.Check(bytes, side, side, scale, boxes), .. texts.Checks(sheet.Pixels)]) { Standing = standing };
    }
}
