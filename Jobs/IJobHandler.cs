namespace CommerceOS.Jobs;

/// <summary>
/// Runs the jobs of one kind. A new instance is resolved from a scope of its own for every run.
/// A job may run more than once (a worker can die after the effect and before the outcome is stored): make effects repeatable,
/// or store them in the transaction given to <see cref="JobContext.CompleteAsync"/>.
/// </summary>
public interface IJobHandler
{
    /// <summary>The kind of job that this handler runs.</summary>
    static abstract string Kind { get; }

    /// <summary>
    /// Runs one attempt. The token is cancelled when the job is cancelled, when its lease is lost and when the worker's shutdown
    /// grace is over; a handler that then ends with <see cref="OperationCanceledException"/> has its job cancelled, dropped or
    /// returned to the queue without spending the attempt.
    /// </summary>
    Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken);
}
