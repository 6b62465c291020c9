using System.Globalization;
using System.Security.Cryptography;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Data.Progress;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Generation;

/// <summary>Makes a picture or video once more from its capsule and notes on it whether the same bytes came out. Changes nothing else.</summary>
internal sealed class ReplayAssetWorker(
    CommerceDbContext database, WorkspaceScope scope, WorkspaceObjects objects, PhotoMaterials materials, PieceMaker maker, ProgressSignals signals, TimeProvider time) : IJobHandler
{
    public static string Kind => ReplayAsset.Kind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var wish = context.ReadPayload<ReplayAsset>();
        scope.Enter(new(wish.WorkspaceId));
        var id = new AssetId(wish.AssetId);
        var asset = await database.Assets.SingleOrDefaultAsync(a => a.Id == id && a.State == AssetState.Ready, cancellationToken);
        if (asset?.Lineage is not { Inputs: not null } lineage) return JobOutcome.Done.Instance; // deleted meanwhile
        var check = await ReplayAsync(asset, lineage, cancellationToken);
        asset.Checks = [.. asset.Checks.Where(c => c.Code != check.Code), check];
        await using (await database.Database.BeginTransactionAsync(cancellationToken)) await context.CompleteInAsync(database, cancellationToken);
        signals.Publish(asset.ProductId.Value);
        return JobOutcome.Done.Instance;
    }

    private async Task<Check> ReplayAsync(Asset asset, Lineage lineage, CancellationToken cancellationToken)
    {
        var inputs = RenderInputs.Read(lineage.Inputs!);
        var engine = maker.EngineOf(lineage.Recipe, lineage.Parameters);
        if (engine != lineage.Engine) return Note(CheckTone.Info, $"Made by {lineage.Engine}; this is {engine}, so the same bytes cannot be expected.");
        var from = lineage.SourceAssetId is { } source ? inputs.All(source) : [];
        var ids = from.Select(p => new AssetId(p.Id)).ToList();
        var found = await database.Assets.AsNoTracking().Where(a => ids.Contains(a.Id) && a.State == AssetState.Ready).ToDictionaryAsync(a => a.Id.Value, cancellationToken);
        if (from.Count == 0) return Note(CheckTone.Warn, "The photo that it was made from is not there any more.");
        foreach (var (i, input) in from.Index())
        {
            if (found.GetValueOrDefault(input.Id)?.Sha256 == input.Sha256) continue;
            return from.Count == 1
                ? Note(CheckTone.Warn, "The photo that it was made from is not there any more.")
                : Note(CheckTone.Warn, string.Create(CultureInfo.InvariantCulture, $"Of the {from.Count} photos that it was made from, number {i + 1} ({input.Id}) {(found.ContainsKey(input.Id) ? "has changed since" : "is not there any more")}.")) with { Measured = i + 1, Expected = from.Count };
        }
        var file = inputs.Logo is not null ? await KeptAsync(asset, BrandFile.Logo, cancellationToken) : inputs.Music is not null ? await KeptAsync(asset, BrandFile.Music, cancellationToken) : null;
        if (file?.Hash != (inputs.Logo ?? inputs.Music)) return Note(CheckTone.Warn, inputs.Logo is not null ? "The logo that is on it is not there any more." : "The music under it is not there any more.");
        try
        {
            using var piece = await maker.MakeAsync(lineage.Recipe, lineage.Parameters, inputs, await materials.GetAsync(lineage.Recipe, lineage.Parameters, [.. from.Select(p => found[p.Id])], from, cancellationToken), file, new LatestShare(), cancellationToken);
            if (piece.Engine != lineage.Engine) return Note(CheckTone.Info, $"Made by {lineage.Engine}; this time {piece.Engine} had to do, so the same bytes cannot be expected.");
            await using var bytes = piece.Open();
            var same = Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancellationToken)) == asset.Sha256;
            return same ? Note(CheckTone.Ok, "Made again from its capsule: the same, byte for byte.") : Note(CheckTone.Bad, "Made again from its capsule: other bytes came out.");
        }
        catch (GenerationFailedException failure)
        {
            return Note(CheckTone.Warn, failure.Message);
        }
    }

    private async Task<BrandFile?> KeptAsync(Asset asset, string rendition, CancellationToken cancellationToken) =>
        await objects.ReadAllAsync(asset.WorkspaceId.Value, asset.ObjectKey(rendition), cancellationToken) is { } bytes ? new(rendition, bytes) : null;

    private Check Note(CheckTone tone, string message) => new(ReplayAsset.CheckCode, tone, string.Create(CultureInfo.InvariantCulture, $"{message} ({time.GetUtcNow():yyyy-MM-dd})"));
}
