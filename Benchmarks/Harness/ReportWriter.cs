using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace CommerceOS.Benchmarks.Harness;

/// <summary>Prints a report as a table and writes it as JSON to <c>BenchmarkResults/&lt;name&gt;.json</c> in the current folder.</summary>
internal static class ReportWriter
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public static async Task WriteAsync(BenchmarkReport report, DateTimeOffset at, CancellationToken cancellationToken)
    {
        Print(report);
        var path = Path.Combine("BenchmarkResults", report.Name + ".json");
        Directory.CreateDirectory("BenchmarkResults");
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(file, new { At = at, Machine = Machine(), Report = report }, Indented, cancellationToken);
        Console.WriteLine($"\nwritten to {path}");
    }

    private static void Print(BenchmarkReport report)
    {
        string[] head = ["scenario", "contender", "value", "lowest", "highest", "unit", "ratio"];
        List<string[]> lines = [head, .. report.Rows.Select(row => (string[])[row.Scenario, row.Contender, Number(row.Value), Number(row.Lowest), Number(row.Highest), row.Unit, row.Ratio is { } ratio ? Number(ratio) : report.Rows.Any(other => other.Ratio is not null) ? "1 (peer)" : ""])];
        var widths = head.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        Console.WriteLine();
        foreach (var line in lines) Console.WriteLine(string.Join("  ", line.Select((cell, column) => column is >= 2 and <= 4 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
        Console.WriteLine();
        foreach (var line in report.Method) Console.WriteLine(line);
        foreach (var (name, version) in report.Versions) Console.WriteLine($"{name} {version}");
    }

    private static object Machine() => new
    {
        Cores = Environment.ProcessorCount,
        Cpu = Cpu(),
        System = RuntimeInformation.OSDescription,
        Runtime = RuntimeInformation.FrameworkDescription,
        MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
    };

    private static string Cpu()
    {
        const string Info = "/proc/cpuinfo";
        var line = File.Exists(Info) ? File.ReadLines(Info).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static string Number(double value) => value.ToString(value switch { >= 100 => "N0", >= 2 => "N2", _ => "N3" }, CultureInfo.InvariantCulture);
}
