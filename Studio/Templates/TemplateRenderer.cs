using System.Globalization;
using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Rendering;
using CommerceOS.Studio.Scenes;
using CommerceOS.Studio.Templates.Browser;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio.Templates;

/// <summary>
/// Draws a template. The browser lays out words and colours and says where the product goes; the product and its shadow are put there by
/// the same code as in every other recipe, so its pixels never pass through a browser.
/// </summary>
internal sealed class TemplateRenderer(PageBrowser browser, Lanes lanes)
{
    private const double LeastTextSize = .0148; // of the shorter side: 30 of 2,000 pixels
    private const double LeastBannerTextSize = .04; // a banner's shorter side is a quarter of the longer one

    internal async Task<(Picture Picture, bool ByBrowser)> RenderAsync(Cutout cutout, TemplateParameters parameters, byte[]? logo, RoomCache rooms, CancellationToken cancellationToken)
    {
        if (browser.Installed is not { } installed)
        {
            return (Plain(cutout, parameters, logo, rooms, "Chromium is not installed"), false);
        }

        var (width, height) = parameters.Frame;
        DrawnPage page;
        try
        {
            page = await browser.DrawAsync(TemplatePage.Of(parameters, cutout, logo), TemplateLibrary.Fit, width, height, cancellationToken);
        }
        catch (BrowserFailedException failure)
        {
            return (Plain(cutout, parameters, logo, rooms, failure.Message.TrimEnd('.')), false);
        }

        var report = PageReport.Read(page.Report);
        if (report.Unfit.Count > 0)
        {
            throw new StudioParameterException("text", $"{string.Join(", ", report.Unfit)}: expected words that fit this template at its least size, got too many. Shorten them or choose another format.");
        }

        return (Compose(cutout, parameters, page, report, $"Chromium {installed.Major}"), true);
    }

    private Picture Compose(Cutout cutout, TemplateParameters parameters, DrawnPage page, PageReport report, string drawnBy)
    {
        var (width, height) = parameters.Frame;
        using var drawn = VipsOperation.Load("pngload_buffer", page.Picture);
        using var colours = drawn.Apply("extract_band", ("band", 0), ("n", 3));
        // A clip's last row or column may be missing where sides are no multiples of the layout's units.
        using var ground = colours.Apply("embed", ("x", 0), ("y", 0), ("width", width), ("height", height), ("extend", "copy"));
        var room = report.Product ?? throw new InvalidOperationException($"The template {parameters.Template} names no place for the product (data-product).");
        if (room.Width < 8 || room.Height < 8)
        {
            throw new StudioParameterException("text", "text: expected words that leave room for the product, got too many. Shorten them or choose another format.");
        }

        var placed = Placement.Fit(cutout, room.Width, room.Height);
        var left = (int)Math.Round(room.Left + (room.Width - placed.Width) / 2);
        var top = (int)Math.Round(room.Top + room.Height) - placed.Height;
        var pixels = Raster.Of(placed.Image);
        var product = new Standing(pixels, Footprint.Of(pixels), left, top);
        var floor = new TemplateColours(parameters.Palette)[parameters.Style == "bold" ? "primary" : "ink"];
        using var canvas = new Canvas(ground.Materialise());
        canvas.Put(Shadows.Layer([product], width, height, new ShadowLook(floor.Towards(new Tint(0, 0, 0), .55f), .6f, 0), 1, LightSide.Left, lanes), 0, 0);
        canvas.Put(placed.Image, left, top);
        using var image = canvas.Flatten();
        var bytes = Codecs.ToJpeg(image, parameters.Quality);
        return new Picture(
            bytes, [product.Box],
            [.. SceneImage.Check(bytes, width, height, placed.Scale, [product.Box]), .. TextChecks(parameters, page, report), new("renderer", ImageCheckResult.Passed, $"{drawnBy}, template {parameters.Template} {parameters.Style}", "a browser's layout")])
        {
            Standing = [product],
        };
    }

    private static ImageCheck[] TextChecks(TemplateParameters parameters, DrawnPage page, PageReport report)
    {
        var (width, height) = parameters.Frame;
        var shorter = Math.Min(width, height);
        var smallest = report.Texts.Min(text => text.Size) / shorter;
        var least = parameters.Format == CardFormat.Banner ? LeastBannerTextSize : LeastTextSize;
        using var behind = VipsOperation.Load("pngload_buffer", page.Bare);
        var pixels = Raster.Of(behind);
        var (contrast, worst) = report.Texts.Select(text => (Legibility.Contrast(new Tint(text.Colour[0], text.Colour[1], text.Colour[2]), pixels, Small(text)), text.Name)).MinBy(text => text.Item1);
        return
        [
            new("text_fits", report.Inside ? ImageCheckResult.Passed : ImageCheckResult.Failed, report.Inside ? "all words inside the frame" : "words outside the frame", "all inside"),
            new("text_size", smallest >= least ? ImageCheckResult.Passed : ImageCheckResult.Warned, Text($"smallest {smallest:0.0%} of the shorter side"), Text($"at least {least:0.0%}")),
            new("contrast", contrast >= Legibility.Least ? ImageCheckResult.Passed : ImageCheckResult.Failed, Text($"{contrast:0.0} to 1 ({worst})"), Text($"at least {Legibility.Least:0.0} to 1")),
        ];
    }

    // Whole pixels inside the text's box: those on its edge may belong to what lies beside a button.
    private static PixelBox Small(PageWords text)
    {
        int left = (int)Math.Ceiling(text.Left * DrawnPage.BareScale), top = (int)Math.Ceiling(text.Top * DrawnPage.BareScale);
        int right = (int)((text.Left + text.Width) * DrawnPage.BareScale), bottom = (int)((text.Top + text.Height) * DrawnPage.BareScale);
        return new(left, top, Math.Max(1, right - left), Math.Max(1, bottom - top));
    }

    // The same words in the layouts that need no browser.
    private Picture Plain(Cutout cutout, TemplateParameters parameters, byte[]? logo, RoomCache rooms, string why)
    {
        var picture = parameters.Template switch
        {
            "infographic" => Infographic.Render(
                cutout,
                new()
                {
                    Title = parameters.Title, Subtitle = parameters.Subtitle, Features = parameters.Features, Language = parameters.Language, SidePixels = parameters.LongSidePixels,
                    Quality = parameters.Quality, Palette = parameters.Palette, HeadlineFont = parameters.HeadlineFont, TextFont = parameters.TextFont,
                },
                lanes),
            "comparison" => ComparisonSheet.Render(cutout, parameters, lanes),
            _ => Card.Render(
                cutout,
                new()
                {
                    Format = parameters.Format, LongSidePixels = parameters.LongSidePixels, Headline = parameters.Title, Line = parameters.Subtitle, Price = parameters.Price, Button = parameters.Button,
                    Language = parameters.Language, Accent = parameters.Palette.Primary, Quality = parameters.Quality, HeadlineFont = parameters.HeadlineFont, TextFont = parameters.TextFont,
                },
                rooms, lanes),
        };
        List<ImageCheck> checks = [.. picture.Checks, new("renderer", ImageCheckResult.Warned, $"plain layout: {why}", "a browser's layout")];
        if (logo is not null)
        {
            checks.Add(new("logo", ImageCheckResult.Warned, "left out: the plain layout has no place for it", "the brand's logo"));
        }

        return picture with { Checks = checks };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
