using CommerceOS.ApiService.Catalog;
using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Data;
using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;
using CommerceOS.Domain.Generation;
using CommerceOS.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.ApiService.Generation;

internal static class ReplayEndpoints
{
    public static void MapReplay(this RouteGroupBuilder workspace) =>
        workspace.MapPost("/assets/{assetId:guid}/replay", ReplayAsync).ForMembers(Role.Editor).WithName("ReplayAsset").WithTags("Generation")
            .WithSummary("Make a result again from its capsule; its check 'replay' then says whether the same bytes came out");

    private static async Task<Results<Accepted<AssetDto>, ProblemHttpResult>> ReplayAsync(
        Guid assetId, Caller caller, CommerceDbContext database, JobQueue jobs, CancellationToken cancellationToken)
    {
        var id = new AssetId(assetId);
        var asset = await database.Assets.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken);
        if (asset is null) return ApiErrors.NotFound("asset");
        if (asset.Lineage?.Inputs is null) return ApiErrors.Conflict("nothing_to_replay", "Nothing to make again", "Only results that keep what they were made from can be made again.");
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var job = NewJob.For(ReplayAsset.Kind, new ReplayAsset(caller.WorkspaceId.Value, assetId)) with
        {
            Tenant = caller.WorkspaceId.Value.ToString(), Priority = 5, UniqueKey = $"replay:{assetId}", ConcurrencyKey = asset.Lineage.SourceAssetId is { } photo ? $"photo:{photo}" : null,
        };
        await jobs.EnqueueInAsync(database, job, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Accepted($"/v1/workspaces/{caller.WorkspaceId.Value}/assets/{assetId}", asset.ToDto());
    }
}
