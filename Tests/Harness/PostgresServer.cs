using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;

namespace CommerceOS.Tests.Harness;

/// <summary>
/// A private native Postgres: its own data folder under the system's temporary folder, a free loopback port,
/// scram passwords, no Unix socket. It starts on first use and is stopped, its data removed, when it is disposed
/// or when the process that owns it dies in any way (see <see cref="StartAsync"/>).
/// One is shared by the whole test assembly; a test that stops the server makes its own.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly string[] TestSettings =
    [
        // Nothing here outlives the test run, so durability is traded for speed.
        "fsync=off", "synchronous_commit=off", "full_page_writes=off",
    ];

    private readonly SemaphoreSlim starting = new(1, 1);
    private readonly IReadOnlyList<string> settings;
    private readonly string password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private string? folder;
    private int port;
    private Process? process;
    private int databases;

    public PostgresServer() : this(TestSettings)
    {
    }

    /// <summary>Server settings as <c>name=value</c> take the place of the default ones, which turn durability off.</summary>
    internal PostgresServer(IReadOnlyList<string> settings) => this.settings = settings;

    /// <summary>
    /// Creates a database and returns its connection string. The name (a short word, e.g. of the test class) gets a number,
    /// so equal names do not collide. It is empty, or a copy of the database <c>template</c>, which nobody may be connected to.
    /// </summary>
    public async Task<string> CreateDatabaseAsync(string name, string? template = null, CancellationToken cancellationToken = default)
    {
        await StartAsync(cancellationToken);
        var database = $"{name.ToLowerInvariant()}_{Interlocked.Increment(ref databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync(cancellationToken);
        await using var create = connection.CreateCommand();
        create.CommandText = $"create database \"{database}\" template \"{template ?? "template1"}\"";
        await create.ExecuteNonQueryAsync(cancellationToken);
        return ConnectionString(database);
    }

    /// <summary>Connection string of the superuser for a database of this server.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = "postgres",
        Password = password,
        Database = database,
        MaxPoolSize = 50,
        IncludeErrorDetail = true,
    }.ConnectionString;

    /// <summary>Starts the server unless it runs. After <see cref="StopAsync"/> it comes back with the same data, port and password.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await starting.WaitAsync(cancellationToken);
        try
        {
            if (process is { HasExited: false }) return;
            folder ??= await InitializeAsync(cancellationToken);
            if (port == 0) port = FreePort.Next();
            process = Launch();
            await AnsweringAsync(cancellationToken);
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>Stops the server at once, as a crash of its clients' connections would look, and keeps the data.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (process is null) return;
        await process.StandardInput.WriteLineAsync("keep");
        await process.StandardInput.FlushAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (process is not null)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }
        else if (folder is not null)
        {
            await AsServerUserAsync(["rm", "-rf", folder], "", CancellationToken.None);
        }
        starting.Dispose();
    }

    private async Task<string> InitializeAsync(CancellationToken cancellationToken)
    {
        var made = await AsServerUserAsync(["mktemp", "-d", "-t", "commerceos-postgres-XXXXXX"], "", cancellationToken);
        // The password goes through standard input: other users can list a command line.
        const string Initialize = """cat > "$2/password" && "$1" -D "$2/data" -U postgres -A scram-sha-256 --pwfile="$2/password" --locale=C.UTF-8 -E UTF8 -N && rm "$2/password" """;
        await AsServerUserAsync(["sh", "-c", Initialize, "sh", Path.Combine(Binaries(), "initdb"), made], password, cancellationToken);
        return made;
    }

    private Process Launch()
    {
        // The shell stands between us and the server: it waits on its standard input, which ends when this process
        // ends, however it ends. So a killed test run leaves neither a server nor its data behind.
        const string Guard =
            """
            trap '' INT
            folder=$1; shift
            "$@" >> "$folder/log" 2>&1 < /dev/null &
            server=$!
            read -r word
            kill -INT $server; wait $server
            [ "$word" = keep ] || rm -rf "$folder"
            """;
        List<string> command =
        [
            "sh", "-c", Guard, "sh", folder!, Path.Combine(Binaries(), "postgres"), "-D", Path.Combine(folder!, "data"),
            "-c", "listen_addresses=127.0.0.1", "-c", $"port={port}", "-c", "unix_socket_directories=", "-c", "max_connections=200",
            .. settings.SelectMany(setting => (string[])["-c", setting]),
        ];
        if (Environment.IsPrivilegedProcess) command.InsertRange(0, ["runuser", "-u", "postgres", "--"]);
        var guarded = NativeProcess.InOwnSession(command);
        return Process.Start(new ProcessStartInfo(guarded[0], guarded.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        }) ?? throw new InvalidOperationException("postgres did not start");
    }

    private async Task AnsweringAsync(CancellationToken cancellationToken)
    {
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false;Timeout=2");
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException) when (deadline.Elapsed < TimeSpan.FromSeconds(60) && !process!.HasExited)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }

    // initdb and postgres refuse to run as root; the Debian package brings the user postgres.
    private static Task<string> AsServerUserAsync(string[] command, string input, CancellationToken cancellationToken) => Environment.IsPrivilegedProcess
        ? NativeProcess.RunAsync("runuser", ["-u", "postgres", "--", .. command], input, cancellationToken)
        : NativeProcess.RunAsync(command[0], command[1..], input, cancellationToken);

    private static string Binaries()
    {
        const string Debian = "/usr/lib/postgresql";
        var installed = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var major) ? major : 0).Select(folder => Path.Combine(folder, "bin"))
            : [];
        var searched = installed.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator));
        return searched.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("these tests need a native Postgres: install the package postgresql, or put initdb on PATH");
    }
}
