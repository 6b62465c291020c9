using System.Globalization;
using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Scenes;

namespace CommerceOS.Studio.Rendering;

/// <summary>
/// A product in a scene with words. Letters are dark or white, whichever the pixels behind them allow; where neither can be
/// read well, a veil in the scene's own tone goes between.
/// </summary>
internal sealed class Card : IDisposable
{
    private const double Margin = .065; // of the width
    private const float VeilStep = .08f;
    private const float MostVeil = .92f;

    private readonly CardParameters parameters;
    private readonly CardLayout layout;
    private readonly Script script;
    private readonly int width;
    private readonly int height;
    private readonly int side;
    private readonly List<Words> words = [];
    private PixelBox? button;

    private Card(CardParameters parameters)
    {
        this.parameters = parameters;
        (width, height) = parameters.Frame;
        side = Math.Min(width, height);
        layout = CardLayout.Of(parameters.Format);
        script = Script.Of(parameters.Language);
    }

    internal static Picture Render(Cutout cutout, CardParameters parameters, RoomCache rooms, Lanes lanes)
    {
        using var card = new Card(parameters);
        return card.Render(cutout, rooms, lanes);
    }

    public void Dispose() => words.ForEach(word => word.Block.Dispose());

    private Picture Render(Cutout cutout, RoomCache rooms, Lanes lanes)
    {
        var textBottom = Write();
        var floorLine = (int)(height * layout.FloorLine);
        var top = Math.Max(height * layout.ProductTop, layout.Beside ? 0 : textBottom + side * .045);
        using var group = Group.Fit([cutout], [], width * layout.ProductWidth, floorLine - top);
        var middle = !layout.Beside ? width * .5 : width * (script.RightToLeft ? .27 : .73);
        var standing = group.Stand(middle, floorLine);
        var scene = SceneLibrary.Require(nameof(parameters.Scene), parameters.Scene);
        var frame = new RoomFrame(scene, width, height, floorLine, parameters.Light, parameters.Seed);
        using var composed = SceneImage.Compose(frame, rooms.Get(frame, null, null, lanes), standing, 1, lanes);
        var (plate, lowest) = Dress(Raster.Of(composed), lanes);

        using var canvas = new Canvas(plate.ToImage());
        foreach (var word in words)
        {
            canvas.Put(word.Block.Coloured(word.Colour), word.Box.Left, word.Box.Top);
        }

        using var image = canvas.Flatten();
        var bytes = Codecs.ToJpeg(image, parameters.Quality);
        PixelBox[] boxes = [.. standing.Select(product => product.Box)];
        return new Picture(bytes, boxes, [.. SceneImage.Check(bytes, width, height, group.Scale, boxes), .. Checks(lowest)]) { Standing = standing };
    }

    // Lays out all words and returns the row under those above the product.
    private double Write()
    {
        var align = !layout.Beside;
        var most = width * layout.TextWidth;
        var headline = Fit(parameters.Headline, "Bold", layout.Headline, most, align, script.HeadlineTracking, oneLine: !layout.Beside);
        var line = string.IsNullOrWhiteSpace(parameters.Line) ? null : Fit(parameters.Line, "Regular", layout.Line, most, align, 0, oneLine: false);
        var gap = side * layout.Line.Size * .62 + headline.Size * .10;
        var textHeight = headline.Height + (line is null ? 0 : gap + line.Height);
        var price = string.IsNullOrWhiteSpace(parameters.Price) ? null : TextBlock.Fit(parameters.Price, Style("Bold", layout.Price), parameters.Language, most * .55, side * layout.Price * 1.8);
        var label = string.IsNullOrWhiteSpace(parameters.Button) ? null : TextBlock.Fit(parameters.Button, Style("Semi-Bold", layout.Button), parameters.Language, most * .55, side * layout.Button * 1.8);
        var pill = label is null ? (Width: 0, Height: 0) : (Width: (int)(label.Width + side * layout.Button * 2.2), Height: (int)(side * layout.Button * 2.5));
        var offerGap = price is not null && label is not null ? side * layout.Button * 1.3 : 0;
        var offerHeight = Math.Max(price?.Image.Height ?? 0, pill.Height);
        var offerWidth = (price?.Width ?? 0) + offerGap + pill.Width;

        var between = offerHeight > 0 ? side * layout.Line.Size * 1.25 : 0;
        var top = layout.Beside ? (height - textHeight - between - offerHeight) / 2 : height * layout.Top;
        Place(headline, top, Part.Words);
        if (line is not null)
        {
            Place(line, top + headline.Height + gap, Part.Words);
        }

        var offerMiddle = layout.Beside ? top + textHeight + between + offerHeight / 2.0 : height * layout.OfferMiddle;
        var left = layout.Beside ? (script.RightToLeft ? width * (1 - Margin) - offerWidth : width * Margin) : (width - offerWidth) / 2;
        // Price first in reading direction.
        var priceLeft = script.RightToLeft ? left + pill.Width + offerGap : left;
        var pillLeft = script.RightToLeft ? left : left + (price?.Width ?? 0) + offerGap;
        if (price is not null)
        {
            words.Add(new(price, new((int)priceLeft, (int)(offerMiddle - price.Image.Height / 2.0), price.Width, price.Image.Height), Part.Price));
        }

        if (label is not null)
        {
            button = new((int)pillLeft, (int)(offerMiddle - pill.Height / 2.0), pill.Width, pill.Height);
            words.Add(new(label, new((int)(pillLeft + (pill.Width - label.Width) / 2.0), (int)(offerMiddle - label.Image.Height / 2.0), label.Width, label.Image.Height), Part.Button));
        }

        return top + textHeight;
    }

