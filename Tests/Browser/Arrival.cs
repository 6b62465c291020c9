using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CommerceOS.Tests.Browser;

/// <summary>
/// Waiting for the page behind a press or a link. Playwright's own WaitForURLAsync can wait forever: it looks whether the page has loaded and only
/// then listens for it, on another thread than the one that hears it, so a page that loads in between is never seen to.
/// Here the browser itself is asked, again and again.
/// </summary>
internal static class Arrival
{
    /// <summary>How long pages may take before a test gives up: much longer than they do, since machines that run tests can be busy or slow.</summary>
    public const float TimeoutMilliseconds = 120_000;

    [ModuleInitializer]
    internal static void ExpectPatiently() => Assertions.SetDefaultExpectTimeout(TimeoutMilliseconds);

    /// <summary>Waits until the page at an address is there, with all that it loads.</summary>
    /// <param name="address">A whole address or its end: **/ stands for any beginning, * for anything within one part.</param>
    public static async Task ArriveAsync(this IPage page, string address)
    {
        var pattern = "^" + Regex.Escape(address).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "$";
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1)));
        await LoadedAsync(page);
    }

    /// <summary>Waits until the page is another one than that at an address.</summary>
    public static async Task LeaveAsync(this IPage page, string address)
    {
        await Assertions.Expect(page).Not.ToHaveURLAsync(address);
        await LoadedAsync(page);
    }

    private static Task LoadedAsync(IPage page) =>
        page.EvaluateAsync("() => document.readyState === 'complete' || new Promise(done => addEventListener('load', () => done(true), { once: true }))");
}
