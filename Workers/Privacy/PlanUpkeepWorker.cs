using CommerceOS.Data;
using CommerceOS.Domain.Privacy;
using CommerceOS.Jobs;
using Microsoft.Extensions.Options;

namespace CommerceOS.Workers.Privacy;

/// <summary>Enqueues the upkeep of every workspace, after everything that a person waits for, and comes back after the interval.</summary>
internal sealed class PlanUpkeepWorker(CommerceDbContext database, JobQueue jobs, IOptions<UpkeepOptions> options) : IJobHandler
{
    private const int Batch = 500;

    public static string Kind => PlanUpkeep.Kind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        // What the last round has not come to yet keeps its place: the key is taken.
        await jobs.EnqueueAsync(new() { Kind = RotateMasterKey.Kind, UniqueKey = RotateMasterKey.Kind, Priority = 10, MaxAttempts = 5 }, cancellationToken);
        await foreach (var batch in WorkspaceIds.ReadAllAsync(database, cancellationToken).Chunk(Batch).WithCancellation(cancellationToken))
        {
            await jobs.EnqueueManyAsync([.. batch.Select(Tidy)], cancellationToken);
        }
        return new JobOutcome.Snooze(options.Value.Interval);
    }

    private static NewJob Tidy(Guid workspace) => NewJob.For(TidyWorkspace.Kind, new TidyWorkspace(workspace)) with
    {
        UniqueKey = workspace.ToString(), Tenant = workspace.ToString(), Priority = 10, MaxAttempts = 5,
    };
}
