using CommerceOS.Data;
using CommerceOS.Data.Progress;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Generation;

/// <summary>
/// Runs one generation: pictures through the Studio, copy through the templates. The result and the end of the job commit together,
/// fenced by the job's lease, so a worker that died or stalled leaves no second result behind.
/// </summary>
internal sealed class RunGenerationWorker(
    CommerceDbContext database, WorkspaceScope scope, SourcePhotos photos, PhotoMaterials materials, PieceMaker maker, FinishedPieces pieces, Brands brands, ProgressSignals signals, TimeProvider time) : IJobHandler
{
    private static readonly TimeSpan PhotoWait = TimeSpan.FromMilliseconds(300);

    public static string Kind => RunGeneration.Kind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var wish = context.ReadPayload<RunGeneration>();
        scope.Enter(new(wish.WorkspaceId));
        var id = new GenerationId(wish.GenerationId);
        var run = await database.Generations.SingleOrDefaultAsync(g => g.Id == id, cancellationToken);
        if (run is null || run.IsFinished) return JobOutcome.Done.Instance; // deleted or cancelled meanwhile
        try
        {
            return await RunAsync(run, context, cancellationToken);
        }
        catch (GenerationFailedException failure)
        {
            // Anything else is tried again; when the job dies of it, EndDeadGenerationWorker ends the generation.
            await FailAsync(id, failure.Code, failure.Message, context, cancellationToken);
            return JobOutcome.Done.Instance;
        }
    }

    private async Task<JobOutcome> RunAsync(GenerationRun run, JobContext context, CancellationToken cancellationToken)
    {
        var product = await database.Products.AsNoTracking().IgnoreQueryFilters([CommerceDbContext.DeletedFilter]).SingleAsync(p => p.Id == run.ProductId, cancellationToken);
        var sources = run.PhotoId is null ? null : await photos.ReadAsync(run, product, cancellationToken);
        if (sources?.Assets.Any(a => a.State == AssetState.Processing) == true) return new JobOutcome.Snooze(PhotoWait);
        run.Start(time.GetUtcNow());
        await database.SaveChangesAsync(cancellationToken);
        signals.Publish(run.ProductId.Value);
        var recipe = Recipes.Find(run.Recipe) ?? throw new GenerationFailedException("recipe_gone", $"The recipe {run.Recipe} does not exist any more.");
        if (recipe.Kind == RecipeKind.Copy) await WriteAsync(run, product, context, cancellationToken);
        else await RenderAsync(run, product, sources!, context, cancellationToken);
        signals.Publish(run.ProductId.Value);
        return JobOutcome.Done.Instance;
    }

    private async Task RenderAsync(GenerationRun run, Product product, SourceAssets sources, JobContext context, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var (brand, file) = await brands.ReadAsync(run.Recipe, run.Parameters, cancellationToken);
        var inputs = RenderInputs.For(run, product, sources, brand, file);
        var hash = Lineage.HashInput(run.Recipe, run.Parameters, maker.EngineOf(run.Recipe, run.Parameters), inputs.ToJson());
        var from = inputs.All(run.PhotoId!.Value.Value);
        IReadOnlyList<LineageSource> written = [.. from.Select(p => new LineageSource(p.Id, p.Sha256))];
        var asset = await pieces.CopyAsync(hash, run, product, written, cancellationToken);
        if (asset is null)
        {
            await AdvanceAsync(run, 0.1, "outline", cancellationToken);
            var material = await materials.GetAsync(run.Recipe, run.Parameters, sources.Assets, from, cancellationToken);
            await AdvanceAsync(run, 0.4, "render", cancellationToken);
            using var piece = await WatchAsync(run, progress => maker.MakeAsync(run.Recipe, run.Parameters, inputs, material, file, progress, cancellationToken), cancellationToken);
            await AdvanceAsync(run, 0.9, "store", cancellationToken);
            // A template whose browser failed was drawn by another engine than was asked for, and must not be taken for that one's.
            if (piece.Engine != maker.EngineOf(run.Recipe, run.Parameters)) hash = Lineage.HashInput(run.Recipe, run.Parameters, piece.Engine, inputs.ToJson());
            var lineage = new Lineage(
                run.Id.Value, from[0].Id, run.Recipe, run.Parameters, piece.Engine, hash,
                time.GetElapsedTime(started).TotalMilliseconds, (run.StartedAt!.Value - run.CreatedAt).TotalMilliseconds, piece.Alignment, inputs.ToJson(), written);
            asset = await pieces.StoreAsync(piece, lineage, run, product, file, cancellationToken);
        }
        await CommitAsync(run, context, () => database.Assets.Add(asset), cancellationToken);
    }

    /// <summary>Shows how far a long rendering is, twice a second: the work reports far more often than anybody can see.</summary>
    private async Task<MadePiece> WatchAsync(GenerationRun run, Func<IProgress<double>, Task<MadePiece>> make, CancellationToken cancellationToken)
    {
        var share = new LatestShare();
        var work = Task.Run(() => make(share), cancellationToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), time);
        var shown = 0.0;
        while (await Task.WhenAny(work, timer.WaitForNextTickAsync(cancellationToken).AsTask()) != work)
        {
            if (share.Value <= shown) continue;
            shown = share.Value;
            await AdvanceAsync(run, 0.4 + 0.5 * shown, "render", cancellationToken);
        }
        return await work;
    }

    private async Task WriteAsync(GenerationRun run, Product product, JobContext context, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var facts = CopyFacts.Of(product);
        var parameters = CopyMaker.Parameters(run.Parameters);
        var copies = product.TargetLanguages.Select(language =>
        {
            var written = ListingCopyWriter.Write(facts, language, parameters);
            return new ListingCopy
            {
                Id = CopyId.New(time), WorkspaceId = run.WorkspaceId, ProductId = run.ProductId, GenerationId = run.Id, Language = language,
                Text = written.Text, Made = written.Text, Facts = [.. written.Facts], Checks = [.. written.Checks], CreatedAt = time.GetUtcNow(),
                Lineage = new(
                    run.Id.Value, null, run.Recipe, run.Parameters, ListingCopyWriter.Engine,
                    Lineage.HashInput(run.Recipe, run.Parameters, ListingCopyWriter.Engine, language, CopyMaker.Words(facts)),
                    time.GetElapsedTime(started).TotalMilliseconds, (run.StartedAt!.Value - run.CreatedAt).TotalMilliseconds),
            };
        }).ToList();
        await CommitAsync(run, context, () => database.Copies.AddRange(copies), cancellationToken);
    }

    private async Task CommitAsync(GenerationRun run, JobContext context, Action add, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        // Read again: a person may have cancelled while we worked, and a cancelled generation has no result. One that is cancelled
        // after this line fails the row-version check of the save, and the next run of the job finds it cancelled.
        await database.Entry(run).ReloadAsync(cancellationToken);
        if (!run.IsFinished)
        {
            run.Finish(time.GetUtcNow());
            add();
        }
        await context.CompleteInAsync(database, cancellationToken);
    }

    private async Task FailAsync(GenerationId id, string code, string detail, JobContext context, CancellationToken cancellationToken)
    {
        database.ChangeTracker.Clear();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var run = await database.Generations.SingleAsync(g => g.Id == id, cancellationToken);
        if (!run.IsFinished) run.Fail(code, detail, time.GetUtcNow());
        await context.CompleteInAsync(database, cancellationToken);
        signals.Publish(run.ProductId.Value);
    }

    private async Task AdvanceAsync(GenerationRun run, double progress, string step, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await database.Generations.Where(g => g.Id == run.Id && g.State == GenerationState.Running)
            .ExecuteUpdateAsync(g => g.SetProperty(x => x.Progress, progress).SetProperty(x => x.Step, step), cancellationToken);
        signals.Publish(run.ProductId.Value);
    }
}

/// <summary>The last share that was reported, from any thread.</summary>
internal sealed class LatestShare : IProgress<double>
{
    private double _value;

    public double Value => Volatile.Read(ref _value);

    public void Report(double value) => Volatile.Write(ref _value, value);
}

/// <summary>It cannot be made, now or later: the merchant is told why and what to do.</summary>
internal sealed class GenerationFailedException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
