namespace CommerceOS.Studio.Templates.Browser;

/// <summary>How templates are drawn by a browser.</summary>
public sealed class BrowserOptions
{
    /// <summary>
    /// Full path of Chromium or Chrome. Default null: the usual places are looked at. An empty text: none, every template is drawn in its
    /// plainer layout.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>
    /// Whether Chromium uses its own sandbox. Default null: yes, except for root, for whom Chromium has none; run workers as a plain user.
    /// </summary>
    public bool? Sandbox { get; init; }

    /// <summary>Longest time for one page, start included. Default 30 s, range 2 s to 5 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Pages after which the browser is replaced, so that a leak in it stays bounded. Default 200, range 1 to 10,000.</summary>
    public int RecycleAfter { get; init; } = 200;

    /// <summary>Memory of all its processes together, in megabytes, above which it is replaced after a page. Default 700, range 200 to 8,000.</summary>
    public int MostMegabytes { get; init; } = 700;

    /// <summary>How long it may rest before it is ended. Default 5 min, range 1 s to 1 day.</summary>
    public TimeSpan RestsFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <exception cref="ArgumentOutOfRangeException">A value is outside its documented range.</exception>
    internal void Validate()
    {
        Require(nameof(Timeout), Timeout.TotalSeconds, 2, 300);
        Require(nameof(RecycleAfter), RecycleAfter, 1, 10_000);
        Require(nameof(MostMegabytes), MostMegabytes, 200, 8_000);
        Require(nameof(RestsFor), RestsFor.TotalSeconds, 1, 86_400);
    }

    private static void Require(string name, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            throw new ArgumentOutOfRangeException(name, value, $"Expected {least} to {most}.");
        }
    }
}
