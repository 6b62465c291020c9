using System.Diagnostics;
using System.Globalization;

namespace CommerceOS.AppHost.Local;

/// <summary>A Postgres server of our own on the loopback address: own data, own port, passwords by SCRAM, no socket file.</summary>
/// <param name="binaries">The folder with initdb, postgres and psql; see <see cref="Find"/>.</param>
/// <param name="dataDirectory">Made by <see cref="InitializeAsync"/>; its parent must be reachable for the user postgres when we are root.</param>
/// <param name="port">A free one on 127.0.0.1.</param>
/// <param name="superuserPassword">Of the role postgres; the services get a role of their own.</param>
/// <param name="durable">False for tests: faster, and lost in a power cut.</param>
internal sealed class NativePostgres(string binaries, string dataDirectory, int port, string superuserPassword, bool durable = true)
{
    private const string Superuser = "postgres";

    /// <summary>The newest installed server, or the one that wrote the data; null when there is none.</summary>
    public static string? Find(string? dataDirectory = null)
    {
        const string debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian)
            ? Directory.GetDirectories(debian)
                .Select(folder => (Folder: Path.Combine(folder, "bin"), Version: Path.GetFileName(folder)))
                .Where(found => File.Exists(Path.Combine(found.Folder, "initdb")))
                .OrderByDescending(found => int.TryParse(found.Version, CultureInfo.InvariantCulture, out var version) ? version : 0)
                .ToList()
            : [];
        var onPath = Executables.Find("initdb") is { } initdb ? Path.GetDirectoryName(File.ResolveLinkTarget(initdb, true)?.FullName ?? initdb) : null;

        if (dataDirectory is null || !File.Exists(Path.Combine(dataDirectory, "PG_VERSION")))
            return versions.Select(found => found.Folder).FirstOrDefault() ?? onPath;

        var written = File.ReadAllText(Path.Combine(dataDirectory, "PG_VERSION")).Trim();
        return versions.Where(found => found.Version == written).Select(found => found.Folder).FirstOrDefault() ?? onPath
            ?? throw new StartException(
                $"The data in {dataDirectory} was written by Postgres {written}, which is not installed; install postgresql-{written}, or start anew with --reset.");
    }

    public string ConnectionString(string database, string user, string password) => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Database={database};Username={user};Password={password}");

    /// <summary>Makes the data folder unless there is one.</summary>
    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(Path.Combine(dataDirectory, "PG_VERSION")))
            return;

        // Made beside and renamed when whole: a half-made folder would be taken for a whole one at the next start.
        var making = dataDirectory + ".new";
        var passwordFile = dataDirectory + ".password";
        if (Directory.Exists(making))
            Directory.Delete(making, recursive: true);
        Directory.CreateDirectory(making);
        try
        {
            await File.WriteAllTextAsync(passwordFile, "", cancellationToken);
            File.SetUnixFileMode(passwordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await File.WriteAllTextAsync(passwordFile, superuserPassword, cancellationToken);
            if (OtherUser.Needed)
                await RunAsync("chown", ["postgres:postgres", making, passwordFile], cancellationToken);
            var (command, arguments) = OtherUser.Wrap(Path.Combine(binaries, "initdb"),
            [
                "--pgdata", making, "--username", Superuser, "--pwfile", passwordFile,
                "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", .. durable ? Array.Empty<string>() : ["--no-sync"],
            ]);
            await RunAsync(command, arguments, cancellationToken);
            Directory.Move(making, dataDirectory);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    public ProcessPlan Plan(string name)
    {
        var (command, arguments) = OtherUser.Wrap(Path.Combine(binaries, "postgres"),
        [
            "-D", dataDirectory, "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture),
            "-c", "unix_socket_directories=",
            "-c", "max_connections=200",
            // Only what stops the server: statements that fail are the services' to report.
            "-c", "log_min_messages=fatal",
            .. durable ? Array.Empty<string>() : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"],
        ]);
        return new ProcessPlan
        {
            Name = name,
            Command = command,
            Arguments = arguments,
            WorkingDirectory = "/",
            StopSignal = "INT", // fast shutdown: ends sessions, writes a checkpoint
            ReadyAsync = WaitUntilReadyAsync,
        };
    }

    /// <summary>After a hard end of AppHost its Postgres may still be writing its last checkpoint: wait for that.</summary>
    public async Task WaitForPredecessorAsync(CancellationToken cancellationToken)
    {
        for (var patience = 150; patience > 0 && IsRunning(); patience--)
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        if (!IsRunning())
            File.Delete(PidFile); // left by a power cut, and taken for ours by WaitUntilReadyAsync

        bool IsRunning() => File.Exists(PidFile) && File.ReadLines(PidFile).FirstOrDefault() is { } pid
            && File.Exists($"/proc/{pid}/comm") && File.ReadAllText($"/proc/{pid}/comm").StartsWith("postgres", StringComparison.Ordinal);
    }

    /// <summary>
    /// A role that owns its database and may make roles, but is no superuser: row-level security does not hold for superusers.
    /// </summary>
    public async Task EnsureDatabaseAsync(string database, string owner, string password, CancellationToken cancellationToken)
    {
        var known = await QueryAsync(
            $"select (select count(*) from pg_roles where rolname = '{owner}') || ' ' || (select count(*) from pg_database where datname = '{database}')",
            cancellationToken);
        if (known.StartsWith('0'))
            await QueryAsync($"create role \"{owner}\" login createrole password '{password}'", cancellationToken);
        if (known.EndsWith('0'))
            await QueryAsync($"create database \"{database}\" owner \"{owner}\"", cancellationToken);
    }

    private Task<string> QueryAsync(string sql, CancellationToken cancellationToken) =>
        // By standard input: a password in an argument can be read in the list of processes.
        RunAsync(
            Path.Combine(binaries, "psql"),
            ["--host", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--username", Superuser, "--dbname", "postgres", "--no-psqlrc", "--tuples-only", "--no-align", "--quiet", "--set", "ON_ERROR_STOP=1"],
            cancellationToken, sql, ("PGPASSWORD", superuserPassword));

    private string PidFile => Path.Combine(dataDirectory, "postmaster.pid");

    /// <summary>The server writes its state into the eighth line of its pid file; pg_isready would leave an error in its log.</summary>
    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        while (!File.Exists(PidFile) || (await File.ReadAllLinesAsync(PidFile, cancellationToken)).ElementAtOrDefault(7)?.Trim() != "ready")
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
    }

    private static async Task<string> RunAsync(
        string command, IReadOnlyList<string> arguments, CancellationToken cancellationToken, string input = "", params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        // Told to stop meanwhile: initdb must not go on writing into a folder that is about to be deleted.
        await using var stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
            throw new StartException($"{Path.GetFileName(command)} failed: {(await error).Trim().ReplaceLineEndings("; ")}");
        return (await output).Trim();
    }
}
