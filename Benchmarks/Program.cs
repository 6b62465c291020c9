using CommerceOS.Benchmarks.Harness;
using CommerceOS.Benchmarks.Jobs;
using CommerceOS.Benchmarks.Studio;
using CommerceOS.Benchmarks.Studio.Cutouts;
using CommerceOS.Benchmarks.Studio.Memory;
using CommerceOS.Benchmarks.Studio.Photographs;
using CommerceOS.Benchmarks.Studio.Training;

IBenchmark[] benchmarks = [new JobsBenchmark(), new ThumbnailsBenchmark(), new VideoBenchmark(), new PiecesBenchmark(), new CutoutsBenchmark(args.Skip(1).ToArray()), new MemoryBenchmark(args.Skip(1).ToArray()), new ErasuresBenchmark()];

if (args is ["list"])
{
    foreach (var benchmark in benchmarks) Console.WriteLine($"{benchmark.Name,-14} {benchmark.Summary}");
    Console.WriteLine($"{PhotographsCommand.Name,-14} takes the labelled photographs for cutouts: {PhotographsCommand.Usage}");
    Console.WriteLine($"{TrainingPhotographs.Name,-14} takes photographs of random things for tools/matting-prior: {TrainingPhotographs.Usage}");
    return 0;
}

if (args is ["contact-sheets"] or ["contact-sheets", "templates"])
{
    await ContactSheets.WriteAsync(onlyTemplates: args.Length > 1);
    return 0;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    interrupted.Cancel();
};
if (args is [MemoryChild.Name, ..]) return await MemoryChild.RunAsync(args[1..], interrupted.Token);
if (args is [PhotographsCommand.Name, ..]) return PhotographsCommand.Run(args[1..], interrupted.Token);
if (args is [TrainingPhotographs.Name, ..]) return TrainingPhotographs.Run(args[1..], interrupted.Token);

if (args is not [var name, ..] || Array.Find(benchmarks, benchmark => benchmark.Name == name) is not { } chosen || (args.Length > 1 && chosen.Arguments.Length == 0))
{
    Console.Error.WriteLine($"Which one? dotnet run -c Release --project Benchmarks -- list|{string.Join('|', benchmarks.Select(benchmark => benchmark.Name + benchmark.Arguments))}");
    return 2;
}

var report = await chosen.RunAsync(interrupted.Token);
await ReportWriter.WriteAsync(report, TimeProvider.System.GetUtcNow(), interrupted.Token);
return 0;
