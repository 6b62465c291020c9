using CommerceOS.Domain.Privacy;
using CommerceOS.Jobs;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CommerceOS.Workers.Privacy;

/// <summary>Sees to it that the job which plans the upkeep exists. All workers do; the job's unique key makes it one.</summary>
internal sealed partial class UpkeepSchedule(JobQueue jobs, IOptions<UpkeepOptions> options, TimeProvider time, ILogger<UpkeepSchedule> logger) : BackgroundService
{
    private static readonly TimeSpan TimeBetweenTries = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var wait = options.Value.Interval;
            try
            {
                await jobs.EnqueueAsync(new() { Kind = PlanUpkeep.Kind, UniqueKey = PlanUpkeep.Kind, Priority = 10, MaxAttempts = 1000 }, stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                // The database is away, or not migrated yet: the worker waits for it, and so does this.
                Log.NotPlanned(logger, exception);
                wait = TimeBetweenTries;
            }
            await Task.Delay(wait, time, stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The upkeep could not be planned; trying again")]
        public static partial void NotPlanned(ILogger logger, Exception exception);
    }
}
