using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CommerceOS.Jobs.Running;

/// <summary>
/// One worker: fetches jobs, runs them, keeps their leases, stores their outcomes and does its share of the upkeep.
/// Any number of workers may run on one database; the leases are all that they share.
/// </summary>
internal sealed partial class JobRunner : IHostedService, IDisposable
{
    // How long a handler may take to notice that its token was cancelled, and the last outcomes to be stored, at shutdown.
    private static readonly TimeSpan NoticeGrace = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan TimeBetweenTries = TimeSpan.FromSeconds(1);

    private readonly JobOptions options;
    private readonly string[] kinds;
    private readonly TimeProvider time;
    private readonly JobsMetrics metrics;
    private readonly JobLeases leases;
    private readonly JobUpkeep upkeep;
    private readonly JobListener listener;
    private readonly JobSettler settler;
    private readonly JobExecution execution;
    private readonly ILogger<JobRunner> logger;

    private readonly ConcurrentDictionary<LeaseKey, RunningJob> running = [];
    private readonly Wake wake = new();
    private readonly CancellationTokenSource fetching = new();
    private readonly CancellationTokenSource working = new();
    private readonly Lock stopGate = new();
    private Task? stopping;
    private Task fetchLoop = Task.CompletedTask;
    private Task settleLoop = Task.CompletedTask;
    private Task[] otherLoops = [];
    private int active;
    private volatile bool hungry;
    private volatile bool promote;

    public JobRunner(IOptions<JobOptions> options, JobHandlers handlers, NpgsqlDataSource dataSource, IServiceScopeFactory scopes, TimeProvider time, JobsMetrics metrics, ILoggerFactory loggers)
    {
        this.options = options.Value;
        kinds = [.. handlers.Kinds];
        this.time = time;
        this.metrics = metrics;
        logger = loggers.CreateLogger<JobRunner>();
        leases = new(dataSource);
        upkeep = new(dataSource);
        listener = new(dataSource, time, loggers.CreateLogger<JobListener>());
        settler = new(leases, options.Value, running, PromoteSoon, time, metrics, loggers.CreateLogger<JobSettler>());
        execution = new(scopes, handlers, time, metrics, loggers.CreateLogger<JobExecution>());
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        fetchLoop = Task.Run(FetchLoopAsync, CancellationToken.None);
        settleLoop = Task.Run(() => settler.RunAsync(working.Token), CancellationToken.None);
        otherLoops =
        [
            Task.Run(() => listener.RunAsync(PromoteSoon, Heard, working.Token), CancellationToken.None),
            Task.Run(() => RepeatAsync("heartbeat", options.HeartbeatInterval, HeartbeatAsync), CancellationToken.None),
            Task.Run(() => RepeatAsync("maintenance", options.MaintenanceInterval, MaintainAsync), CancellationToken.None),
        ];
        Log.Started(logger, options.WorkerName, options.Concurrency, kinds.Length);
        return Task.CompletedTask;
    }

