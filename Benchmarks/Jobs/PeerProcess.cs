using System.Diagnostics;
using System.Text.Json;
using CommerceOS.Tests.Harness;

namespace CommerceOS.Benchmarks.Jobs;

/// <summary>A peer in a Node process of its own that stays warm between rounds.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private readonly Process process;

    private PeerProcess(Process process) => this.process = process;

    public static async Task<PeerProcess> StartAsync(string folder, string peer, string connectionUri, int concurrency, CancellationToken cancellationToken)
    {
        var node = Process.Start(new ProcessStartInfo("node", ["driver.mjs", peer, connectionUri, concurrency.ToString(System.Globalization.CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        }) ?? throw new InvalidOperationException("node did not start");
        var started = new PeerProcess(node);
        await started.LineAsync(cancellationToken);
        return started;
    }

    /// <summary>Installs the exact versions of the lock file unless they are there.</summary>
    public static async Task InstallAsync(string folder, CancellationToken cancellationToken)
    {
        if (File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json"))) return;
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]) { UseShellExecute = false, WorkingDirectory = folder })
            ?? throw new InvalidOperationException("npm did not start");
        await npm.WaitForExitAsync(cancellationToken);
        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm ci ended with {npm.ExitCode}");
    }

    /// <summary>The version of a package that is installed.</summary>
    public static async Task<string> VersionAsync(string folder, string package, CancellationToken cancellationToken)
    {
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "node_modules", package, "package.json"), cancellationToken));
        return manifest.RootElement.GetProperty("version").GetString()!;
    }

    public static Task<string> NodeVersionAsync(CancellationToken cancellationToken) => NativeProcess.RunAsync("node", ["--version"], "", cancellationToken);

    /// <summary>Seconds that the peer took for the jobs.</summary>
    public async Task<double> RoundAsync(string scenario, int jobs, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { scenario, jobs }).AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
        using var answer = JsonDocument.Parse(await LineAsync(cancellationToken));
        return answer.RootElement.GetProperty("seconds").GetDouble();
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken) =>
        await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("the peer ended before it answered");
}
