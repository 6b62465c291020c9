using System.Globalization;
using System.IO.Compression;
using CommerceOS.Tests.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Browser;

/// <summary>
/// The main job as a person does it, in a real browser on the real pages, API, worker and database. Screenshots of each step go to
/// TestResults/journey for people to look at.
/// </summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class MerchantJourneyTests(CommerceSystem system) : IAsyncLifetime
{
    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults", "journey")).FullName;

    private BrowserStage _stage = null!;
    private string _language = "";
    private int _step;
    private int _compared;

    public async ValueTask InitializeAsync() => _stage = await BrowserStage.OpenAsync(system);

    public async ValueTask DisposeAsync()
    {
        if (_stage is not null) await _stage.DisposeAsync();
    }

    [Theory]
    [InlineData("en", "en-GB", "Trail Flask, 750 ml")]
    [InlineData("zh-Hans", "zh-CN", "山径保温瓶 750毫升")]
    public async Task A_merchant_goes_from_a_photo_to_a_listing_package(string language, string locale, string title)
    {
        _language = language;
        var page = await _stage.OpenPageAsync(new() { Locale = locale, ViewportSize = new() { Width = 1440, Height = 900 } });

        await SignUpAsync(page);
        await AddProductAsync(page, title);
        await MakeAsync(page);
        await ApproveEverythingAsync(page);
        await PublishAsync(page);
        _stage.Problems.ShouldBeEmpty();
    }

    private async Task SignUpAsync(IPage page)
    {
        var email = string.Create(CultureInfo.InvariantCulture, $"browser-{_language}@shop.example").ToLowerInvariant();
        await page.GotoAsync("/sign-up");
        (await page.Locator("html").GetAttributeAsync("lang")).ShouldNotBeNull().ShouldStartWith(_language[..2]);
        await page.FillAsync("[name=email]", email);
        await page.FillAsync("[name=password]", CommerceSystem.Password);
        await page.FillAsync("[name=workspaceName]", "Northlight Goods");
        await page.CheckAsync("[name=isAdult]");
        await LookAsync(page, "sign-up");
        await page.ClickAsync("main form button.btn-primary");
        await page.Locator("aside, nav").First.WaitForAsync();
        await LookAsync(page, "home");
        var token = await system.Mail.WaitForTokenAsync(email, TestContext.Current.CancellationToken, "/confirm?");
        await page.GotoAsync("/confirm?token=" + token);
        var confirm = page.Locator("main form button");
        if (await confirm.CountAsync() > 0) await confirm.First.ClickAsync();
        await LookAsync(page, "confirmed");
    }

    private async Task AddProductAsync(IPage page, string title)
    {
        await page.GotoAsync("/catalog/new");
        var suffix = _language == "en" ? "en" : "zh-Hans";
        await page.FillAsync("[name=sku]", "NL-FLASK-" + suffix.ToUpperInvariant());
        await page.FillAsync($"#title-{suffix}", title);
        await page.FillAsync($"#features-{suffix}", _language == "en" ? "Keeps cold 24 h\nBamboo lid" : "保冷24小时\n竹制杯盖");
        await page.FillAsync("[name=brand]", "Northlight");
        await page.FillAsync("[name=category]", "Bottles");
        await page.FillAsync("#price-amount", "29.90");
        await LookAsync(page, "facts");
        await page.Locator("main form button.btn-primary").First.ClickAsync();
        await page.ArriveAsync("**/products/**");
        await page.GotoAsync(ProductAddress(page) + "/photos");
        await page.Locator("input[type=file]").First.SetInputFilesAsync(Path.Combine(Photos.SamplesFolder, "bottle.jpg"));
        await page.Locator("img[src*='/media/']").First.WaitForAsync();
        await LookAsync(page, "photos");
    }

    private async Task MakeAsync(IPage page)
    {
        await page.GotoAsync(ProductAddress(page) + "/create");
        // What every product needs is ticked; the rest asks for something first.
        (await page.Locator("input[type=checkbox][name=recipe]:checked").EvaluateAllAsync<string[]>("boxes => boxes.map(box => box.value)"))
            .ShouldBe(["main-image", "studio-scene", "infographic", "card", "listing-copy", "product-video"]);
        await page.Locator("main form button.btn-primary").Last.ClickAsync();
        await page.Locator("[id^=work-]").First.WaitForAsync();
        await LookAsync(page, "making");
        await Assertions.Expect(page.Locator("[id^=work-] .chip-ok")).ToHaveCountAsync(5, new() { Timeout = 180_000 });
        await LookAsync(page, "made");
    }

    private async Task ApproveEverythingAsync(IPage page)
    {
        for (var results = 0; results < 12; results++)
        {
            await page.GotoAsync("/review");
            var approve = page.Locator("main button.btn-primary");
            if (await approve.CountAsync() == 0) break;
            await LookAsync(page, "review");
            await CompareAsync(page);
            var before = page.Url;
            await approve.First.ClickAsync();
            await page.WaitForFunctionAsync("before => location.href !== before || document.querySelector('[role=status]')?.innerText.trim()", before);
        }
        await LookAsync(page, "reviewed");
        (await page.Locator("main button.btn-primary").CountAsync()).ShouldBe(0, "everything is approved");
        _compared.ShouldBe(1, "the main image was compared with its photo");
    }

    /// <summary>
    /// The main image is on pure white, so the product's box can be read from its pixels; the photo's comes from a mask drawn by hand. Where
    /// the page draws both, they coincide within 2 % of the product: nothing here asks the product where it thinks that the boxes are.
    /// </summary>
    private async Task CompareAsync(IPage page)
    {
        if (await page.Locator(".ba svg[data-aligned] image").CountAsync() == 0) return;
        var mask = Convert.ToBase64String(await File.ReadAllBytesAsync(Path.Combine(Photos.SamplesFolder, "masks", "bottle.png"), TestContext.Current.CancellationToken));
        var boxes = await page.EvaluateAsync<double[][]?>(
            """
            async mask => {
              const load = source => new Promise((done, failed) => { const image = new Image(); image.onload = () => done(image); image.onerror = failed; image.src = source; });
              const box = (image, isProduct) => {
                const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
                const context = canvas.getContext("2d");
                context.drawImage(image, 0, 0);
                const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
                let [left, top, right, bottom] = [width, height, -1, -1];
                for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
                  const at = (y * width + x) * 4;
                  if (!isProduct(data[at], data[at + 1], data[at + 2])) continue;
                  left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = y;
                }
                return { left: left / width, top: top / height, right: (right + 1) / width, bottom: (bottom + 1) / height };
              };
              const shown = document.querySelector(".ba > img");
              const result = box(await load(shown.dataset.full), (r, g, b) => Math.min(r, g, b) < 250);
              if (result.left === 0) return null; // A scene or an infographic: all of it is ink.
              const photo = box(await load("data:image/png;base64," + mask), r => r > 127);
              const on = (element, part) => {
                const frame = element.getBoundingClientRect();
                return [frame.left + part.left * frame.width, frame.top + part.top * frame.height, frame.left + part.right * frame.width, frame.top + part.bottom * frame.height];
              };
              return [on(document.querySelector(".ba svg image"), photo), on(shown, result)];
            }
            """, mask);
        if (boxes is null) return;
        var tolerance = 0.02 * Math.Max(boxes[1][2] - boxes[1][0], boxes[1][3] - boxes[1][1]);
        for (var side = 0; side < 4; side++) boxes[0][side].ShouldBe(boxes[1][side], tolerance);
        _compared++;
        await LookAsync(page, "compared");
    }

    private async Task PublishAsync(IPage page)
    {
        await page.GotoAsync("/publish");
        await page.Locator("input[type=checkbox][name=product]").First.CheckAsync();
        // Everything approved is ticked; the last picture stays at home.
        var pictures = page.Locator("input[type=checkbox][name^='pictures:']");
        (await pictures.CountAsync()).ShouldBe(4);
        await Assertions.Expect(pictures.First).ToBeCheckedAsync();
        await pictures.First.UncheckAsync();
        await Assertions.Expect(page.Locator("[id^=missing-] li")).ToHaveCountAsync(1);
        await LookAsync(page, "publish-without-main-image");
        await pictures.First.CheckAsync();
        await pictures.Last.UncheckAsync();
        await Assertions.Expect(page.Locator("[id^=ready-] .chip-ok")).ToHaveCountAsync(1);
        await LookAsync(page, "publish");
        await page.Locator("main form button.btn-primary").Last.ClickAsync();
        await page.ArriveAsync("**/publish/**");
        var download = page.Locator("a[href$='/download']");
        for (var tries = 0; tries < 60 && !await download.IsVisibleAsync(); tries++)
        {
            await page.WaitForTimeoutAsync(500);
            await page.ReloadAsync();
        }
        await LookAsync(page, "published");
        var package = await page.RunAndWaitForDownloadAsync(() => download.ClickAsync());
        var file = Path.Combine(Folder, $"{_language}-package.zip");
        await package.SaveAsAsync(file);
        using var zip = ZipFile.OpenRead(file);
        zip.Entries.ShouldContain(e => e.FullName == $"images/NL-FLASK-{_language.ToUpperInvariant()}.MAIN.jpg");
        zip.Entries.ShouldContain(e => e.FullName == "manifest.json");
        zip.Entries.Count(e => e.FullName.StartsWith("images/", StringComparison.Ordinal)).ShouldBe(3, "one of four pictures was not chosen");
    }

    private static string ProductAddress(IPage page)
    {
        var path = new Uri(page.Url).AbsolutePath.Split('/');
        return $"/products/{path[2]}";
    }

    private async Task LookAsync(IPage page, string name) =>
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{_language}-{++_step:00}-{name}.png")), FullPage = true });
}