    /// <summary>Fetches no more, gives running jobs their grace, returns the rest to the queue, and stores every outcome.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        // A host that is stopped and disposed at the same time asks twice.
        lock (stopGate) return stopping ??= StopOnceAsync(cancellationToken);
    }

    private async Task StopOnceAsync(CancellationToken cancellationToken)
    {
        await fetching.CancelAsync();
        await Wait(fetchLoop.WaitAsync(cancellationToken));
        await HandlersAsync(options.ShutdownGrace, cancellationToken);

        foreach (var job in running.Values) job.Stop(StopReason.Shutdown);
        await HandlersAsync(NoticeGrace, cancellationToken);

        // A handler that does not listen is left behind. Its lease goes now, so whatever it still does cannot be committed.
        foreach (var job in running.Values.Where(job => !job.Execution.IsCompleted)) settler.Post(job, outcome: null);
        settler.Complete();
        await settleLoop.WaitAsync(NoticeGrace, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await working.CancelAsync();
        await Task.WhenAll([fetchLoop, settleLoop, .. otherLoops]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Log.Stopped(logger, options.WorkerName);
    }

    public void Dispose()
    {
        fetching.Dispose();
        working.Dispose();
    }

    private Task HandlersAsync(TimeSpan grace, CancellationToken cancellationToken) =>
        Wait(Task.WhenAll(running.Values.Select(job => job.Execution)).WaitAsync(grace, time, cancellationToken));

    private static async Task Wait(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task FetchLoopAsync()
    {
        var promotedAt = long.MinValue;
        while (!fetching.IsCancellationRequested)
        {
            try
            {
                if (promote || promotedAt == long.MinValue || time.GetElapsedTime(promotedAt) >= options.PollInterval)
                {
                    promote = false;
                    promotedAt = time.GetTimestamp();
                    await upkeep.PromoteAsync(working.Token);
                }

                if (await FetchAsync()) continue;
            }
            catch (Exception exception)
            {
                // The database may be restarting, or not migrated yet: whatever it is, a worker waits and goes on.
                Log.FetchFailed(logger, exception);
                promote = true;
                await Task.Delay(TimeBetweenTries, time, fetching.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            await wake.WaitAsync(options.PollInterval, time, fetching.Token);
        }
    }

    // Takes as many jobs as can start now, never more: a job that waits in one worker could be running in another.
    // True: there may be more, and room for them.
    private async Task<bool> FetchAsync()
    {
        var most = Math.Min(options.Concurrency - Volatile.Read(ref active), options.FetchBatch);
        var leasedAt = time.GetTimestamp();
        // Not cancelled by the shutdown: a fetch that was sent may have taken jobs, and then they have to be dealt with.
        var jobs = most > 0 ? await leases.FetchAsync(most, kinds, options.LeaseDuration, options.WorkerName, working.Token) : [];
        foreach (var job in jobs) Start(new(job, leasedAt));

        // In this order, so that a job which ends meanwhile is seen either here or by its own look at the flag.
        hungry = jobs.Count >= most;
        Interlocked.MemoryBarrier();
        return hungry && Volatile.Read(ref active) < options.Concurrency;
    }

    private void Start(RunningJob job)
    {
        running[job.Job.Key] = job;
        Interlocked.Increment(ref active);
        job.Execution = Task.Run(async () =>
        {
            var outcome = await execution.RunAsync(job);
            settler.Post(job, outcome);
            Interlocked.Decrement(ref active);
            if (hungry) wake.Set();
        });
    }

    private void PromoteSoon()
    {
        promote = true;
        wake.Set();
    }

    private void Heard(string payload)
    {
        const string Cancel = "cancel ";
        if (payload.StartsWith(Cancel, StringComparison.Ordinal))
        {
            if (!Guid.TryParse(payload.AsSpan(Cancel.Length), out var id)) return;
            foreach (var job in running.Values.Where(job => job.Job.Id.Value == id)) job.Stop(StopReason.Cancelled);
            return;
        }

        if (payload == "parked") promote = true;
        wake.Set();
    }

    private async Task HeartbeatAsync()
    {
        var jobs = running.Values.ToList();
        if (jobs.Count == 0) return;
        try
        {
            var sentAt = time.GetTimestamp();
            var held = await leases.HeartbeatAsync(jobs.ConvertAll(job => job.Job), options.LeaseDuration, working.Token);
            foreach (var job in jobs)
            {
                if (!held.TryGetValue(job.Job.Key, out var cancel)) Lost(job);
                else if (cancel) job.Stop(StopReason.Cancelled);
                else job.LeasedAt = sentAt;
            }
        }
        finally
        {
            // Without an answer for a whole lease another worker may have the job: stop before the two do the same thing.
            foreach (var job in jobs.Where(job => time.GetElapsedTime(job.LeasedAt) > options.LeaseDuration)) Lost(job);
        }
    }

    // A job that is being stored right now is gone from the table too; that is no loss.
    private void Lost(RunningJob job)
    {
        if (job.Execution.IsCompleted || job.Context.CompletedInTransaction || job.Reason != StopReason.None) return;
        metrics.LeaseLost();
        Log.LeaseLost(logger, job.Job.Id, job.Job.Kind);
        job.Stop(StopReason.LeaseLost);
    }

    private async Task MaintainAsync()
    {
        var rescued = await upkeep.RescueAsync(working.Token);
        if (rescued > 0)
        {
            metrics.Rescued(rescued);
            Log.Rescued(logger, rescued);
        }

        await upkeep.PruneAsync(options.KeepFinished, options.KeepDead, working.Token);
    }

    private async Task RepeatAsync(string what, TimeSpan interval, Func<Task> step)
    {
        while (!working.IsCancellationRequested)
        {
            try
            {
                await step();
            }
            catch (Exception exception) when (!working.IsCancellationRequested)
            {
                // The next round tries again: upkeep must outlive any trouble of the database.
                Log.RoundFailed(logger, exception, what);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(interval, time, working.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Worker {Worker} runs up to {Concurrency} jobs of {Kinds} kinds at once")]
        public static partial void Started(ILogger logger, string worker, int concurrency, int kinds);

        [LoggerMessage(Level = LogLevel.Information, Message = "Worker {Worker} stopped")]
        public static partial void Stopped(ILogger logger, string worker);

        [LoggerMessage(Level = LogLevel.Error, Message = "Jobs could not be fetched; trying again")]
        public static partial void FetchFailed(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "A {What} round failed; trying again")]
        public static partial void RoundFailed(ILogger logger, Exception exception, string what);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of job {Id} of kind {Kind} was lost; its handler is told to stop")]
        public static partial void LeaseLost(ILogger logger, JobId id, string kind);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} jobs of workers that stopped sending heartbeats were taken back")]
        public static partial void Rescued(ILogger logger, int count);
    }
}
