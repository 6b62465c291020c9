using System.Globalization;
using CommerceOS.Contracts;
using CommerceOS.Smoke;

// Does the main job once, as an integrator would: through the public HTTP API and nothing else.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Environment.GetEnvironmentVariable("SMOKE_PHOTO") is not { Length: > 0 } photo)
{
    Console.Error.WriteLine("Expected SMOKE_PHOTO, the photo to work with; start this with ./run --smoke [PHOTO].");
    return 2;
}
using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(5));
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
var steps = new Steps();
try
{
    using var http = new HttpClient { BaseAddress = Surroundings.Address("apiservice"), Timeout = TimeSpan.FromSeconds(100) };
    using var plain = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
    await new MainJob(new CommerceClient(http), plain, steps, Environment.GetEnvironmentVariable("SMOKE_KEEP") is { Length: > 0 } folder ? folder : null).RunAsync(photo, stop.Token);
    Console.WriteLine($"{"total",-34} {steps.Elapsed.TotalSeconds,6:0.00} s   all {steps.Count} steps passed");
    return 0;
}
catch (Exception exception) when (exception is SmokeException or CommerceApiException or HttpRequestException or IOException or OperationCanceledException)
{
    Console.WriteLine($"{steps.Current,-34} FAILED   {exception.Message}");
    return 1;
}
