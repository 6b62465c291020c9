using System.Diagnostics;
using System.Security.Cryptography;
using CommerceOS.Data.Objects;

namespace CommerceOS.Tests.Harness;

/// <summary>
/// Microsoft's blob emulator on a free loopback port, with a random account key, in memory. It starts on first use. Where no
/// <c>azurite-blob</c> is on the PATH it is installed from npm, once, into <c>.local/npm/azurite</c> of the repository.
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    private const string Version = "3.37.0";
    private const string Account = "commerceostests";

    private readonly SemaphoreSlim starting = new(1, 1);
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private Process? process;
    private int port;
    private int containers;

    /// <summary>A connection string as Azure hands them out; the container is this caller's own.</summary>
    public async Task<string> CreateContainerAsync(CancellationToken cancellationToken)
    {
        var connectionString = await NewContainerAsync(cancellationToken);
        var location = AzureBlobLocation.Parse(connectionString);
        await new AzureBlobObjectStore(location, location.Container!, TimeProvider.System).CreateContainerAsync(cancellationToken);
        return connectionString;
    }

    /// <summary>A connection string of a container that does not exist yet.</summary>
    public async Task<string> NewContainerAsync(CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken);
        return $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Convert.ToBase64String(key)};BlobEndpoint=http://127.0.0.1:{port}/{Account};ContainerName=tests-{Interlocked.Increment(ref containers)}";
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        starting.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await starting.WaitAsync(cancellationToken);
        try
        {
            if (process is not null) return;
            port = FreePort.Next();
            process = Launch(await ProgramAsync(cancellationToken));
            // It says so when it listens; until then nothing can be asked of it.
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.Contains("successfully listen", StringComparison.Ordinal)) return;
            }

            throw new InvalidOperationException("azurite-blob ended before it listened");
        }
        finally
        {
            starting.Release();
        }
    }

    // As with Postgres, a shell stops it when this process ends in any way.
    private Process Launch(string program)
    {
        var guarded = NativeProcess.InOwnSession(
        [
            "sh", "-c", "trap '' INT; \"$@\" < /dev/null & server=$!; read -r word; kill $server; wait $server", "sh",
            program, "--silent", "--disableTelemetry", "--inMemoryPersistence", "--skipApiVersionCheck", "--blobHost", "127.0.0.1", "--blobPort", port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ]);
        return Process.Start(new ProcessStartInfo(guarded[0], guarded.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
            Environment = { ["AZURITE_ACCOUNTS"] = $"{Account}:{Convert.ToBase64String(key)}" },
        }) ?? throw new InvalidOperationException("azurite-blob did not start");
    }

    private static async Task<string> ProgramAsync(CancellationToken cancellationToken)
    {
        const string Name = "azurite-blob";
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, Name)).FirstOrDefault(File.Exists);
        if (onPath is not null) return onPath;

        var folder = Path.Combine(RepositoryRoot.Path, ".local", "npm", "azurite");
        var program = Path.Combine(folder, "node_modules", ".bin", Name);
        if (File.Exists(program)) return program;
        Directory.CreateDirectory(folder);
        await NativeProcess.RunAsync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder, $"azurite@{Version}"], "", cancellationToken);
        return program;
    }
}
