using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using CommerceOS.Tests.Browser;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Web;

/// <summary>What needs scripts: choosing with an answer at once, comparing, ticking ranges, dropping, rows that grow, counts that follow.</summary>
public sealed partial class ScreenTests : IAsyncLifetime
{
    [Fact]
    public async Task The_choice_on_the_publish_page_is_answered_at_once()
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", 1440, problems);
        await SignInAsync(page);
        ApproveEverything();
        var product = _site.Shop.Products[0].Id;
        await page.GotoAsync($"/publish?product={product}");
        var ready = page.Locator($"#ready-{product}");
        (await ready.InnerTextAsync()).Trim().ShouldBe("Ready");

        // By keyboard: a picture is a checkbox like any other.
        await page.GetByLabel("Picture 1: Main image").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(ready).ToHaveTextAsync("1 missing");
        (await page.Locator($"#missing-{product}").InnerTextAsync()).ShouldContain("The main image among the chosen pictures");
        await page.GetByLabel("English", new() { Exact = true }).UncheckAsync();
        await page.GetByLabel("简体中文").UncheckAsync();
        await Assertions.Expect(page.Locator($"#missing-{product}")).ToContainTextAsync("Copy in at least one language");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, "publish-choice.png"), FullPage = true });
        (await page.EvaluateAsync<string>("document.activeElement.name")).ShouldStartWith("languages:", Case.Sensitive, "the answer does not take the focus away");

        await page.GetByLabel("Picture 1: Main image").CheckAsync();
        await page.GetByLabel("English", new() { Exact = true }).CheckAsync();
        await Assertions.Expect(ready).ToHaveTextAsync("Ready");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish 1" }).ClickAsync();
        await page.ArriveAsync("**/publish/*-*");
        _site.Shop.Published.Single().Items.Single().Languages.ShouldBe(["en"]);
        problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1440, "main-image")]
    [InlineData(1440, "studio-scene")]
    [InlineData(390, "studio-scene")]
    public async Task The_slider_lays_the_product_over_itself(int width, string recipe)
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", width, problems);
        await SignInAsync(page);
        _site.Shop.LoadSamples();
        var result = _site.Shop.Assets.First(a => a.Lineage?.Recipe == recipe);
        await page.GotoAsync($"/review/{result.Id}");
        await page.Locator(".ba svg image").WaitForAsync();

        await CoincideAsync(page, result.Lineage!.Alignment!);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"slider-{recipe}-{width}.png") });
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoom in" }).ClickAsync();
        await page.Locator("[data-zoom].zoomed").WaitForAsync();
        await CoincideAsync(page, result.Lineage.Alignment!);
        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_three_views_zoom_by_wheel_keys_and_drag()
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", 1440, problems);
        await SignInAsync(page);
        _site.Shop.LoadSamples();
        var result = _site.Shop.Assets.First(a => a.Lineage?.Recipe == "studio-scene");
        foreach (var view in (string[])["slider", "side", "result"])
        {
            await page.GotoAsync($"/review/{result.Id}?view={view}");
            var percent = page.Locator("[data-zoom-percent]");
            var box = (await page.Locator("[data-zoom-frame]").Last.BoundingBoxAsync())!;
            await page.Mouse.MoveAsync(box.X + box.Width * 0.25f, box.Y + box.Height * 0.5f);
            await page.Mouse.WheelAsync(0, -100);
            await Assertions.Expect(percent).ToHaveTextAsync("115%");
            await page.Keyboard.PressAsync("+");
            await Assertions.Expect(percent).ToHaveTextAsync("173%");
            var before = await TransformsAsync(page);
            before.Distinct().ShouldHaveSingleItem("original and result move together");
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(box.X + box.Width * 0.25f + 60, box.Y + box.Height * 0.5f + 20, new() { Steps = 4 });
            await page.Mouse.UpAsync();
            (await TransformsAsync(page)).ShouldNotBe(before, $"a drag pans in {view}");
            await page.Keyboard.PressAsync("-");
            await page.Keyboard.PressAsync("0");
            await Assertions.Expect(percent).ToHaveTextAsync("100%");
            (await TransformsAsync(page)).ShouldAllBe(t => t.Length == 0);
        }
        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_slider_slides_by_drag_and_by_arrow_keys()
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", 1440, problems);
        await SignInAsync(page);
        _site.Shop.LoadSamples();
        await page.GotoAsync($"/review/{_site.Shop.Assets.First(a => a.Lineage?.Recipe == "studio-scene").Id}");
        var box = (await page.Locator(".ba").BoundingBoxAsync())!;
        var slider = page.GetByRole(AriaRole.Slider, new() { Name = "Compare original and result" });

        await page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + box.Width * 0.8f, box.Y + box.Height / 2, new() { Steps = 3 });
        await page.Mouse.UpAsync();
        (await slider.InputValueAsync()).ShouldBe("80");
        await page.Keyboard.PressAsync("ArrowLeft");

        (await slider.InputValueAsync()).ShouldBe("79");
        (await page.EvaluateAsync<string>("document.querySelector('.ba').style.getPropertyValue('--x')")).ShouldBe("79%");
        problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1440, "/catalog")]
    [InlineData(1440, "/catalog?view=grid")]
    [InlineData(390, "/catalog")]
    public async Task Products_are_ticked_one_by_one_by_range_and_all_at_once(int width, string address)
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", width, problems);
        await SignInAsync(page);
        _site.Shop.LoadSamples();
        await page.GotoAsync(address);
        var bar = page.Locator("[data-bulk]");
        await Assertions.Expect(bar).ToBeHiddenAsync();
        var ticks = page.Locator("[data-bulk-tick]:visible");

        await ticks.Nth(1).CheckAsync();
        await Assertions.Expect(bar).ToContainTextAsync("1 chosen");
        await ticks.Nth(3).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Assertions.Expect(bar).ToContainTextAsync("3 chosen");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"bulk-{width}{(address.Contains("grid", StringComparison.Ordinal) ? "-grid" : "")}.png") });
        if (width > 1000 && address == "/catalog") await page.GetByLabel("Choose all on this page").CheckAsync();
        else for (var i = 0; i < 6; i++) await ticks.Nth(i).CheckAsync();
        await Assertions.Expect(bar).ToContainTextAsync("6 chosen");
        await ticks.Nth(0).UncheckAsync();

        await bar.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.GetByText("5 products deleted").WaitForAsync();
        _site.Shop.Products.Count(p => p.DeletedAt is null).ShouldBe(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page.GetByText("5 products are back").WaitForAsync();
        _site.Shop.Products.ShouldAllBe(p => p.DeletedAt == null);
        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Photos_dropped_on_home_become_products()
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", 1440, problems);
        await SignInAsync(page);

        await DropAsync(page, ("green-boot.jpg", "raw-boot"), ("lemon_tin.jpg", "raw-can"));
        await page.GetByRole(AriaRole.Heading, new() { Name = "2 photos: what do they show?" }).WaitForAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, "home-drop.png") });
        await page.GetByRole(AriaRole.Button, new() { Name = "One product each" }).Last.ClickAsync();
        await page.ArriveAsync("**/catalog");
        _site.Shop.Products.Select(p => p.Texts[0].Title).ShouldBe(["Green boot", "Lemon tin"], ignoreOrder: true);

        await page.GotoAsync("/");
        await DropAsync(page, ("side.jpg", "raw-boot"), ("top.jpg", "raw-can"));
        await page.GetByRole(AriaRole.Button, new() { Name = "One product with all" }).Last.ClickAsync();
        await page.ArriveAsync("**/products/*/photos");
        _site.Shop.Assets.Count(a => a.ProductId == _site.Shop.Products.Single(p => p.Sku == "SIDE").Id).ShouldBe(2);
        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dropped_file_that_is_no_photo_says_so_and_the_others_go_on()
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", 1440, problems);
        await SignInAsync(page);

        await DropAsync(page, ("notes.txt", null), ("boot.jpg", "raw-boot"));
        await page.GetByRole(AriaRole.Button, new() { Name = "One product with all" }).Last.ClickAsync();

        await page.Locator("[data-upload-list] li", new() { HasText = "notes.txt" }).GetByText("Not a photo.").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Go to what was made" }).ClickAsync();
        await page.ArriveAsync("**/products/*/photos");
        _site.Shop.Products.Single(p => p.DeletedAt is null).Sku.ShouldBe("BOOT");
        problems.Where(p => !p.Contains("422", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Attribute_rows_grow_while_typing_and_are_saved()
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", 1440, problems);
        await SignInAsync(page);
        _site.Shop.LoadSamples();
        var product = _site.Shop.Products[0];
        await page.GotoAsync($"/products/{product.Id}/facts");

        await page.GetByLabel("Name of attribute 3").FillAsync("Material");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Glass");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Cap");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Bamboo");
        await page.GetByLabel("Name of attribute 5").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Saved", new() { Exact = true }).WaitForAsync();

        _site.Shop.Products[0].Attributes.Select(a => $"{a.Name}: {a.Value}").ShouldBe(["Volume: 500 ml", "Use: Dilute 1:10", "Material: Glass", "Cap: Bamboo"]);
        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Counts_follow_what_happens_without_a_new_page()
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", 1440, problems);
        await SignInAsync(page);
        _site.Shop.LoadSamples();
        var running = _site.Shop.Generations.First(g => g.State == GenerationState.Running);
        await page.GotoAsync($"/products/{running.ProductId}/create");
        await Assertions.Expect(page.Locator("#count-review [aria-hidden]")).ToHaveTextAsync("4");
        await page.Locator($"#work-{running.Id} [aria-valuenow='62']").WaitForAsync();

        foreach (var copy in _site.Shop.Copies.ToList()) _site.Shop.DecideCopy(copy.Id, ReviewState.Approved, null);
        _site.Shop.Change(running.Id, g => g with { State = GenerationState.Done, Progress = 1 });

        await Assertions.Expect(page.Locator("#count-review [aria-hidden]")).ToHaveTextAsync("2");
        await Assertions.Expect(page.Locator("#count-work a")).ToHaveCountAsync(0);
        problems.ShouldBeEmpty();
    }

    private void ApproveEverything()
    {
        _site.Shop.LoadSamples();
        foreach (var copy in _site.Shop.Copies.ToList()) _site.Shop.DecideCopy(copy.Id, ReviewState.Approved, null);
        foreach (var picture in _site.Shop.Assets.Where(a => a.Kind == AssetKind.Image).ToList()) _site.Shop.Decide(picture.Id, ReviewState.Approved, null);
    }

    /// <summary>Files let go somewhere on the page, as a file manager does it.</summary>
    private static async Task DropAsync(IPage page, params (string Name, string? Picture)[] files)
    {
        var transfer = await page.EvaluateHandleAsync(
            """
            files => {
              const transfer = new DataTransfer();
              for (const { name, data } of files) transfer.items.add(new File([Uint8Array.from(atob(data), c => c.charCodeAt(0))], name));
              return transfer;
            }
            """,
            files.Select(f => new { name = f.Name, data = Convert.ToBase64String(f.Picture is null ? "not a photo"u8.ToArray() : FakeShop.Picture(f.Picture)) }).ToArray());
        await page.DispatchEventAsync("h1", "drop", new { dataTransfer = transfer });
    }

    private static Task<string[]> TransformsAsync(IPage page) => page.EvaluateAsync<string[]>("[...document.querySelectorAll('[data-zoom-target]')].map(e => e.style.transform)");

    /// <summary>The product of the original and that of the result, as they are drawn on the screen, differ by less than 2 % of its size.</summary>
    private static async Task CoincideAsync(IPage page, AlignmentDto alignment)
    {
        var drawn = await page.EvaluateAsync<double[][]>(
            "[document.querySelector('.ba svg image'), document.querySelector('.ba > img')].map(e => e.getBoundingClientRect()).map(r => [r.left, r.top, r.width, r.height])");
        var (original, result) = (On(drawn[0], alignment.Source), On(drawn[1], alignment.Result));
        var tolerance = 0.02 * Math.Max(result[2], result[3]);
        for (var i = 0; i < 4; i++) original[i].ShouldBe(result[i], tolerance);
        drawn[0][2].ShouldBeGreaterThan(drawn[1][2] * 0.5, "it is drawn at all");
    }

    private static double[] On(double[] frame, FrameBoxDto box) => [frame[0] + box.Left * frame[2], frame[1] + box.Top * frame[3], box.Width * frame[2], box.Height * frame[3]];
}
