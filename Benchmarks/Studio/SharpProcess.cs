using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CommerceOS.Benchmarks.Studio;

/// <summary>sharp in a Node process of its own that stays warm between rounds.</summary>
internal sealed class SharpProcess : IAsyncDisposable
{
    private readonly Process process;

    private SharpProcess(Process process) => this.process = process;

    /// <summary>The libvips inside sharp.</summary>
    public string LibraryVersion { get; private set; } = "";

    public static async Task<SharpProcess> StartAsync(string folder, int threads, CancellationToken cancellationToken)
    {
        var node = Process.Start(new ProcessStartInfo("node", ["driver.mjs", threads.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        }) ?? throw new InvalidOperationException("node did not start");
        var started = new SharpProcess(node);
        using var hello = JsonDocument.Parse(await started.LineAsync(cancellationToken));
        started.LibraryVersion = hello.RootElement.GetProperty("vips").GetString()!;
        return started;
    }

    /// <summary>Seconds for all files, reading them not included.</summary>
    public async Task<double> RoundAsync(IReadOnlyList<string> files, int side, string kernel, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { files, side, kernel }).AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
        using var answer = JsonDocument.Parse(await LineAsync(cancellationToken));
        return answer.RootElement.GetProperty("bytes").GetInt64() > 0
            ? answer.RootElement.GetProperty("seconds").GetDouble()
            : throw new InvalidOperationException("sharp made nothing");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken) =>
        await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("sharp ended before it answered");
}
