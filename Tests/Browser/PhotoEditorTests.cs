using System.Globalization;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using CommerceOS.Tests.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Browser;

/// <summary>
/// Editing a photo by mouse, keys and touch on the real pages, API, worker and database. Screenshots go to TestResults/edit for people to look at.
/// </summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class PhotoEditorTests(CommerceSystem system) : IAsyncLifetime
{
    private const string Canvas = "[data-edit-canvas]";
    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults", "edit")).FullName;

    private BrowserStage _stage = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _stage = await BrowserStage.OpenAsync(system);

    public async ValueTask DisposeAsync()
    {
        if (_stage is not null) await _stage.DisposeAsync();
    }

    [Fact]
    public async Task A_merchant_crops_brightens_erases_undoes_saves_and_finds_the_result_in_review()
    {
        var (merchant, product, photo) = await system.WithFlaskAsync();
        var page = await SignInAsync(merchant, $"/products/{product}/photos", 1440, 1000, dark: false);
        await page.ClickAsync($"a[href='/photos/{photo}/edit']");
        await ShownAsync(page, "");
        await LookAsync(page, "desktop-start");
        (await page.IsDisabledAsync("[data-edit-save]")).ShouldBeTrue("nothing is edited yet");

        // Crop: from the top left handle inwards, then a square.
        await DragAsync(page, (0, 0), (.2, .1));
        await ShownAsync(page, "crop");
        double.Parse((await page.InputValueAsync("[data-edit-crop=left]"))!, CultureInfo.InvariantCulture).ShouldBe(20, 1.5);
        await page.ClickAsync("[data-edit-aspect='0.8']");
        await ShownAsync(page, "crop");
        await LookAsync(page, "desktop-crop");

        // Brighter, by the slider.
        var dark = await ColourAsync(page, (.9, .95));
        await page.ClickAsync("[data-edit-tab=light]");
        await page.FillAsync("[data-edit-kind=light][data-edit-field=exposure]", "0.8");
        await page.DispatchEventAsync("[data-edit-kind=light][data-edit-field=exposure]", "change");
        await ShownAsync(page, "crop,light");
        (await ColourAsync(page, (.9, .95))).Sum().ShouldBeGreaterThan(dark.Sum() + 60);
        await LookAsync(page, "desktop-light");

        // The lid is painted over.
        await page.ClickAsync("[data-edit-tab=erase]");
        await ShownAsync(page, "crop,light");
        await page.FillAsync("[data-edit-brush]", "60");
        await DragAsync(page, (.25, .12), (.52, .12), steps: 12);
        await LookAsync(page, "desktop-erasing");
        await ShownAsync(page, "crop,light,erase");
        await LookAsync(page, "desktop-erased");
        await page.Keyboard.PressAsync("Control+z");
        await ShownAsync(page, "crop,light");
        await page.ClickAsync("[data-edit-redo]");
        await ShownAsync(page, "crop,light,erase");
        (await page.Locator("[data-edit-list] li").CountAsync()).ShouldBe(3);

        // Compared with the original while a key is held.
        await page.ClickAsync("[data-edit-tab=light]");
        await ShownAsync(page, "crop,light,erase");
        await page.FocusAsync(Canvas);
        await page.Keyboard.DownAsync("o");
        (await page.IsVisibleAsync("[data-edit-original]")).ShouldBeTrue();
        await LookAsync(page, "desktop-original");
        await page.Keyboard.UpAsync("o");
        (await page.IsVisibleAsync("[data-edit-original]")).ShouldBeFalse();

        // The list: later, and removed.
        await page.ClickAsync("[data-edit-list] li:nth-child(1) [data-act=down]");
        await ShownAsync(page, "light,crop,erase");
        await page.ClickAsync("[data-edit-list] li:nth-child(2) [data-act=up]");
        await ShownAsync(page, "crop,light,erase");

        await page.ClickAsync("[data-edit-tab=size]");
        await page.SelectOptionAsync("[data-edit-preset]", new SelectOptionValue { Index = 4 });
        await ShownAsync(page, "crop,light,erase,resize,output");
        (await page.TextContentAsync("[data-edit-size-text]")).ShouldNotBeNull().ShouldContain("1080 × 1350");
        await LookAsync(page, "desktop-size");

        // Leaving asks; saving goes to the product's work.
        var asked = "";
        page.Dialog += async (_, dialog) => { asked = dialog.Message; await dialog.DismissAsync(); };
        await page.Locator("nav a[href='/publish']").First.ClickAsync();
        asked.ShouldContain("steps");
        await page.ClickAsync("[data-edit-save]");
        await page.ArriveAsync("**/create*");
        var made = await NewestAsync(merchant, product);
        (made.Width, made.Height, made.Lineage!.Recipe).ShouldBe((1080, 1350, "photo-edit"));
        (await merchant.Client.GetReviewQueueAsync(merchant.Workspace, null, null, 20, Stop)).Items.ShouldContain(i => i.Id == made.Id);
        await page.GotoAsync($"/review/{made.Id}");
        await page.Locator($"img[src*='{made.Id}']").First.WaitForAsync();
        await LookAsync(page, "desktop-review");

        // Once more, from its steps.
        await page.ClickAsync($"main a[href='/photos/{photo}/edit?from={made.Id}']:visible");
        await ShownAsync(page, "crop,light,erase,resize,output");
        await LookAsync(page, "desktop-again");
        _stage.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_works_on_a_phone_in_the_dark_in_chinese_and_says_what_cannot_be_done()
    {
        var (merchant, _, photo) = await system.WithFlaskAsync();
        await merchant.Client.UpdateAccountAsync(new("zh-Hans"), Stop);
        var page = await SignInAsync(merchant, $"/photos/{photo}/edit", 390, 844, dark: true);
        await ShownAsync(page, "");
        (await page.TextContentAsync("h1")).ShouldBe("编辑照片");
        await LookAsync(page, "phone-start");
        await page.Locator("[data-edit-tab=turn]").TapAsync();
        await page.Locator("[data-edit-turn='1']").TapAsync();
        await ShownAsync(page, "turn");
        await page.Locator("[data-edit-turn='3']").TapAsync();
        await ShownAsync(page, "");
        await page.FillAsync("[data-edit-kind=straighten]", "4");
        await page.DispatchEventAsync("[data-edit-kind=straighten]", "change");
        await ShownAsync(page, "straighten");

        await page.Locator("[data-edit-tab=background]").TapAsync();
        await page.Locator("[data-edit-background='#e9e2d6']").TapAsync();
        await ShownAsync(page, "straighten,background");
        await LookAsync(page, "phone-background");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0);

        // More than may be erased: the step is named, the rest stays.
        await page.Locator("[data-edit-tab=erase]").TapAsync();
        await ShownAsync(page, "straighten,background");
        await page.FillAsync("[data-edit-brush]", "100");
        await page.Locator(Canvas).ScrollIntoViewIfNeededAsync();
        await page.EvaluateAsync("() => scrollTo(0, 0)");
        var session = await page.Context.NewCDPSessionAsync(page);
        foreach (var y in new[] { .2, .45, .7 })
        {
            await SwipeAsync(session, page, (.15, y), (.85, y));
            await ShownAsync(page, "straighten,background,erase");
        }
        (await page.TextContentAsync("[data-edit-state]")).ShouldNotBeNull().ShouldContain("15%");
        await LookAsync(page, "phone-refused");
        await page.Locator("[data-edit-list] li[data-kind=erase] [data-act=remove]").TapAsync();
        await ShownAsync(page, "straighten,background");
        _stage.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_alone_crop_erase_and_walk_through_the_tools()
    {
        var (merchant, _, photo) = await system.WithFlaskAsync();
        var page = await SignInAsync(merchant, $"/photos/{photo}/edit", 1280, 900, dark: true);
        await ShownAsync(page, "");
        await page.FocusAsync(Canvas);
        for (var i = 0; i < 5; i++) await page.Keyboard.PressAsync("Shift+ArrowLeft");
        await ShownAsync(page, "crop");
        double.Parse((await page.InputValueAsync("[data-edit-crop=width]"))!, CultureInfo.InvariantCulture).ShouldBe(95, .2);

        await page.FocusAsync("[data-edit-tab=crop]");
        for (var i = 0; i < 6; i++) await page.Keyboard.PressAsync("ArrowRight");
        (await page.GetAttributeAsync("[data-edit-tab=erase]", "aria-selected")).ShouldBe("true");
        await ShownAsync(page, "crop");
        await page.FocusAsync(Canvas);
        await page.Keyboard.PressAsync("p");
        for (var i = 0; i < 3; i++) await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("p");
        await ShownAsync(page, "crop,erase");
        await page.Keyboard.PressAsync("=");
        (await page.Locator("[data-edit-percent]").TextContentAsync()).ShouldBe("150%");
        await LookAsync(page, "dark-keys");
        _stage.Problems.ShouldBeEmpty();
    }

    private async Task<IPage> SignInAsync(Merchant merchant, string path, int width, int height, bool dark)
    {
        var phone = width < 500;
        return await _stage.OpenPageAsync(
            new() { Locale = "en-GB", ViewportSize = new() { Width = width, Height = height }, HasTouch = phone, IsMobile = phone, ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light }, merchant, path);
    }

    /// <summary>Waits until the picture of these kinds of steps is on the canvas.</summary>
    private async Task ShownAsync(IPage page, string kinds)
    {
        try
        {
            await page.Locator($"[data-edit][data-shown='{kinds}']:not([data-busy])").WaitForAsync();
        }
        catch (TimeoutException late)
        {
            await LookAsync(page, "late");
            var (steps, state) = (await page.Locator("[data-edit-list]").InnerTextAsync(), await page.TextContentAsync("[data-edit-state]"));
            throw new TimeoutException($"'{kinds}' is not shown, but '{steps}' with '{state}'. {string.Join("; ", _stage.Problems)}", late);
        }
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    /// <summary>Where a share of the picture is on the screen: the canvas says where it has painted it.</summary>
    private static async Task<(float X, float Y)> PlaceAsync(IPage page, (double X, double Y) share)
    {
        var frame = (await page.Locator(Canvas).BoundingBoxAsync())!;
        var box = (await page.GetAttributeAsync(Canvas, "data-box"))!.Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return ((float)(frame.X + box[0] + share.X * box[2]), (float)(frame.Y + box[1] + share.Y * box[3]));
    }

    private static async Task DragAsync(IPage page, (double X, double Y) from, (double X, double Y) to, int steps = 5)
    {
        var (a, b) = (await PlaceAsync(page, from), await PlaceAsync(page, to));
        await page.Mouse.MoveAsync(a.X, a.Y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(b.X, b.Y, new() { Steps = steps });
        await page.Mouse.UpAsync();
    }

    private static async Task SwipeAsync(ICDPSession session, IPage page, (double X, double Y) from, (double X, double Y) to)
    {
        for (var i = 0; i <= 8; i++)
        {
            var (x, y) = await PlaceAsync(page, (from.X + (to.X - from.X) * i / 8, from.Y + (to.Y - from.Y) * i / 8));
            await session.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = i == 0 ? "touchStart" : "touchMove", ["touchPoints"] = new object[] { new { x, y, id = 1 } } });
        }
        await session.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });
    }

    private static async Task<int[]> ColourAsync(IPage page, (double X, double Y) share)
    {
        var (x, y) = await PlaceAsync(page, share);
        return await page.EvaluateAsync<int[]>(
            """
            ([x, y]) => {
              const canvas = document.querySelector("[data-edit-canvas]");
              const frame = canvas.getBoundingClientRect(), dense = canvas.width / canvas.clientWidth;
              return [...canvas.getContext("2d").getImageData((x - frame.left) * dense, (y - frame.top) * dense, 1, 1).data].slice(0, 3);
            }
            """,
            new double[] { x, y });
    }

    private static async Task LookAsync(IPage page, string name) => await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png"), FullPage = name.StartsWith("phone", StringComparison.Ordinal) });

    private static async Task<AssetDto> NewestAsync(Merchant merchant, Guid product)
    {
        while (true)
        {
            if ((await merchant.Client.GetAssetsAsync(merchant.Workspace, product, Stop)).SingleOrDefault(a => a.Kind == AssetKind.Image) is { } made) return made;
            (await merchant.Client.GetGenerationsAsync(merchant.Workspace, new(ProductId: product, State: GenerationState.Failed), Stop)).Items.ShouldBeEmpty();
            await Task.Delay(100, Stop);
        }
    }
}
