using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CommerceOS.Data.Objects;

/// <summary>
/// Stops a service whose master keys are wrong, before it stores anything that nobody could read again. While the database is away, or not
/// migrated yet, the service waits for it as it always does, and so does the check; then a wrong key stops the running host.
/// </summary>
internal sealed partial class MasterKeyCheckAtStart(MasterKeyCheck check, TimeProvider time, ILogger<MasterKeyCheckAtStart> logger) : BackgroundService
{
    private static readonly TimeSpan TimeBetweenTries = TimeSpan.FromSeconds(5);
    private bool verified;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!verified)
        {
            await Task.Delay(TimeBetweenTries, time, stoppingToken);
            await TryAsync(stoppingToken);
        }
    }

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await check.VerifyAsync(cancellationToken);
            verified = true;
        }
        catch (NpgsqlException exception)
        {
            Log.NotChecked(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The master keys could not be compared with the database; trying again")]
        public static partial void NotChecked(ILogger logger, Exception exception);
    }
}
