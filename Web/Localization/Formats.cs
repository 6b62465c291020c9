using System.Globalization;
using CommerceOS.Contracts.Catalog;

namespace CommerceOS.Web.Localization;

/// <summary>Dates, sizes and prices as people of the present language write them, in the browser's time zone.</summary>
internal sealed class Formats(Texts texts, TimeProvider clock, IHttpContextAccessor http)
{
    /// <summary>Set by <c>shell.js</c> to the browser's zone, for example Asia/Shanghai.</summary>
    public const string ZoneCookie = "tz";

    private static bool Chinese => Languages.Current == Languages.Chinese;

    private TimeZoneInfo Zone =>
        http.HttpContext?.Request.Cookies[ZoneCookie] is { Length: > 0 and < 64 } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;

    public string Day(DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, Zone);
        var thisYear = local.Year == TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Zone).Year;
        return local.ToString((Chinese, thisYear) switch
        {
            (true, true) => "M月d日",
            (true, false) => "yyyy年M月d日",
            (false, true) => "d MMM",
            (false, false) => "d MMM yyyy",
        }, CultureInfo.CurrentCulture);
    }

    public static string Date(DateOnly date) => date.ToString(Chinese ? "yyyy年M月d日" : "d MMMM yyyy", CultureInfo.CurrentCulture);

    public string Today() => TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Zone).ToString(Chinese ? "M月d日，dddd" : "dddd d MMMM", CultureInfo.CurrentCulture);

    public string Time(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, Zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    public string Moment(DateTimeOffset time) => Day(time) + (Chinese ? " " : ", ") + Time(time);

    /// <summary>"12 min ago" for the last day, then the day.</summary>
    public string Ago(DateTimeOffset time)
    {
        var passed = clock.GetUtcNow() - time;
        return passed switch
        {
            { TotalMinutes: < 1 } => texts["ago.now"],
            { TotalHours: < 1 } => texts["ago.minutes", ("count", (int)passed.TotalMinutes)],
            { TotalDays: < 1 } => texts["ago.hours", ("count", (int)passed.TotalHours)],
            _ => Day(time),
        };
    }

    public static string Size(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.CurrentCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1024.0:0} KB"),
        _ => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1048576.0:0.0} MB"),
    };

    public string Seconds(double milliseconds) => texts["duration.seconds", ("count", (milliseconds / 1000).ToString("0.0", CultureInfo.CurrentCulture))];

    /// <summary>0:08, as players show a length.</summary>
    public static string Clock(double seconds)
    {
        var whole = (int)Math.Round(Math.Max(0, seconds), MidpointRounding.AwayFromZero);
        return whole < 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{whole / 60}:{whole % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{whole / 3600}:{whole / 60 % 60:00}:{whole % 60:00}");
    }

    /// <param name="share">0 to 1.</param>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(Math.Clamp(share, 0, 1) * 100):0}%");

    /// <summary>"About 40 s", rounded up: a wait that ends early is no disappointment.</summary>
    public string About(double seconds) => seconds < 90
        ? texts["duration.about-seconds", ("count", (int)Math.Max(1, Math.Ceiling(seconds)))]
        : texts["duration.about-minutes", ("count", (int)Math.Ceiling(seconds / 60))];

    /// <summary>18.90 EUR: the code leaves no doubt which dollar or which ¥ is meant.</summary>
    public static string Price(Money price) =>
        price.Amount.ToString(price.Currency is "JPY" or "KRW" or "VND" ? "#,##0" : "#,##0.00", CultureInfo.CurrentCulture) + " " + price.Currency;
}
