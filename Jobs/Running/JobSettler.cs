using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CommerceOS.Jobs.Running;

/// <summary>
/// Stores the outcomes of runs. Jobs that are done while one statement is under way are stored together by the next one:
/// under load that is what makes the queue fast, without load it adds no delay.
/// </summary>
internal sealed partial class JobSettler(
    JobLeases leases, JobOptions options, ConcurrentDictionary<LeaseKey, RunningJob> running, Action slotFreed, TimeProvider time, JobsMetrics metrics, ILogger<JobSettler> logger)
{
    private const int MaxBatch = 1000;
    private static readonly TimeSpan TimeBetweenTries = TimeSpan.FromMilliseconds(250);

    private readonly Channel<(RunningJob Job, JobOutcome? Outcome)> outcomes = Channel.CreateUnbounded<(RunningJob, JobOutcome?)>(new() { SingleReader = true });
    private readonly RetrySchedule schedule = new(options.FirstRetryDelay, options.MaxRetryDelay, options.RetryJitter);

    /// <summary>Takes over a job whose handler ended with the outcome, or with none because it was told to stop.</summary>
    public void Post(RunningJob job, JobOutcome? outcome)
    {
        if (job.TryClaim()) outcomes.Writer.TryWrite((job, outcome));
    }

    /// <summary>No further outcomes come; <see cref="RunAsync"/> ends when all are stored.</summary>
    public void Complete() => outcomes.Writer.TryComplete();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        List<(RunningJob Job, JobOutcome? Outcome)> batch = [];
        while (await outcomes.Reader.WaitToReadAsync(cancellationToken))
        {
            batch.Clear();
            while (batch.Count < MaxBatch && outcomes.Reader.TryRead(out var item)) batch.Add(item);

            var done = batch.Where(item => item is { Outcome: JobOutcome.Done, Job.Context.CompletedInTransaction: false }).Select(item => item.Job).ToList();
            if (done.Count > 0) await StoreAsync(done, () => CompleteAsync(done, cancellationToken), cancellationToken);
            foreach (var (job, outcome) in batch.Where(item => item is not { Outcome: JobOutcome.Done, Job.Context.CompletedInTransaction: false }))
            {
                await StoreAsync([job], async () => Ended(job, await SettleAsync(job, outcome, cancellationToken)), cancellationToken);
            }
        }
    }

    private async Task CompleteAsync(List<RunningJob> done, CancellationToken cancellationToken)
    {
        var held = await leases.CompleteAsync(done.ConvertAll(job => job.Job), options.KeepFinished > TimeSpan.Zero, cancellationToken);
        foreach (var job in done) Ended(job, held.Contains(job.Job.Key) ? "done" : "lost");
    }

    private async Task<string> SettleAsync(RunningJob running, JobOutcome? outcome, CancellationToken cancellationToken)
    {
        var job = running.Job;
        switch (outcome)
        {
            case JobOutcome.Done:
                // The handler completed the job in its own transaction. If that was committed the row is gone and this does nothing.
                var stored = await SettleAsync(running, new JobOutcome.Retry("the transaction that completed the job was not committed"), cancellationToken);
                return stored == "lost" ? "done" : stored;
            case JobOutcome.Snooze snooze:
                if (await leases.ReturnAsync(job, Positive(snooze.Delay), spendAttempt: false, error: null, cancellationToken)) return "snoozed";
                break;
            case JobOutcome.Retry retry when job.Attempt < job.MaxAttempts:
                var delay = Positive(retry.Delay ?? schedule.DelayAfter(job.Attempt, Random.Shared.NextDouble()));
                if (await leases.ReturnAsync(job, delay, spendAttempt: true, retry.Reason, cancellationToken)) return "retried";
                break;
            case JobOutcome.Retry(var reason, _):
                return await BuryAsync(running, reason, cancellationToken);
            case JobOutcome.Discard(var reason):
                return await BuryAsync(running, reason, cancellationToken);
            case null when running.Reason != StopReason.Cancelled:
                if (await leases.ReturnAsync(job, TimeSpan.Zero, spendAttempt: false, error: null, cancellationToken)) return "returned";
                break;
        }

        return await leases.CancelAsync(job, cancellationToken) ? "cancelled" : "lost";
    }

    private async Task<string> BuryAsync(RunningJob running, string reason, CancellationToken cancellationToken)
    {
        if (!await leases.BuryAsync(running.Job, reason, cancellationToken)) return "lost";
        Log.Dead(logger, running.Job.Id, running.Job.Kind, running.Job.Attempt);
        return "dead";
    }

    private void Ended(RunningJob job, string outcome)
    {
        metrics.Ended(job.Job.Kind, outcome);
        if (outcome == "lost") Log.Lost(logger, job.Job.Id, job.Job.Kind);
    }

    // Tries until the outcome is stored. A job is given up, and left to the rescue, once its lease must be over.
    private async Task StoreAsync(List<RunningJob> jobs, Func<Task> store, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await store();
                break;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Whatever it is, the next outcomes have to be stored: this loop must not end.
                var over = exception is not NpgsqlException { IsTransient: true } || jobs.TrueForAll(job => time.GetElapsedTime(job.LeasedAt) > options.LeaseDuration);
                Log.NotStored(logger, exception, jobs.Count, over);
                if (over) break;
            }

            await Task.Delay(TimeBetweenTries, time, cancellationToken);
        }

        foreach (var job in jobs) running.TryRemove(job.Job.Key, out _);
        if (jobs.Exists(job => job.Job.Keyed)) slotFreed();
    }

    private static TimeSpan Positive(TimeSpan delay) => delay > TimeSpan.Zero ? delay : TimeSpan.Zero;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Id} of kind {Kind} is a dead letter after attempt {Attempt}")]
        public static partial void Dead(ILogger logger, JobId id, string kind, int attempt);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Id} of kind {Kind} ended here, but its lease was lost: the outcome was dropped")]
        public static partial void Lost(ILogger logger, JobId id, string kind);

        [LoggerMessage(Level = LogLevel.Error, Message = "The outcomes of {Count} jobs could not be stored; given up: {GivenUp}")]
        public static partial void NotStored(ILogger logger, Exception exception, int count, bool givenUp);
    }
}
