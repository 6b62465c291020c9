using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommerceOS.Jobs.Running;

/// <summary>Runs one job's handler in a scope and a span of its own and turns whatever happens into an outcome.</summary>
internal sealed partial class JobExecution(IServiceScopeFactory scopes, JobHandlers handlers, TimeProvider time, JobsMetrics metrics, ILogger<JobExecution> logger)
{
    /// <summary>The handler's outcome, or null when it ended because it was told to stop.</summary>
    public async Task<JobOutcome?> RunAsync(RunningJob running)
    {
        var job = running.Job;
        var parent = ActivityContext.TryParse(job.TraceParent, traceState: null, isRemote: true, out var context) ? context : default;
        using var activity = JobsMetrics.Activities.StartActivity($"run {job.Kind}", ActivityKind.Consumer, parent);
        activity?.SetTag("job.id", job.Id.ToString()).SetTag("job.kind", job.Kind).SetTag("job.attempt", job.Attempt);
        metrics.Started(job.Kind, job.Waited);
        var started = time.GetTimestamp();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await handlers.Resolve(scope.ServiceProvider, job.Kind).RunAsync(running.Context, running.Token);
        }
        catch (Exception) when (running.Token.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            // The one place for every error of every handler: it costs the job an attempt and nobody else anything.
            Log.Failed(logger, exception, job.Id, job.Kind, job.Attempt, job.MaxAttempts);
            activity?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            return new JobOutcome.Retry($"{exception.GetType().Name}: {exception.Message}");
        }
        finally
        {
            metrics.Ran(job.Kind, time.GetElapsedTime(started));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Job {Id} of kind {Kind} failed in attempt {Attempt} of {MaxAttempts}")]
        public static partial void Failed(ILogger logger, Exception exception, JobId id, string kind, int attempt, int maxAttempts);
    }
}
