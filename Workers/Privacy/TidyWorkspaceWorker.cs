using CommerceOS.Data;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Privacy;
using CommerceOS.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Privacy;

/// <summary>Deletes what a workspace keeps longer than anybody needs it. Every step can be repeated and stopped anywhere.</summary>
internal sealed class TidyWorkspaceWorker(CommerceDbContext database, WorkspaceScope scope, UnreferencedObjects objects, TimeProvider time) : IJobHandler
{
    private const int Batch = 1000;

    public static string Kind => TidyWorkspace.Kind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var workspace = context.ReadPayload<TidyWorkspace>().WorkspaceId;
        scope.Enter(new(workspace));
        await DeleteExpiredAnswersAsync(cancellationToken);
        // Their pictures are then nobody's and go with the sweep after the grace.
        var leftBefore = time.GetUtcNow() - OutlinePreview.KeptFor;
        await database.OutlinePreviews.Where(p => p.CreatedAt < leftBefore).ExecuteDeleteAsync(cancellationToken);
        await objects.SweepAsync(workspace, cancellationToken);
        return JobOutcome.Done.Instance;
    }

    // In batches: a delete of a million rows would hold its locks, and the log, for as long as it takes.
    private async Task DeleteExpiredAnswersAsync(CancellationToken cancellationToken)
    {
        var tooOld = time.GetUtcNow() - IdempotentAnswer.KeptFor;
        int deleted;
        do
        {
            deleted = await database.IdempotentAnswers.Where(a => a.CreatedAt < tooOld).OrderBy(a => a.CreatedAt).Take(Batch).ExecuteDeleteAsync(cancellationToken);
        }
        while (deleted == Batch);
    }
}
