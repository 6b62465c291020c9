using System.Collections.Concurrent;
using System.Globalization;
using CommerceOS.Tests.Harness;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Browser;

/// <summary>
/// One press of “make the full set” in a real browser, with the real worker and Studio behind it: the board fills by itself and the video
/// plays. Screenshots go to TestResults/full-set for people to look at.
/// </summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class FullSetTests(CommerceSystem system) : IAsyncLifetime
{
    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults", "full-set")).FullName;

    private readonly ConcurrentQueue<int> _parts = new();
    private BrowserStage _stage = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/ffmpeg"), "needs FFmpeg");
        _stage = await BrowserStage.OpenAsync(system, "--autoplay-policy=no-user-gesture-required");
    }

    public async ValueTask DisposeAsync()
    {
        if (_stage is not null) await _stage.DisposeAsync();
    }

    [Theory]
    [InlineData("en", "en-GB", "Make the full set", "8 of 8 done", "The same, byte for byte")]
    [InlineData("zh-Hans", "zh-CN", "制作整套素材", "已完成 8/8", "逐字节一致")]
    public async Task One_press_makes_the_full_set_and_its_video_plays(string language, string locale, string press, string done, string same)
    {
        var page = await _stage.OpenPageAsync(new() { Locale = locale, ViewportSize = new() { Width = 1440, Height = 900 } });
        page.Response += (_, response) =>
        {
            if (response.Url.EndsWith("?r=full", StringComparison.Ordinal) && response.Status == 206) _parts.Enqueue(response.Status);
        };

        var product = await OpenSampleAsync(page, language);
        await page.GotoAsync($"/products/{product}/create");
        await page.GetByRole(AriaRole.Button, new() { Name = press }).ClickAsync();
        await page.ArriveAsync("**/sets/*");
        await WatchBoardAsync(page, done);
        await LookAroundAsync(page, language, "board");

        await page.Locator("[id^=piece-]:has(.play-mark) h3 a").ClickAsync();
        await page.ArriveAsync("**/review/*");
        await PlayAsync(page);
        await LookAroundAsync(page, language, "video");
        await page.Locator("#replay button").ClickAsync();
        await Assertions.Expect(page.Locator("#replay .chip-ok")).ToHaveTextAsync(same, new() { Timeout = 120_000 });

        await page.GotoAsync($"/products/{product}/create");
        await page.Locator("main details:has([data-storyboard]) > summary").ClickAsync();
        await page.Locator("[data-editor]:visible").WaitForAsync();
        await LookAroundAsync(page, language, "storyboard");
        _stage.Problems.ShouldBeEmpty();
    }

    private async Task<string> OpenSampleAsync(IPage page, string language)
    {
        var email = $"full-set-{language}@shop.example".ToLowerInvariant();
        await page.GotoAsync("/sign-up");
        await page.FillAsync("[name=email]", email);
        await page.FillAsync("[name=password]", CommerceSystem.Password);
        await page.FillAsync("[name=workspaceName]", "Northlight Goods");
        await page.CheckAsync("[name=isAdult]");
        await page.ClickAsync("main form button.btn-primary");
        await page.Locator("aside, nav").First.WaitForAsync();
        var token = await system.Mail.WaitForTokenAsync(email, TestContext.Current.CancellationToken, "/confirm?");
        await page.GotoAsync("/confirm?token=" + token);
        var confirm = page.Locator("main form button");
        if (await confirm.CountAsync() > 0) await confirm.First.ClickAsync();
        await page.GotoAsync("/catalog");
        await page.Locator("form[action='/catalog/samples'] button").First.ClickAsync();
        var link = page.Locator("table a[href^='/products/']").First;
        return (await link.GetAttributeAsync("href"))!.Split('/')[2];
    }

    /// <summary>Nobody reloads: each piece has to appear by itself, and not all at once.</summary>
    private static async Task WatchBoardAsync(IPage page, string done)
    {
        await Assertions.Expect(page.Locator("[id^=piece-]")).ToHaveCountAsync(8);
        await page.EvaluateAsync(
            """
            () => {
              window.stages = new Set();
              window.percents = new Set();
              new MutationObserver(() => {
                window.stages.add(document.querySelectorAll('[id^=piece-][data-state=Done]').length);
                const bar = document.querySelector('[id^=piece-]:last-child [role=progressbar]');
                if (bar) window.percents.add(Number(bar.getAttribute('aria-valuenow')));
              }).observe(document.querySelector('#board'), { childList: true, subtree: true, attributes: true });
            }
            """);
        await Assertions.Expect(page.Locator("#set-head h2")).ToHaveTextAsync(done, new() { Timeout = 240_000 });
        (await page.EvaluateAsync<int>("window.stages.size")).ShouldBeGreaterThan(3, "tiles fill one by one");
        // Without Redis the API looks once a second: a short video has few steps.
        (await page.EvaluateAsync<int>("window.percents.size")).ShouldBeGreaterThan(1, "the video says how far it is");
        foreach (var picture in await page.Locator("[id^=piece-] img").AllAsync())
        {
            (await picture.EvaluateAsync<int>("async image => { await image.decode(); return image.naturalWidth; }")).ShouldBeGreaterThan(300);
        }
        (await page.Locator("[id^=piece-] img").CountAsync()).ShouldBe(7);
        (await page.Locator("[id^=piece-] .play-mark").CountAsync()).ShouldBe(1);
    }

    private async Task PlayAsync(IPage page)
    {
        var video = page.Locator("video");
        await video.WaitForAsync();
        var played = await video.EvaluateAsync<double[]>(
            """
            async video => {
              const until = (name, ready) => ready() ? null : new Promise((done, failed) => {
                video.addEventListener(name, () => ready() && done());
                video.addEventListener("error", () => failed(new Error(`media error ${video.error?.code}: ${video.error?.message}`)));
              });
              await until("loadedmetadata", () => video.readyState >= 1);
              video.muted = true;
              await video.play();
              await until("timeupdate", () => video.currentTime > 0.5);
              const reached = video.currentTime;
              video.pause();
              video.currentTime = video.duration / 2;
              await until("seeked", () => !video.seeking);
              return [video.videoWidth, video.videoHeight, video.duration, reached, video.currentTime];
            }
            """);
        played[0].ShouldBeGreaterThan(0, "it has a picture");
        played[1].ShouldBeGreaterThan(0);
        played[2].ShouldBeInRange(4, 20);
        played[3].ShouldBeGreaterThan(0.5, "it moved on by itself");
        played[4].ShouldBe(played[2] / 2, 0.2, "it goes to the middle");
        _parts.ShouldNotBeEmpty("players ask for parts");

        var cues = await video.EvaluateAsync<string[]>(
            """
            async video => {
              const [track] = video.textTracks;
              const element = video.querySelector("track");
              const loaded = new Promise((done, failed) => { element.addEventListener("load", done); element.addEventListener("error", () => failed(new Error("the captions did not load"))); });
              track.mode = "hidden";
              if (element.readyState !== HTMLTrackElement.LOADED) await loaded;
              return [...track.cues].map(cue => cue.text);
            }
            """);
        cues.Length.ShouldBeGreaterThan(1);
        cues.ShouldAllBe(c => c.Length > 0);
    }

    private static async Task LookAroundAsync(IPage page, string language, string name)
    {
        foreach (var (width, height, scheme) in ((int, int, ColorScheme)[])[(1440, 900, ColorScheme.Light), (390, 844, ColorScheme.Dark)])
        {
            await page.SetViewportSizeAsync(width, height);
            // Without a choice of the person the theme follows the system when a page begins; here the page stays.
            await page.EvaluateAsync("theme => { document.documentElement.dataset.theme = theme; }", scheme == ColorScheme.Dark ? "dark" : "light");
            await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{language}-{name}-{width}.png")), FullPage = true });
        }
        await page.SetViewportSizeAsync(1440, 900);
    }
}
