using System.Globalization;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using CommerceOS.Tests.Harness;
using CommerceOS.Tests.Studio;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Browser;

/// <summary>
/// Correcting an outline by mouse, touch, pen and keys on the real pages, API, worker and database. The sample is a bottle whose bamboo lid is
/// taken away. Screenshots go to TestResults/outline for people to look at.
/// </summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class OutlineEditorTests(CommerceSystem system) : IAsyncLifetime
{
    private const string Canvas = "[data-outline-canvas]";
    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults", "outline")).FullName;

    // Shares of the photo's width and height.
    private static readonly (double X, double Y) LidLeft = (.42, .205), LidRight = (.58, .205), Lid = (.5, .205), Body = (.5, .4);

    private BrowserStage _stage = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _stage = await BrowserStage.OpenAsync(system);

    public async ValueTask DisposeAsync()
    {
        if (_stage is not null) await _stage.DisposeAsync();
    }

    [Fact]
    public async Task A_part_that_is_erased_with_the_mouse_is_white_in_the_main_image()
    {
        var (merchant, product, photo) = await system.WithFlaskAsync();
        var before = await MakeAsync(merchant, product);
        var page = await OpenAsync(merchant, photo, 1440, 900, dark: false);
        await LookAsync(page, "desktop-start");
        (await ColourAsync(page, Lid)).ShouldNotBe("removed");

        await page.ClickAsync("[data-tool=erase]");
        await page.FillAsync("[data-outline-size]", "45");
        await DrawAsync(page, LidLeft, LidRight);
        await ShownAsync(page, 1);
        (await ColourAsync(page, Lid), await ColourAsync(page, Body)).ShouldBe(("removed", "product"));
        await LookAsync(page, "desktop-erased");
        foreach (var mode in new[] { "cut", "white" })
        {
            await page.ClickAsync($"[data-outline-mode={mode}]");
            await LookAsync(page, "desktop-" + mode);
        }
        await page.ClickAsync("[data-outline-mode=tinted]");

        await page.Keyboard.PressAsync("Control+z");
        await ShownAsync(page, 0);
        (await ColourAsync(page, Lid)).ShouldNotBe("removed");
        await page.Keyboard.PressAsync("Control+Shift+z");
        await ShownAsync(page, 1);
        (await ColourAsync(page, Lid)).ShouldBe("removed");

        // Five more, to tell how long one waits; the last stays.
        List<int> took = [];
        for (var i = 0; i < 5; i++)
        {
            await page.ClickAsync("[data-outline-undo]");
            await ShownAsync(page, 0);
            await DrawAsync(page, (LidLeft.X, .2 + i * .002), (LidRight.X, .2 + i * .002));
            await ShownAsync(page, 1);
            took.Add(int.Parse((await page.Locator("[data-outline]").GetAttributeAsync("data-took"))!, CultureInfo.InvariantCulture));
        }
        await File.WriteAllTextAsync(Path.Combine(Folder, "took-ms.txt"), string.Join(' ', took), Stop);
        TestContext.Current.TestOutputHelper?.WriteLine("ms from the end of a stroke to its picture: " + string.Join(' ', took));

        // Leaving asks; staying keeps the strokes.
        var asked = "";
        page.Dialog += async (_, dialog) => { asked = dialog.Message; await dialog.DismissAsync(); };
        await page.Locator("nav a[href='/publish']").First.ClickAsync();
        asked.ShouldContain("strokes");
        page.Url.ShouldContain("/outline");

        await page.ClickAsync("[data-outline-save]");
        await page.ArriveAsync("**/photos?outlined=*");
        await LookAsync(page, "desktop-saved");
        await page.ClickAsync("form[action$='/outline/remake'] button");
        await page.ArriveAsync("**/create*");
        var after = await NewestAsync(merchant, product, before.Id);

        (await PixelAsync(merchant, before, Lid, before)).ShouldNotBe((255, 255, 255), "or else the case proves nothing");
        (await PixelAsync(merchant, after, Lid, after)).ShouldBe((255, 255, 255));
        (await PixelAsync(merchant, after, Body, after)).ShouldNotBe((255, 255, 255));
        (await PixelAsync(merchant, await merchant.Client.GetAssetAsync(merchant.Workspace, before.Id, Stop), Lid, before)).ShouldNotBe((255, 255, 255), "what was made stays");
        _stage.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Fingers_draw_and_pinch_on_a_phone()
    {
        var (merchant, _, photo) = await system.WithFlaskAsync();
        var page = await OpenAsync(merchant, photo, 390, 844, dark: false, touch: true);
        await ShownAsync(page, 0);
        await page.Locator("[data-tool=erase]").TapAsync();
        await page.FillAsync("[data-outline-size]", "45");
        await page.Locator(Canvas).ScrollIntoViewIfNeededAsync();
        var session = await page.Context.NewCDPSessionAsync(page);

        await TouchAsync(session, page, [[LidLeft], [Lid], [LidRight]]);
        await ShownAsync(page, 1);
        (await ColourAsync(page, Lid)).ShouldBe("removed");
        await LookAsync(page, "phone-erased");

        // Two fingers zoom and leave no mark.
        await TouchAsync(session, page, [[(.45, .5)], [(.45, .5), (.55, .5)], [(.35, .5), (.65, .5)], [(.2, .5), (.8, .5)]]);
        (await page.Locator("[data-outline-percent]").TextContentAsync()).ShouldNotBe("100%");
        (await page.Locator("[data-outline]").GetAttributeAsync("data-shown")).ShouldBe("1");
        await LookAsync(page, "phone-zoomed");
        await page.Locator("[data-outline-zoom=fit]").TapAsync();
        await page.Locator("[data-outline-undo]").TapAsync();
        await ShownAsync(page, 0);
        (await ColourAsync(page, Lid)).ShouldBe("product");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0);
        _stage.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pen_s_pressure_widens_the_stroke_and_keys_draw_without_a_pointer()
    {
        var (merchant, _, photo) = await system.WithFlaskAsync();
        var page = await OpenAsync(merchant, photo, 1280, 800, dark: true);
        await ShownAsync(page, 0);
        await page.Keyboard.PressAsync("e");
        (await page.GetAttributeAsync("[data-tool=erase]", "aria-pressed")).ShouldBe("true");
        await page.Keyboard.PressAsync("x");
        (await page.GetAttributeAsync("[data-tool=keep]", "aria-pressed")).ShouldBe("true");
        await page.Keyboard.PressAsync("x");
        var width = await page.Locator("[data-outline-width]:not([data-outline])").TextContentAsync();
        await page.Keyboard.PressAsync("]");
        (await page.Locator("[data-outline-width]:not([data-outline])").TextContentAsync()).ShouldNotBe(width);

        var sent = await page.RunAndWaitForRequestAsync(() => PenAsync(page, (.45, .3), (.55, .3)), r => r.Url.EndsWith("/outline/preview", StringComparison.Ordinal) && r.Method == "POST");
        using var body = System.Text.Json.JsonDocument.Parse(sent.PostData!);
        var radii = body.RootElement.GetProperty("strokes").EnumerateArray().Select(s => s.GetProperty("radius").GetDouble()).ToList();
        radii.Count.ShouldBeGreaterThan(1, "the width follows the pressure");
        radii.Max().ShouldBeGreaterThan(radii.Min() * 1.5);
        await ShownAsync(page, 1);
        await LookAsync(page, "dark-pen");

        // One press of undo takes the whole movement back, however many widths it had.
        await page.Keyboard.PressAsync("Control+z");
        await ShownAsync(page, 0);

        await page.FocusAsync(Canvas);
        await page.Keyboard.PressAsync("p");
        for (var i = 0; i < 5; i++) await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("p");
        await ShownAsync(page, 1);
        await page.Keyboard.PressAsync("=");
        (await page.Locator("[data-outline-percent]").TextContentAsync()).ShouldBe("150%");
        _stage.Problems.ShouldBeEmpty();
    }

    private async Task<IPage> OpenAsync(Merchant merchant, Guid photo, int width, int height, bool dark, bool touch = false)
    {
        var page = await _stage.OpenPageAsync(
            new() { Locale = "en-GB", ViewportSize = new() { Width = width, Height = height }, HasTouch = touch, IsMobile = touch, ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light },
            merchant, $"/photos/{photo}/outline");
        await ShownAsync(page, 0);
        return page;
    }

    /// <summary>Waits until the picture of so many marks is on the canvas.</summary>
    private static async Task ShownAsync(IPage page, int marks)
    {
        await page.Locator($"[data-outline][data-shown='{marks}']:not([data-busy])").WaitForAsync();
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    /// <summary>Where a share of the photo is on the screen: the photo of 3:4 is fitted into the canvas at 96 %.</summary>
    private static async Task<(double X, double Y)> PlaceAsync(IPage page, (double X, double Y) share)
    {
        var box = (await page.Locator(Canvas).BoundingBoxAsync())!;
        var longer = Math.Min(box.Width / .75, box.Height) * .96;
        return (box.X + box.Width / 2 + (share.X - .5) * longer * .75, box.Y + box.Height / 2 + (share.Y - .5) * longer);
    }

    private static async Task DrawAsync(IPage page, (double X, double Y) from, (double X, double Y) to)
    {
        var (a, b) = (await PlaceAsync(page, from), await PlaceAsync(page, to));
        await page.EvaluateAsync("() => { delete document.querySelector('[data-outline]').dataset.shown; }");
        await page.Mouse.MoveAsync((float)a.X, (float)a.Y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync((float)b.X, (float)b.Y, new() { Steps = 12 });
        await page.Mouse.UpAsync();
        await page.Mouse.MoveAsync((float)b.X, (float)b.Y + 200);
    }

    private static async Task PenAsync(IPage page, (double X, double Y) from, (double X, double Y) to)
    {
        var (a, b) = (await PlaceAsync(page, from), await PlaceAsync(page, to));
        await page.EvaluateAsync(
            """
            ([ax, ay, bx, by]) => {
              const canvas = document.querySelector("[data-outline-canvas]");
              canvas.setPointerCapture = () => {};
              const send = (type, t, pressure) => canvas.dispatchEvent(new PointerEvent(type, { pointerType: "pen", pointerId: 7, isPrimary: true, button: type === "pointermove" ? -1 : 0, bubbles: true, cancelable: true, pressure, clientX: ax + (bx - ax) * t, clientY: ay + (by - ay) * t }));
              delete document.querySelector("[data-outline]").dataset.shown;
              send("pointerdown", 0, 0.15);
              for (let i = 1; i <= 20; i++) send("pointermove", i / 20, 0.15 + 0.04 * i);
              send("pointerup", 1, 0);
            }
            """,
            new double[] { a.X, a.Y, b.X, b.Y });
    }

    /// <summary>Real touches through the browser's own input: each step is where the fingers are.</summary>
    private static async Task TouchAsync(ICDPSession session, IPage page, (double X, double Y)[][] steps)
    {
        await page.EvaluateAsync("() => { const root = document.querySelector('[data-outline]'); root.dataset.before = root.dataset.shown; }");
        var fingers = 0;
        foreach (var step in steps)
        {
            List<object> points = [];
            foreach (var (id, share) in step.Index())
            {
                var (x, y) = await PlaceAsync(page, share);
                points.Add(new { x, y, id });
            }
            await session.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = step.Length > fingers ? "touchStart" : "touchMove", ["touchPoints"] = points });
            fingers = step.Length;
        }
        await session.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });
    }

    /// <summary>Whether the canvas shows a place as kept or, under red, as removed. Removed places have more red than their photo has.</summary>
    private static async Task<string> ColourAsync(IPage page, (double X, double Y) share)
    {
        var (x, y) = await PlaceAsync(page, share);
        var rgb = await page.EvaluateAsync<int[]>(
            """
            ([x, y]) => {
              const canvas = document.querySelector("[data-outline-canvas]");
              const frame = canvas.getBoundingClientRect(), dense = canvas.width / canvas.clientWidth;
              return [...canvas.getContext("2d").getImageData((x - frame.left) * dense, (y - frame.top) * dense, 1, 1).data].slice(0, 3);
            }
            """,
            new double[] { x, y });
        // Bamboo is (200, 175, 130) and green plastic (75, 120, 110): under the tint both lose nearly half their green.
        return rgb[0] - rgb[1] > 55 ? "removed" : "product";
    }

    private static async Task LookAsync(IPage page, string name) => await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png"), FullPage = name.StartsWith("phone", StringComparison.Ordinal) });

    private static async Task<AssetDto> MakeAsync(Merchant merchant, Guid product)
    {
        var run = (await merchant.Client.StartGenerationsAsync(merchant.Workspace, product, new(null, [new("main-image")]), Stop)).Single();
        while (run.State is GenerationState.Queued or GenerationState.Running)
        {
            await Task.Delay(50, Stop);
            run = await merchant.Client.GetGenerationAsync(merchant.Workspace, run.Id, Stop);
        }
        return await merchant.Client.GetAssetAsync(merchant.Workspace, run.AssetIds.ShouldHaveSingleItem(run.FailureDetail), Stop);
    }

    private static async Task<AssetDto> NewestAsync(Merchant merchant, Guid product, Guid not)
    {
        while (true)
        {
            if ((await merchant.Client.GetAssetsAsync(merchant.Workspace, product, Stop)).SingleOrDefault(a => a.Kind == AssetKind.Image && a.Id != not) is { } made) return made;
            await Task.Delay(100, Stop);
        }
    }

    /// <summary>The colour in a result at a place of its photo, by the lineage's own account of where the product lies in both.</summary>
    private static async Task<(int Red, int Green, int Blue)> PixelAsync(Merchant merchant, AssetDto asset, (double X, double Y) share, AssetDto by)
    {
        using var content = await merchant.Client.OpenAssetAsync(merchant.Workspace, asset.Id, Rendition.Full, Stop);
        using var bytes = new MemoryStream();
        await content.Stream.CopyToAsync(bytes, Stop);
        var picture = StudioFixture.Decode(bytes.ToArray(), "jpegload_buffer");
        var (source, result) = (by.Lineage!.Alignment!.Source, by.Lineage.Alignment.Result);
        var x = (int)Math.Clamp((result.Left + (share.X - source.Left) / source.Width * result.Width) * picture.Width, 0, picture.Width - 1);
        var y = (int)Math.Clamp((result.Top + (share.Y - source.Top) / source.Height * result.Height) * picture.Height, 0, picture.Height - 1);
        var at = (y * picture.Width + x) * picture.Bands;
        return (picture.Pixels[at], picture.Pixels[at + 1], picture.Pixels[at + 2]);
    }
}
