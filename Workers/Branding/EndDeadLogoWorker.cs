using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Domain.Branding;
using CommerceOS.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Branding;

/// <summary>Refuses a logo whose preparation died, so that nothing waits for it for ever and a person can upload another.</summary>
internal sealed class EndDeadLogoWorker(CommerceDbContext database, WorkspaceScope scope, WorkspaceObjects objects) : IJobHandler
{
    public static string Kind => PrepareLogo.DeadKind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var wish = context.ReadPayload<DeadJob>().ReadPayload<PrepareLogo>();
        scope.Enter(new(wish.WorkspaceId));
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var brand = await database.BrandKits.SingleOrDefaultAsync(b => b.LogoId == wish.LogoId && b.LogoState == LogoState.Processing, cancellationToken);
        brand?.RefuseLogo("photo_unprepared", "The logo could not be prepared, several times in a row. Export it again, as a PNG for example, and upload that.");
        await context.CompleteInAsync(database, cancellationToken);
        await objects.DeleteAsync(wish.WorkspaceId, BrandKit.LogoKey(wish.LogoId, "upload"), CancellationToken.None);
        return JobOutcome.Done.Instance;
    }
}
