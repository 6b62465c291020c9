using Microsoft.Extensions.Logging;
using Npgsql;

namespace CommerceOS.Jobs.Running;

/// <summary>
/// Hears the notifications of <see cref="JobQueue"/> on a connection of its own, and connects again when that breaks.
/// The connection has to reach Postgres itself or a pooler in session mode: LISTEN does not survive transaction pooling.
/// </summary>
internal sealed partial class JobListener(NpgsqlDataSource dataSource, TimeProvider time, ILogger<JobListener> logger)
{
    // A connection whose other end vanished without a word is noticed by asking.
    private static readonly TimeSpan TimeBetweenChecks = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TimeBetweenTries = TimeSpan.FromSeconds(1);

    /// <summary>Calls <paramref name="heard"/> with each payload, and <paramref name="connected"/> whenever notifications may have been missed before.</summary>
    public async Task RunAsync(Action connected, Action<string> heard, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(connected, heard, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Whatever broke the connection, the worker polls meanwhile and this loop has to go on.
                Log.Broken(logger, exception);
            }

            await Task.Delay(TimeBetweenTries, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListenAsync(Action connected, Action<string> heard, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, notification) => heard(notification.Payload);
        await using var listen = new NpgsqlCommand("listen jobs", connection);
        await listen.ExecuteNonQueryAsync(cancellationToken);
        connected();
        await using var check = new NpgsqlCommand("select 1", connection);
        while (true)
        {
            if (!await connection.WaitAsync(TimeBetweenChecks, cancellationToken)) await check.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The connection that hears about new jobs broke; polling until it is back")]
        public static partial void Broken(ILogger logger, Exception exception);
    }
}
