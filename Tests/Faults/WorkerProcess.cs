using System.Diagnostics;
using CommerceOS.Tests.Harness;

namespace CommerceOS.Tests.Faults;

/// <summary>A worker in a process of its own, which a test can kill as the kernel does.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    public WorkerProcess(CommerceSystem system)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Folder(), "CommerceOS.Workers.dll")])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                // Short, so that a test sees a lost worker's jobs taken over in seconds.
                ["Jobs__LeaseDuration"] = "00:00:05", ["Jobs__HeartbeatInterval"] = "00:00:01", ["Jobs__MaintenanceInterval"] = "00:00:01",
            },
        };
        foreach (var (key, value) in system.Settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        _process = Process.Start(start) ?? throw new InvalidOperationException("the worker did not start");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>SIGKILL: no handler runs, nothing is handed back.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    // The worker's own output, built in the same configuration as the tests.
    private static string Folder()
    {
        var below = Path.GetRelativePath(Path.Combine(RepositoryRoot.Path, "Tests"), AppContext.BaseDirectory);
        return Path.Combine(RepositoryRoot.Path, "Workers", below);
    }
}
