using System.Text.Json;
using CommerceOS.Contracts.Generation;
using CommerceOS.Data;
using CommerceOS.Domain.Generation;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.ApiService.Generation;

internal static class GenerationMapping
{
    public static GenerationDto ToDto(this GenerationRun run, IReadOnlyList<Guid> assets, IReadOnlyList<Guid> copies) => new(
        run.Id.Value, run.ProductId.Value, run.PhotoId?.Value, run.Recipe, JsonSerializer.Deserialize<JsonElement>(run.Parameters),
        (Contracts.Generation.GenerationState)run.State, run.Progress, run.Step, run.CreatedAt, run.StartedAt, run.FinishedAt, run.FailureCode, run.FailureDetail,
        assets, copies, run.Sequence, run.SetId);

    public static async Task<List<GenerationDto>> ToDtosAsync(this IReadOnlyList<GenerationRun> runs, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var done = runs.Where(r => r.State == Domain.Generation.GenerationState.Done).Select(r => r.Id).ToList();
        if (done.Count == 0) return [.. runs.Select(r => r.ToDto([], []))];
        var products = runs.Select(r => r.ProductId).Distinct().ToList();
        var assets = await database.Assets.AsNoTracking().Where(a => products.Contains(a.ProductId) && a.GenerationId != null && done.Contains(a.GenerationId.Value))
            .Select(a => new { a.GenerationId, a.Id }).ToListAsync(cancellationToken);
        var copies = await database.Copies.AsNoTracking().Where(c => products.Contains(c.ProductId) && done.Contains(c.GenerationId))
            .Select(c => new { c.GenerationId, c.Id }).ToListAsync(cancellationToken);
        return [.. runs.Select(r => r.ToDto(
            [.. assets.Where(a => a.GenerationId == r.Id).Select(a => a.Id.Value)], [.. copies.Where(c => c.GenerationId == r.Id).Select(c => c.Id.Value)]))];
    }
}
