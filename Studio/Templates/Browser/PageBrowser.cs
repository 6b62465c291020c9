using System.Text.Json;

namespace CommerceOS.Studio.Templates.Browser;

/// <summary>
/// Draws pages, one at a time, in one browser that is started on demand, kept warm, and replaced after a number of pages, when it has
/// grown, when it fails and when it rests. Every page is a tab of its own that is closed afterwards. Safe for parallel use.
/// </summary>
internal sealed class PageBrowser : IDisposable
{
    private const int Tries = 2;

    private readonly BrowserOptions options;
    private readonly Lazy<InstalledBrowser?> installed;
    private readonly SemaphoreSlim turn = new(1);
    private readonly Timer rest;
    private BrowserProcess? process;
    private bool disposed;

    internal PageBrowser(BrowserOptions options)
    {
        options.Validate();
        this.options = options;
        installed = new(() => InstalledBrowser.Find(options));
        rest = new Timer(_ => EndIfIdle());
    }

    /// <summary>Null where templates are drawn without a browser.</summary>
    internal InstalledBrowser? Installed => installed.Value;

    /// <summary>Of the browser that lives now.</summary>
    internal int? ProcessId => process?.Id;

    /// <summary>Requests of pages that were refused by the browser that lives now.</summary>
    internal int Blocked => process?.Blocked ?? 0;

    /// <summary>Called when a page is laid out and before it is drawn; tests end the browser there.</summary>
    internal Action<BrowserProcess>? Drawing { get; set; }

    /// <exception cref="BrowserFailedException">Two browsers failed at this page.</exception>
    internal async Task<DrawnPage> DrawAsync(string html, string script, int width, int height, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                limit.CancelAfter(options.Timeout);
                try
                {
                    return await TryAsync(html, script, width, height, limit.Token);
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    End();
                    if (attempt == Tries)
                    {
                        throw new BrowserFailedException($"The browser took longer than {options.Timeout.TotalSeconds:0} s for a page.");
                    }
                }
                catch (BrowserFailedException)
                {
                    End();
                    if (attempt == Tries)
                    {
                        throw;
                    }
                }
                catch (OperationCanceledException)
                {
                    End(); // in the middle of a page: nobody knows what it still does
                    throw;
                }
            }
        }
        finally
        {
            rest.Change(options.RestsFor, Timeout.InfiniteTimeSpan);
            turn.Release();
        }
    }

    public void Dispose()
    {
        // A page that is being drawn loses its browser, and its caller is told.
        disposed = true;
        rest.Dispose();
        End();
    }

    private async Task<DrawnPage> TryAsync(string html, string script, int width, int height, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (process is not { Lives: true })
        {
            End();
            process = BrowserProcess.Start(Installed ?? throw new BrowserFailedException("No browser is installed."), options);
        }

        var browser = process;
        var target = (await browser.AskAsync("Target.createTarget", new { url = "about:blank" }, null, cancellationToken)).GetProperty("targetId").GetString()!;
        var session = (await browser.AskAsync("Target.attachToTarget", new { targetId = target, flatten = true }, null, cancellationToken)).GetProperty("sessionId").GetString()!;
        Task<JsonElement> Ask(string method, object? parameters = null) => browser.AskAsync(method, parameters, session, cancellationToken);

        await Ask("Fetch.enable", new { patterns = new[] { new { urlPattern = "*" } } });
        await Ask("Network.enable");
        await Ask("Network.emulateNetworkConditions", new { offline = true, latency = 0, downloadThroughput = 0, uploadThroughput = 0 });
        await Ask("Emulation.setDeviceMetricsOverride", new { width, height, deviceScaleFactor = 1, mobile = false });
        var frame = (await Ask("Page.getFrameTree")).GetProperty("frameTree").GetProperty("frame").GetProperty("id").GetString()!;
        await Ask("Page.setDocumentContent", new { frameId = frame, html });
        var report = await EvaluateAsync(Ask, script);
        Drawing?.Invoke(browser);
        var picture = await ShootAsync(Ask, width, height, 1);
        await EvaluateAsync(Ask, "document.documentElement.classList.add('bare'), ''");
        var bare = await ShootAsync(Ask, width, height, DrawnPage.BareScale);
        await browser.AskAsync("Target.closeTarget", new { targetId = target }, null, cancellationToken);
        if (++browser.Pages >= options.RecycleAfter || await browser.MegabytesAsync(cancellationToken) > options.MostMegabytes)
        {
            End();
        }

        return new DrawnPage(report, picture, bare);
    }

    private static async Task<string> EvaluateAsync(Func<string, object?, Task<JsonElement>> ask, string expression)
    {
        var answer = await ask("Runtime.evaluate", new { expression, awaitPromise = true, returnByValue = true });
        return answer.TryGetProperty("exceptionDetails", out var failure)
            ? throw new BrowserFailedException($"The page's measuring failed: {failure.GetProperty("text").GetString()}")
            : answer.GetProperty("result").GetProperty("value").GetString()!;
    }

    private static async Task<byte[]> ShootAsync(Func<string, object?, Task<JsonElement>> ask, int width, int height, double scale)
    {
        var answer = await ask("Page.captureScreenshot", new { format = "png", optimizeForSpeed = true, captureBeyondViewport = false, clip = new { x = 0, y = 0, width, height, scale } });
        return answer.GetProperty("data").GetBytesFromBase64();
    }

    private void EndIfIdle()
    {
        if (turn.Wait(0))
        {
            try
            {
                End();
            }
            finally
            {
                turn.Release();
            }
        }
    }

    private void End() => Interlocked.Exchange(ref process, null)?.Dispose();
}

/// <param name="Report">JSON that the page's script measured.</param>
/// <param name="Picture">PNG.</param>
/// <param name="Bare">PNG of <see cref="BareScale"/> times the size: the same without its words.</param>
internal sealed record DrawnPage(string Report, byte[] Picture, byte[] Bare)
{
    internal const double BareScale = .5;
}