    private TextBlock Fit(string text, string weight, (double Size, double Least, double Height) range, double most, bool centred, int tracking, bool oneLine)
    {
        var style = new TextStyle(weight, side * range.Size, side * range.Least, "#000000", centred, tracking, weight == "Bold" ? parameters.HeadlineFont : parameters.TextFont);
        // One line somewhat smaller reads better than two at full size.
        return (oneLine ? TextBlock.FitLine(text, style, parameters.Language, most, style.Size * .74) : null)
            ?? TextBlock.Fit(text, style, parameters.Language, most, side * range.Height);
    }

    private TextStyle Style(string weight, double size) => new(weight, side * size, side * size * .6, "#000000", Family: weight == "Bold" ? parameters.HeadlineFont : parameters.TextFont);

    private void Place(TextBlock block, double top, Part part)
    {
        var left = !layout.Beside ? (width - block.Width) / 2.0 : script.RightToLeft ? width * (1 - Margin) - block.Width : width * Margin;
        words.Add(new(block, new((int)left, (int)top + block.AboveInk, block.Width, block.Image.Height), part));
    }

    // Chooses colours by the pixels behind, and lays veils and the button over the scene. Returns the least contrast.
    private (Raster Plate, double Lowest) Dress(Raster scene, Lanes lanes)
    {
        var plate = scene;
        var lowest = 21.0;
        foreach (var part in (Part[])[Part.Words, Part.Price])
        {
            var own = words.FindAll(word => word.Part == part);
            if (own.Count == 0)
            {
                continue;
            }

            PixelBox[] areas = [.. own.Select(word => word.Box)];
            var colour = Legibility.Better(plate, areas);
            var bare = plate;
            for (var veil = VeilStep; Lowest() < Legibility.Least * 1.04 && veil <= MostVeil; veil += VeilStep)
            {
                var sheet = new Sheet(bare, lanes);
                sheet.Scrim(Around(areas), side * .16f, VeilTone(bare, areas, colour), veil);
                plate = sheet.Pixels;
            }

            own.ForEach(word => word.Colour = colour);
            lowest = Math.Min(lowest, Lowest());

            double Lowest() => areas.Min(area => Legibility.Contrast(colour, plate, area));
        }

        if (button is { } pill)
        {
            var accent = Tint.TryOf(parameters.Accent, out var chosen) ? chosen : Legibility.Better(plate, [pill]);
            var label = words.Single(word => word.Part == Part.Button);
            label.Colour = Legibility.Better(accent);
            lowest = Math.Min(lowest, Legibility.Contrast(label.Colour, accent));
            var sheet = new Sheet(plate, lanes);
            sheet.Pill(pill, pill.Height / 2f, accent);
            plate = sheet.Pixels;
        }

        return (plate, lowest);
    }

    private static PixelBox Around(PixelBox[] boxes)
    {
        int left = boxes.Min(box => box.Left), top = boxes.Min(box => box.Top);
        return new(left, top, boxes.Max(box => box.Left + box.Width) - left, boxes.Max(box => box.Top + box.Height) - top);
    }

    // The scene's own hue, much darker behind white letters and much lighter behind dark ones.
    private static Tint VeilTone(Raster scene, PixelBox[] areas, Tint letters)
    {
        double red = 0, green = 0, blue = 0;
        var count = 0;
        foreach (var area in areas)
        {
            for (var y = Math.Max(0, area.Top); y < Math.Min(scene.Height, area.Top + area.Height); y += 4)
            {
                for (var x = Math.Max(0, area.Left); x < Math.Min(scene.Width, area.Left + area.Width); x += 4)
                {
                    var at = (y * scene.Width + x) * 3;
                    (red, green, blue, count) = (red + scene.Pixels[at], green + scene.Pixels[at + 1], blue + scene.Pixels[at + 2], count + 1);
                }
            }
        }

        var mean = new Tint((float)(red / Math.Max(1, count)), (float)(green / Math.Max(1, count)), (float)(blue / Math.Max(1, count)));
        return letters == Legibility.Paper ? mean.Times(.16f) : mean.Towards(Legibility.Paper, .88f);
    }

    private ImageCheck[] Checks(double contrast)
    {
        var outside = words.Count(word => word.Box.Left < 0 || word.Box.Top < 0 || word.Box.Left + word.Box.Width > width || word.Box.Top + word.Box.Height > height);
        var smallest = words.Min(word => word.Block.Size) / side;
        var least = layout.Line.Least * .8;
        return
        [
            new("text_fits", outside == 0 ? ImageCheckResult.Passed : ImageCheckResult.Failed, Text($"{outside} of {words.Count} blocks outside the frame"), "0"),
            new("text_size", smallest >= least ? ImageCheckResult.Passed : ImageCheckResult.Warned, Text($"smallest {smallest:0.0%} of the shorter side"), Text($"at least {least:0.0%}")),
            new("contrast", contrast >= Legibility.Least ? ImageCheckResult.Passed : ImageCheckResult.Failed, Text($"{contrast:0.0} to 1"), Text($"at least {Legibility.Least:0.0} to 1")),
        ];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private enum Part
    {
        Words,
        Price,
        Button,
    }

    private sealed class Words(TextBlock block, PixelBox box, Part part)
    {
        internal TextBlock Block { get; } = block;

        /// <summary>Of the ink.</summary>
        internal PixelBox Box { get; } = box;

        internal Part Part { get; } = part;

        internal Tint Colour { get; set; }
    }
}
