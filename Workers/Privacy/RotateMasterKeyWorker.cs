using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Domain.Privacy;
using CommerceOS.Jobs;

namespace CommerceOS.Workers.Privacy;

/// <summary>Wraps every workspace's key anew after a new master key was configured; nothing to do at all other times.</summary>
internal sealed class RotateMasterKeyWorker(CommerceDbContext database, MasterKeyRotation rotation) : IJobHandler
{
    public static string Kind => RotateMasterKey.Kind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        if (await rotation.IsNeededAsync(cancellationToken)) await rotation.RunAsync(WorkspaceIds.ReadAllAsync(database, cancellationToken), cancellationToken);
        return JobOutcome.Done.Instance;
    }
}
