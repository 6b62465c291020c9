using System.Globalization;
using CommerceOS.Contracts.Generation;
using CommerceOS.Tests.Browser;
using CommerceOS.Tests.Harness;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Web;

/// <summary>
/// The main pages in a real browser: light and dark, desktop and phone, both languages. Each is looked over by axe and must not scroll sideways;
/// a screenshot of each goes to TestResults/screens for people to look at.
/// </summary>
public sealed partial class ScreenTests : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults", "screens")).FullName;

    private WebSite _site = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private Uri _address = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists(Chromium), "needs Debian's chromium");
        _site = await WebSite.StartAsync();
        _site.StartOnFreePort();
        _address = _site.ClientOptions.BaseAddress;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_site is null) return;
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _site.DisposeAsync();
    }

    [Theory]
    [InlineData("en", "light", 1440)]
    [InlineData("zh-Hans", "dark", 390)]
    public async Task Every_main_page_is_accessible_and_fits(string language, string theme, int width)
    {
        var problems = new List<string>();
        var page = await OpenAsync(language, theme, width, problems);

        await LookAsync(page, "sign-in", "/sign-in", language, theme, width, problems);
        await LookAsync(page, "sign-up", "/sign-up", language, theme, width, problems);
        await SignInAsync(page);
        await LookAsync(page, "home-new", "/", language, theme, width, problems);
        await LookAsync(page, "catalog-empty", "/catalog", language, theme, width, problems);
        _site.Shop.LoadSamples();
        foreach (var (name, path) in Pages()) await LookAsync(page, name, path, language, theme, width, problems);
        foreach (var copy in _site.Shop.Copies.ToList()) _site.Shop.DecideCopy(copy.Id, Contracts.Catalog.ReviewState.Approved, null);
        await LookAsync(page, "publish", "/publish", language, theme, width, problems);
        var publication = _site.Shop.Publish(new("listing-package", [new(_site.Shop.Products[0].Id)]));
        await LookAsync(page, "publication", $"/publish/{publication.Id}", language, theme, width, problems);
        await LookAsync(page, "publication-history", "/publish/history", language, theme, width, problems);
        await LookAsync(page, "home", "/", language, theme, width, problems);
        await LookAsync(page, "privacy", "/legal/privacy", language, theme, width, problems);
        await LookAsync(page, "not-found", "/not-here", language, theme, width, problems);

        problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(320)]
    [InlineData(1024)]
    public async Task No_page_scrolls_sideways(int width)
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", width, problems);
        await SignInAsync(page);
        _site.Shop.LoadSamples();
        foreach (var (name, path) in Pages())
        {
            await page.GotoAsync(path);
            await CheckWidthAsync(page, name, problems);
        }

        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_merchant_works_with_keys_and_without_full_page_loads()
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", 1440, problems);
        await SignInAsync(page);
        _site.Shop.LoadSamples();
        await page.ReloadAsync();
        await page.EvaluateAsync("window.stayed = true");

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main", Exact = true }).GetByRole(AriaRole.Link, new() { Name = "Review" }).ClickAsync();
        await page.ArriveAsync("**/review/*");
        (await page.EvaluateAsync<bool>("window.stayed === true")).ShouldBeTrue("links are boosted");
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("main", "focus goes to the page");

        var first = page.Url;
        await page.Keyboard.PressAsync("a");
        await page.LeaveAsync(first);
        await page.GetByText("Approved", new() { Exact = true }).First.WaitForAsync();
        _site.Shop.Assets.Count(a => a.Review?.State == Contracts.Catalog.ReviewState.Approved).ShouldBe(2);

        await page.Keyboard.PressAsync("u");
        await page.GetByText("Decision taken back").WaitForAsync();
        page.Url.ShouldBe(first);
        _site.Shop.Assets.Count(a => a.Review?.State == Contracts.Catalog.ReviewState.Approved).ShouldBe(1);

        await page.Keyboard.PressAsync("r");
        await page.Locator("#reject:modal").WaitForAsync();
        await page.GetByText("Colour is off").ClickAsync();
        await page.Locator("#reject").GetByLabel("In your words").FillAsync("a bit green");
        await page.Locator("#reject").GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await page.GetByText("Rejected", new() { Exact = true }).First.WaitForAsync();
        _site.Shop.Assets.Single(a => a.Review?.State == Contracts.Catalog.ReviewState.Rejected).Review!.Reason.ShouldBe("colour: a bit green");

        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Photos_are_dropped_with_progress_and_refused_with_a_reason()
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", 1440, problems);
        await SignInAsync(page);
        _site.Shop.LoadSamples();
        var product = _site.Shop.Products[1];
        await page.GotoAsync($"/products/{product.Id}/photos");

        await page.Locator("#photo-files").SetInputFilesAsync(new FilePayload[]
        {
            new() { Name = "side.jpg", MimeType = "image/jpeg", Buffer = FakeShop.Picture("raw-boot") },
            new() { Name = "notes.txt", MimeType = "text/plain", Buffer = "not a photo"u8.ToArray() },
        });

        await page.Locator("[data-upload-list] li", new() { HasText = "side.jpg" }).GetByText("Uploaded").WaitForAsync();
        await page.Locator("[data-upload-list] li", new() { HasText = "notes.txt" }).GetByText("Not a photo.").WaitForAsync();
        await page.Locator("#photos").GetByText("side.jpg").First.WaitForAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, "uploads.png"), FullPage = true });
        _site.Shop.Assets.Count(a => a.ProductId == product.Id).ShouldBe(2);
        problems.Where(p => !p.Contains("422", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Progress_moves_without_a_reload()
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", 1440, problems);
        await SignInAsync(page);
        _site.Shop.LoadSamples();
        var running = _site.Shop.Generations.First(g => g.State == GenerationState.Running);
        // On slow lines scripts come one by one. Here those after htmx come when the page listens for progress: it may wait for none of them.
        var listens = page.WaitForRequestAsync("**/work");
        await page.RouteAsync(url => url.EndsWith(".js", StringComparison.Ordinal) && !url.Contains("/theme", StringComparison.Ordinal) && !url.Contains("/htmx", StringComparison.Ordinal), async route =>
        {
            await listens;
            await route.ContinueAsync();
        });
        await page.GotoAsync($"/products/{running.ProductId}/create", new() { WaitUntil = WaitUntilState.Commit });
        await page.Locator($"#work-{running.Id} [aria-valuenow='62']").WaitForAsync();

        _site.Shop.Change(running.Id, g => g with { Progress = 0.81 });
        await page.Locator($"#work-{running.Id} [aria-valuenow='81']").WaitForAsync();
        _site.Shop.Change(running.Id, g => g with { State = GenerationState.Done, Progress = 1, CopyIds = [_site.Shop.Copies[0].Id] });
        await page.Locator($"#work-{running.Id}").GetByText("Done").WaitForAsync();

        await page.Locator($"#work-{running.Id}").GetByRole(AriaRole.Link, new() { Name = "Review" }).ClickAsync();
        await page.ArriveAsync("**/review/copy/*");
        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Counters_count_while_typing_as_each_target_counts()
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", 1440, problems);
        await SignInAsync(page);
        _site.Shop.LoadSamples();
        await page.GotoAsync($"/review/copy/{_site.Shop.Copies.First(c => c.Language == "zh-Hans").Id}");

        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("草本 500 ml");

        (await page.Locator("#title-c").InnerTextAsync()).ReplaceLineEndings(" ").ShouldContain("Amazon 9 / 200");
        (await page.Locator("#title-c").InnerTextAsync()).ReplaceLineEndings(" ").ShouldContain("Taobao 11 / 60");
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync(new string('草', 31));
        (await page.Locator("#title-c [data-over]").CountAsync()).ShouldBe(1, "62 bytes are too many for Taobao, 31 characters are few for Amazon");
        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_brand_s_example_follows_what_is_typed_and_picked()
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", 1440, problems);
        await SignInAsync(page);
        await page.GotoAsync("/brand");
        var warning = page.Locator("[data-brand-warning]");
        (await warning.IsVisibleAsync()).ShouldBeFalse();

        await page.GetByLabel("Words", new() { Exact = true }).FillAsync("#b9b9b9");

        await Assertions.Expect(warning).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-brand-contrast]")).ToHaveTextAsync("1.8");
        await Assertions.Expect(page.Locator("svg text[data-paint=ink]").First).ToHaveAttributeAsync("fill", "#b9b9b9");
        await page.GetByLabel("Pick: Main colour").FillAsync("#ffe000");
        (await page.GetByLabel("Main colour", new() { Exact = true }).InputValueAsync()).ShouldBe("#ffe000");
        await Assertions.Expect(page.Locator("[data-brand-button]")).ToHaveAttributeAsync("fill", "#000000");
        await page.GetByLabel("Tone of voice").SelectOptionAsync("Playful");
        await Assertions.Expect(page.Locator("[data-brand-button]")).ToHaveTextAsync("Yes, please");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, "brand-changed.png"), FullPage = true });
        await page.GetByRole(AriaRole.Button, new() { Name = "Save brand" }).ClickAsync();
        await Assertions.Expect(page.GetByText("No brand yet")).ToHaveCountAsync(0);
        (_site.Api.Brand.Brand.Primary, _site.Api.Brand.Brand.Ink).ShouldBe(("#ffe000", "#b9b9b9"));
        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_theme_changes_at_once_and_stays()
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", 1440, problems);
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch between light and dark" }).ClickAsync();
        (await page.EvaluateAsync<string>("document.documentElement.dataset.theme")).ShouldBe("dark");

        await page.ReloadAsync();

        (await page.EvaluateAsync<string>("document.documentElement.dataset.theme")).ShouldBe("dark");
        problems.ShouldBeEmpty();
    }

    private IEnumerable<(string Name, string Path)> Pages()
    {
        var product = _site.Shop.Products[0].Id;
        yield return ("catalog", "/catalog");
        yield return ("catalog-grid", "/catalog?view=grid");
        yield return ("catalog-none", "/catalog?q=nothing-here");
        yield return ("make-for-several", $"/catalog/make?product={product}&product={_site.Shop.Products[1].Id}");
        yield return ("new-product", "/catalog/new");
        yield return ("import", "/catalog/import");
        yield return ("facts", $"/products/{product}/facts");
        yield return ("photos", $"/products/{product}/photos");
        yield return ("outline", $"/photos/{_site.Shop.Assets.First(a => a.ProductId == product && a.Kind == Contracts.Catalog.AssetKind.Photo).Id}/outline");
        yield return ("create", $"/products/{product}/create");
        yield return ("results", $"/products/{product}/results");
        yield return ("history", $"/products/{product}/history");
        yield return ("review", "/review");
        yield return ("review-result", $"/review/{_site.Shop.Queue.First().Id}?view=result");
        yield return ("review-side", $"/review/{_site.Shop.Queue.First().Id}?view=side");
        yield return ("review-infographic", $"/review/{_site.Shop.Queue.First(i => i.Recipe == "infographic").Id}");
        yield return ("review-reject", $"/review/{_site.Shop.Queue.First().Id}?dialog=reject");
        yield return ("review-copy", $"/review/copy/{_site.Shop.Copies[0].Id}");
        yield return ("publish-missing", "/publish");
        yield return ("brand", "/brand");
        yield return ("account", "/account");
        yield return ("components", "/dev/components");
    }

    private async Task<IPage> OpenAsync(string language, string theme, int width, List<string> problems)
    {
        _site.Shop.Language = language;
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = _address.ToString(), ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 900 }, Locale = language == "en" ? "en-GB" : "zh-CN",
            ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce, TimezoneId = "UTC",
        });
        context.SetDefaultTimeout(Arrival.TimeoutMilliseconds);
        var page = await context.NewPageAsync();
        await BrowserStage.SlowDownAsync(page);
        page.Console += (_, message) => { if (message.Type == "error" && !message.Text.Contains("status of 404", StringComparison.Ordinal)) problems.Add($"console: {message.Text}"); };
        page.PageError += (_, error) => problems.Add($"script: {error}");
        return page;
    }

    private async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator("#email").FillAsync(_site.Shop.Email);
        await page.Locator("#password").FillAsync(FakeShop.Password);
        await page.Locator("main form button").ClickAsync();
        await page.ArriveAsync(_address.ToString());
    }

    private static async Task LookAsync(IPage page, string name, string path, string language, string theme, int width, List<string> problems)
    {
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        await ExamineAsync(page, name, language, theme, width, problems);
    }

    /// <summary>The page as it stands now.</summary>
    private static async Task ExamineAsync(IPage page, string name, string language, string theme, int width, List<string> problems)
    {
        await page.EvaluateAsync("document.fonts.ready");
        var file = string.Create(CultureInfo.InvariantCulture, $"{name}-{language}-{theme}-{width}.png");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, file), FullPage = true });
        await CheckWidthAsync(page, file, problems);
        var findings = await page.RunAxe(new Deque.AxeCore.Commons.AxeRunOptions
        {
            RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        });
        problems.AddRange(findings.Violations.Select(v => $"{file}: {v.Id} ({v.Help}): {string.Join("; ", v.Nodes.Take(3).Select(n => n.Html.Length > 160 ? n.Html[..160] : n.Html))}"));
    }

    private static async Task CheckWidthAsync(IPage page, string name, List<string> problems)
    {
        var extra = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (extra > 0) problems.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: scrolls sideways by {extra} px"));
    }
}
