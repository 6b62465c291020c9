using CommerceOS.Data;
using CommerceOS.Domain;
using CommerceOS.Domain.Publishing;
using CommerceOS.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Publishing;

/// <summary>Ends a publication whose job died, so that a person learns of it and can publish again.</summary>
internal sealed class EndDeadPublicationWorker(CommerceDbContext database, WorkspaceScope scope, TimeProvider time) : IJobHandler
{
    public static string Kind => PublishListings.DeadKind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var dead = context.ReadPayload<DeadJob>();
        var wish = dead.ReadPayload<PublishListings>();
        scope.Enter(new(wish.WorkspaceId));
        var id = new PublicationId(wish.PublicationId);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var publication = await database.Publications.SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (publication is { State: PublicationState.Queued or PublicationState.Running } && publication.JobId == new JobId(dead.Id).ToString())
        {
            publication.Fail("internal", "Something failed on our side, several times in a row. Publish again.", time.GetUtcNow());
        }
        await context.CompleteInAsync(database, cancellationToken);
        return JobOutcome.Done.Instance;
    }
}
