using CommerceOS.Tests.Harness;
using Microsoft.Playwright;
using Xunit;

namespace CommerceOS.Tests.Browser;

/// <summary>The pages on a port of their own, before a real system, and Debian's Chromium to open them with.</summary>
internal sealed class BrowserStage : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    private readonly IPlaywright _playwright;

    private BrowserStage(Site site, IPlaywright playwright, IBrowser browser) => (Site, _playwright, Browser) = (site, playwright, browser);

    public Site Site { get; }

    public IBrowser Browser { get; }

    /// <summary>Skips the test where there is no Chromium.</summary>
    public static async Task<BrowserStage> OpenAsync(CommerceSystem system, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(Chromium), "needs Debian's chromium");
        using var api = system.NewHttp();
        var site = new Site(api.BaseAddress!.ToString());
        site.UseKestrel(0);
        site.StartServer();
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

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
        await Site.DisposeAsync();
    }
}
