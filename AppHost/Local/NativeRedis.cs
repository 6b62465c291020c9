using System.Globalization;
using System.Net.Sockets;

namespace CommerceOS.AppHost.Local;

/// <summary>A Redis of our own on the loopback address. It is a cache: nothing is written to disk.</summary>
internal sealed class NativeRedis(string executable, string folder, string name, int port, string password)
{
    public static string? Find() => Executables.Find("redis-server") ?? Executables.Find("valkey-server");

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port},password={password}");

    public string ConfigurationName => $"{name}.conf";

    /// <summary>Goes to a file in the folder, because arguments can be read in the list of processes.</summary>
    public string Configuration => string.Create(CultureInfo.InvariantCulture, $"""
        bind 127.0.0.1
        port {port}
        requirepass "{password}"
        save ""
        appendonly no
        logfile "{Path.Combine(folder, name)}.log"
        always-show-logo no

        """);

    public ProcessPlan Plan() => new()
    {
        Name = name,
        Command = executable,
        Arguments = [Path.Combine(folder, ConfigurationName)],
        WorkingDirectory = "/",
        ReadyAsync = WaitUntilReadyAsync,
    };

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync("127.0.0.1", port, cancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
            }
        }
    }
}
