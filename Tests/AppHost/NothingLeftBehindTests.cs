using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using CommerceOS.AppHost.Local;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.AppHost;

/// <summary>Whatever ends AppHost, none of the processes that it started outlives it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class NothingLeftBehindTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_supervised_process_and_its_children_end_when_the_pipe_closes()
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Local", "supervise.sh");
        using var supervisor = Start("bash", [script, "TERM", "5", "sh", "-c", "sleep 1000 & sleep 1000 & echo up; wait"]);
        (await supervisor.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("up");
        var family = Descendants(supervisor.Id);
        family.Count.ShouldBeGreaterThanOrEqualTo(3);

        supervisor.StandardInput.Close();

        await GoneAsync(family);
    }

    [Fact]
    public async Task A_process_without_a_supervisor_would_be_noticed()
    {
        using var parent = Start("sh", ["-c", "sleep 1000 & echo up; wait"]);
        await parent.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        var family = Descendants(parent.Id);

        parent.Kill();
        await parent.WaitForExitAsync(TestContext.Current.CancellationToken);

        Left(family).ShouldBe(family);
        using var orphan = Process.GetProcessById(family.Single().Id);
        orphan.Kill();
        await GoneAsync(family);
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("HUP")]
    public async Task The_whole_system_ends_with_its_app_host(string signal)
    {
        var dll = AppHostDll();
        Assert.SkipUnless(NativePostgres.Find() is not null, "Postgres is not installed.");
        // A folder of ours: after kill -9 nobody is left to delete a throw-away one.
        var folder = Directory.CreateTempSubdirectory("commerceos-test-");
        using var deletion = new Deferred(() => folder.Delete(recursive: true));
        File.SetUnixFileMode(folder.FullName, File.GetUnixFileMode(folder.FullName) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
        // Under nohup the tests ignore SIGHUP, and so would AppHost, which is what nohup is for.
        using var appHost = Start("env", ["--default-signal=HUP", "dotnet", dll, "--ephemeral", "--data", folder.FullName]);
        var errors = appHost.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        List<string> lines = [];
        while (!lines.Exists(line => line.Contains("CommerceOS is ready", StringComparison.Ordinal)))
        {
            var line = await appHost.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
                ?? throw new InvalidOperationException($"AppHost ended early: {await errors} {string.Join('\n', lines)}");
            lines.Add(line);
        }

        var family = Descendants(appHost.Id);
        var names = family.Select(NameOf).ToList();
        names.ShouldContain("postgres");
        names.Count(name => name == "dotnet").ShouldBe(4, "API, two workers, web");
        var rest = appHost.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        using (var kill = Start("kill", ["-s", signal, appHost.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);

        await appHost.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        await GoneAsync(family);
        await rest;
    }

    private sealed class Deferred(Action action) : IDisposable
    {
        public void Dispose() => action();
    }

    private static string AppHostDll()
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        var root = build;
        while (!File.Exists(Path.Combine(root.FullName, "CommerceOS.sln")))
            root = root.Parent ?? throw new InvalidOperationException("The tests run from the repository.");
        return Path.Combine(root.FullName, "AppHost", "bin", build.Parent!.Name, build.Name, "CommerceOS.AppHost.dll");
    }

    private static Process Start(string command, string[] arguments) => Process.Start(new ProcessStartInfo(command, arguments)
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>A process is its id and its start time: ids are used again.</summary>
    private static List<(int Id, string Started)> Descendants(int root)
    {
        var all = Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => (Id: int.Parse(name!, CultureInfo.InvariantCulture), Stat: Stat(name!)))
            .Where(process => process.Stat.Length > 0)
            .ToList();
        List<int> parents = [root];
        List<(int, string)> found = [];
        while (parents.Count > 0)
        {
            var children = all.Where(process => parents.Contains(int.Parse(process.Stat[1], CultureInfo.InvariantCulture))).ToList();
            found.AddRange(children.Select(child => (child.Id, child.Stat[19])));
            parents = [.. children.Select(child => child.Id)];
        }

        return found;
    }

    private static async Task GoneAsync(List<(int Id, string Started)> family)
    {
        var clock = Stopwatch.StartNew();
        while (Left(family).ToList() is { Count: > 0 } left)
        {
            clock.Elapsed.ShouldBeLessThan(Patience, $"still there: {string.Join(", ", left.Select(NameOf))}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static IEnumerable<(int Id, string Started)> Left(List<(int Id, string Started)> family) => family.Where(process =>
        Stat(process.Id.ToString(CultureInfo.InvariantCulture)) is { Length: > 0 } stat && stat[19] == process.Started && stat[0] != "Z");

    // It may end while its name is read.
    private static string NameOf((int Id, string Started) process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/comm").Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>Fields of /proc/ID/stat after the name, which may hold blanks: state, parent, …, start time (20th). Empty when it has gone.</summary>
    private static string[] Stat(string id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
