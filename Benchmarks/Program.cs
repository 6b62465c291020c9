using CommerceOS.Benchmarks.Harness;
using CommerceOS.Benchmarks.Jobs;
using CommerceOS.Benchmarks.Studio;

IBenchmark[] benchmarks = [new JobsBenchmark(), new ThumbnailsBenchmark()];

if (args is ["list"])
{
    foreach (var benchmark in benchmarks) Console.WriteLine($"{benchmark.Name,-14} {benchmark.Summary}");
    return 0;
}

if (args is ["contact-sheets"])
{
    ContactSheets.Write();
    return 0;
}

if (args is not [var name] || Array.Find(benchmarks, benchmark => benchmark.Name == name) is not { } chosen)
{
    Console.Error.WriteLine($"Which one? dotnet run -c Release --project Benchmarks -- list|contact-sheets|{string.Join('|', benchmarks.Select(benchmark => benchmark.Name))}");
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    interrupted.Cancel();
};
var report = await chosen.RunAsync(interrupted.Token);
await ReportWriter.WriteAsync(report, TimeProvider.System.GetUtcNow(), interrupted.Token);
return 0;
