using System.Collections.Concurrent;
using System.Globalization;
using CommerceOS.Tests.Harness;
using Microsoft.Playwright;
using Xunit;

namespace CommerceOS.Tests.Browser;

/// <summary>The pages on a port of their own, before a real system, and Debian's Chromium to open them with.</summary>
internal sealed class BrowserStage : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    /// <summary>How many times slower pages compute, to find what only works in one order: BROWSER_SLOWDOWN=8 ./test --filter "FullyQualifiedName~Browser|FullyQualifiedName~ScreenTests".</summary>
    private static readonly double Slowdown = double.Parse(Environment.GetEnvironmentVariable("BROWSER_SLOWDOWN") ?? "1", CultureInfo.InvariantCulture);

    private readonly IPlaywright _playwright;

    private BrowserStage(Site site, IPlaywright playwright, IBrowser browser) => (Site, _playwright, Browser) = (site, playwright, browser);

    public Site Site { get; }

    public IBrowser Browser { get; }

    /// <summary>Errors of scripts and answers of 500 and above on every page of this stage.</summary>
    public ConcurrentQueue<string> Problems { get; } = [];

    /// <summary>Skips the test where there is no Chromium.</summary>
    public static async Task<BrowserStage> OpenAsync(CommerceSystem system, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(Chromium), "needs Debian's chromium");
        using var api = system.NewHttp();
        var site = new Site(api.BaseAddress!.ToString());
        site.StartOnFreePort();
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                .. arguments,
            ],
        });
        return new(site, playwright, browser);
    }

    /// <summary>A page of a person of its own: no cookies, on this stage's address.</summary>
    public async Task<IPage> OpenPageAsync(BrowserNewContextOptions options)
    {
        options.BaseURL = Site.ClientOptions.BaseAddress.ToString();
        var context = await Browser.NewContextAsync(options);
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(Arrival.TimeoutMilliseconds);
        page.PageError += (_, error) => Problems.Enqueue(error);
        page.Response += (_, response) => { if (response.Status >= 500) Problems.Enqueue($"{response.Status} {response.Url}"); };
        await SlowDownAsync(page);
        return page;
    }

    /// <summary>Slows a page down as BROWSER_SLOWDOWN says; without it, pages are as fast as the machine.</summary>
    public static async Task SlowDownAsync(IPage page)
    {
        if (Slowdown > 1) await (await page.Context.NewCDPSessionAsync(page)).SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = Slowdown });
    }

    /// <summary>Signs in on the way to a path that only members see.</summary>
    public async Task<IPage> OpenPageAsync(BrowserNewContextOptions options, Merchant merchant, string path)
    {
        var page = await OpenPageAsync(options);
        await page.GotoAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(path));
        await page.FillAsync("[name=email]", merchant.Email);
        await page.FillAsync("[name=password]", CommerceSystem.Password);
        await page.ClickAsync("main form button.btn-primary");
        await page.ArriveAsync("**" + path);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
        await Site.DisposeAsync();
    }
}
