using Microsoft.Extensions.Options;

namespace CommerceOS.Jobs;

/// <summary>How a worker runs jobs. Checked when the host starts.</summary>
public sealed class JobOptions
{
    /// <summary>Jobs that this worker runs at once. Default 10; range 1 to 1000.</summary>
    public int Concurrency { get; set; } = 10;

    /// <summary>Most jobs taken by one fetch; never more than are free to run. Default 100; range 1 to 1000.</summary>
    public int FetchBatch { get; set; } = 100;

    /// <summary>
    /// How often the worker looks for jobs that nothing woke it for: due, retried, missed notifications.
    /// Default 1 s; range 10 ms to 5 min.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a job stays with a worker that stopped sending heartbeats. Default 60 s; range 200 ms to 1 h.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often leases are extended and requests to cancel are read. Default 15 s; range 50 ms to half of the lease.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the worker looks for jobs of dead workers and for finished jobs to delete. Default 15 s; range 50 ms to 10 min.</summary>
    public TimeSpan MaintenanceInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long running jobs may go on once the host stops; then their tokens are cancelled and they return to the queue.
    /// Default 20 s; range 0 to 10 min. Keep it 5 s below the host's own shutdown timeout (30 s by default).
    /// </summary>
    public TimeSpan ShutdownGrace { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long jobs that are done or cancelled are kept for reading; 0 keeps no done ones. Default 24 h; range 0 to 90 days.</summary>
    public TimeSpan KeepFinished { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long dead letters are kept. Default 30 days; range 1 h to 365 days.</summary>
    public TimeSpan KeepDead { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Delay after the first failed attempt; it doubles with every further one. Default 5 s; range 10 ms to 1 h.</summary>
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest delay between attempts, before jitter. Default 1 h; range from the first delay to 7 days.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Share by which a retry delay varies at random, up and down. Default 0.2; range 0 to 1.</summary>
    public double RetryJitter { get; set; } = 0.2;

    /// <summary>Name of this worker in the table, for operators. Default: machine name and process id; 1 to 200 characters.</summary>
    public string WorkerName { get; set; } = $"{Environment.MachineName}:{Environment.ProcessId}";

    internal sealed class Validation : IValidateOptions<JobOptions>
    {
        public ValidateOptionsResult Validate(string? name, JobOptions options)
        {
            List<string> failures = [];
            Within(nameof(Concurrency), options.Concurrency, 1, 1000);
            Within(nameof(FetchBatch), options.FetchBatch, 1, 1000);
            Within(nameof(PollInterval), options.PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5));
            Within(nameof(LeaseDuration), options.LeaseDuration, TimeSpan.FromMilliseconds(200), TimeSpan.FromHours(1));
            Within(nameof(HeartbeatInterval), options.HeartbeatInterval, TimeSpan.FromMilliseconds(50), options.LeaseDuration / 2);
            Within(nameof(MaintenanceInterval), options.MaintenanceInterval, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(10));
            Within(nameof(ShutdownGrace), options.ShutdownGrace, TimeSpan.Zero, TimeSpan.FromMinutes(10));
            Within(nameof(KeepFinished), options.KeepFinished, TimeSpan.Zero, TimeSpan.FromDays(90));
            Within(nameof(KeepDead), options.KeepDead, TimeSpan.FromHours(1), TimeSpan.FromDays(365));
            Within(nameof(FirstRetryDelay), options.FirstRetryDelay, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
            Within(nameof(MaxRetryDelay), options.MaxRetryDelay, options.FirstRetryDelay, TimeSpan.FromDays(7));
            Within(nameof(RetryJitter), options.RetryJitter, 0, 1);
            Within($"{nameof(WorkerName)}.Length", options.WorkerName.Length, 1, 200);
            return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

            void Within<T>(string property, T value, T least, T most) where T : IComparable<T>
            {
                if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0) failures.Add($"{nameof(JobOptions)}.{property} has to be from {least} to {most}, but is {value}");
            }
        }
    }
}
