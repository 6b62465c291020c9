using CommerceOS.Data;
using CommerceOS.Data.Progress;
using CommerceOS.Domain;
using CommerceOS.Domain.Generation;
using CommerceOS.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Generation;

/// <summary>Ends a generation whose job died - its last attempt failed, or its worker was killed in it - so that a person can try again.</summary>
internal sealed class EndDeadGenerationWorker(CommerceDbContext database, WorkspaceScope scope, ProgressSignals signals, TimeProvider time) : IJobHandler
{
    public static string Kind => RunGeneration.DeadKind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var dead = context.ReadPayload<DeadJob>();
        var wish = dead.ReadPayload<RunGeneration>();
        scope.Enter(new(wish.WorkspaceId));
        var id = new GenerationId(wish.GenerationId);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var run = await database.Generations.SingleOrDefaultAsync(g => g.Id == id, cancellationToken);
        // A person who tried again meanwhile gave it another job, which goes on.
        if (run is { IsFinished: false } && run.JobId == new JobId(dead.Id).ToString())
        {
            run.Fail("internal", "Something failed on our side, several times in a row. Try again, or use another photo.", time.GetUtcNow());
        }
        await context.CompleteInAsync(database, cancellationToken);
        if (run is not null) signals.Publish(run.ProductId.Value);
        return JobOutcome.Done.Instance;
    }
}
