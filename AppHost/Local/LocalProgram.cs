using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;

namespace CommerceOS.AppHost.Local;

/// <summary>The local run from the command line to the exit code.</summary>
internal static class LocalProgram
{
    private const int Failed = 1;
    private const int Interrupted = 130;

    public static int Run(string[] args, IReadOnlyList<Resource> resources)
    {
        using var stop = new CancellationTokenSource();
        using var atOnce = new CancellationTokenSource();
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        var registrations = signals.Select(signal => PosixSignalRegistration.Create(signal, Handle)).ToList();
        try
        {
            return RunAsync(args, resources, stop.Token, atOnce.Token).GetAwaiter().GetResult();
        }
        finally
        {
            registrations.ForEach(registration => registration.Dispose());
        }

        void Handle(PosixSignalContext context)
        {
            context.Cancel = true;
            // Pressed twice means: now. A closing terminal may send its signal twice on its own.
            if (stop.IsCancellationRequested && context.Signal is PosixSignal.SIGINT)
                atOnce.Cancel();
            stop.Cancel();
        }
    }

    private static async Task<int> RunAsync(
        string[] args, IReadOnlyList<Resource> resources, CancellationToken stop, CancellationToken atOnce)
    {
        try
        {
            var options = LocalOptions.Parse(args);
            if (options.Help)
            {
                await Console.Out.WriteLineAsync(LocalOptions.Usage);
                return 0;
            }

            if (OperatingSystem.IsWindows())
                throw new StartException("native processes are started on Linux and macOS only; on Windows use WSL, or Aspire with -p:Aspire=true.");

            // A command that tries the system out has the standard output to itself.
            var console = options.Then is null
                ? LogConsole.ForTerminal(Console.Out, Console.IsOutputRedirected)
                : LogConsole.ForTerminal(Console.Error, Console.IsErrorRedirected);
            var directory = FindDirectory();
            using var data = options.Ephemeral && options.DataDirectory is null
                ? DataFolder.OpenThrowAway()
                : DataFolder.Open(options.DataDirectory ?? await DefaultDataAsync(directory, stop));
            if (options.Reset)
                Reset(data, options);
            return await RunAsync(new LocalSystem(resources, options, data, directory, console, new LocalTimings()), options, console, directory, stop, atOnce);
        }
        catch (StartException exception)
        {
            await Console.Error.WriteLineAsync($"CommerceOS cannot start: {exception.Message}");
            return Failed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Interrupted;
        }
    }

    private static async Task<int> RunAsync(
        LocalSystem system, LocalOptions options, LogConsole console, string directory, CancellationToken stop, CancellationToken atOnce)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            await system.StartAsync(stop);
            Welcome(system, console, clock.Elapsed, options.Then is null);
            if (options.Then is not null)
                return await ThenAsync(options.Then, system, directory, stop);
            var told = new TaskCompletionSource();
            await using (stop.Register(told.SetResult))
                await told.Task;
            return 0;
        }
        finally
        {
            if (stop.IsCancellationRequested)
                console.Say(options.Ephemeral ? "Stopping." : "Stopping. The data is kept for the next start.");
            await system.StopAsync(atOnce);
        }
    }

    private static void Welcome(LocalSystem system, LogConsole console, TimeSpan took, bool forPeople)
    {
        console.Say();
        console.Say(string.Create(CultureInfo.InvariantCulture, $"CommerceOS is ready after {took.TotalSeconds:0.0} s."));
        console.Say();
        var width = system.Places.Max(place => place.Name.Length);
        foreach (var (name, place) in system.Places)
            console.Say($"  {name.PadRight(width)}  {place}");
        console.Say();
        if (forPeople && system.FrontDoor is { } address)
            console.Say($"Open {address} in a browser. Ctrl-C stops everything.\n");
    }

    private static async Task<int> ThenAsync(string command, LocalSystem system, string directory, CancellationToken stop)
    {
        using var process = SupervisedProcess.Start(
            new ProcessPlan
            {
                Name = "then",
                Command = "bash",
                Arguments = ["-c", command],
                WorkingDirectory = Path.GetDirectoryName(directory)!,
                Environment = system.Variables(),
            },
            Console.Out.WriteLine,
            Console.Error.WriteLine);
        await using (stop.Register(process.Stop))
        {
            var code = await process.Exited;
            return stop.IsCancellationRequested ? Interrupted : code;
        }
    }

    private static void Reset(DataFolder data, LocalOptions options)
    {
        if (!options.Yes)
        {
            Console.Write($"Delete everything in {data.Path}: database, photos, mails, keys? Type yes: ");
            if (Console.ReadLine()?.Trim() is not "yes")
                throw new StartException("nothing was deleted, because the answer was not yes (to skip the question: --reset --yes).");
        }

        data.Clear();
    }

    /// <summary>The folder of AppHost.csproj, above our own built files.</summary>
    private static string FindDirectory()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AppHost.csproj")))
                return folder.FullName;
        }

        throw new StartException($"AppHost.csproj was expected in a folder above {AppContext.BaseDirectory}; AppHost runs from its repository only.");
    }

    /// <summary>.local in the repository, unless Postgres could not get there: its user may not walk through root's home.</summary>
    private static async Task<string> DefaultDataAsync(string directory, CancellationToken cancellationToken)
    {
        var repository = Path.GetDirectoryName(directory)!;
        if (!OtherUser.Needed || await OtherUser.CanReachAsync(repository, cancellationToken))
            return Path.Combine(repository, ".local");
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(repository)))[..8];
        return Path.Combine("/var/lib/commerceos", name);
    }
}
