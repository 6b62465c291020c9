using System.Globalization;
using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Generation;
using CommerceOS.Data;
using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using GenerationState = CommerceOS.Domain.Generation.GenerationState;

namespace CommerceOS.ApiService.Generation;

internal static class GenerationEndpoints
{
    public const int MaxRecipes = 20;
    public const int MaxUnfinishedPerWorkspace = 500;

    public static void MapGenerations(this RouteGroupBuilder workspace)
    {
        workspace.MapPost("/products/{productId:guid}/generations", StartAsync).ForMembers(Role.Editor).WithName("StartGenerations").WithTags("Generation")
            .WithSummary("Make pictures or copy: enqueues one generation for each recipe");
        workspace.MapGet("/products/{productId:guid}/generations/stream", GenerationStream.Stream).ForMembers(Role.Viewer).WithName("WatchGenerations").WithTags("Generation")
            .WithSummary("Progress as server-sent events").Produces<string>(200, "text/event-stream");
        var group = workspace.MapGroup("/generations").WithTags("Generation");
        group.MapGet("/", ListAsync).ForMembers(Role.Viewer).WithName("ListGenerations").WithSummary("Generations, newest first");
        group.MapGet("/{generationId:guid}", GetAsync).ForMembers(Role.Viewer).WithName("GetGeneration").WithSummary("One generation");
        group.MapPost("/{generationId:guid}/cancel", CancelAsync).ForMembers(Role.Editor).WithName("CancelGeneration").WithSummary("Stop a generation that has not finished");
        group.MapPost("/{generationId:guid}/retry", RetryAsync).ForMembers(Role.Editor).WithName("RetryGeneration").WithSummary("Try a failed or cancelled generation again");
    }

    private static async Task<Results<Accepted<IReadOnlyList<GenerationDto>>, ProblemHttpResult>> StartAsync(
        Guid productId, StartGenerationsRequest request, Caller caller, CommerceDbContext database, JobQueue jobs, TimeProvider time, CancellationToken cancellationToken)
    {
        var id = new ProductId(productId);
        if (await database.Products.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } product) return ApiErrors.NotFound("product");
        var (wishes, errors) = Check(request, product);
        if (errors.Count > 0) return ApiErrors.Invalid(errors);
        if (await database.Generations.CountAsync(g => g.State == GenerationState.Queued || g.State == GenerationState.Running, cancellationToken) + wishes.Count > MaxUnfinishedPerWorkspace)
        {
            return ApiErrors.Conflict("too_much_work", "Enough is waiting", $"A workspace has at most {MaxUnfinishedPerWorkspace} unfinished generations. Wait for some to finish.");
        }
        var (named, unfit) = await NamedAssets.CheckAsync(wishes, product, database, cancellationToken);
        if (unfit.Count > 0) return ApiErrors.Invalid(unfit);
        var (photo, refusal) = wishes.Zip(named).Any(w => w.First.Recipe.NeedsPhoto && w.Second is null) ? await FindPhotoAsync(id, request.PhotoId, database, cancellationToken) : (null, null);
        if (refusal is not null) return refusal;

        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        Guid? set = request.Set is null ? null : Guid.CreateVersion7(time.GetUtcNow());
        var runs = wishes.Zip(named, (w, own) => new GenerationRun
        {
            Id = GenerationId.New(time), WorkspaceId = caller.WorkspaceId, ProductId = id, SetId = set, PhotoId = w.Recipe.NeedsPhoto ? own ?? photo : null, Recipe = w.Recipe.Id,
            Parameters = w.Parameters, CreatedAt = time.GetUtcNow(), CreatedBy = caller.AccountId,
        }).ToList();
        foreach (var run in runs)
        {
            run.JobId = await EnqueueAsync(run, database, jobs, cancellationToken);
            database.Generations.Add(run);
        }
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Accepted<IReadOnlyList<GenerationDto>>(
            $"/v1/workspaces/{caller.WorkspaceId.Value}/generations?productId={productId}", [.. runs.Select(r => r.ToDto([], []))]);
    }

    private static (List<(Recipe Recipe, string Parameters, string Field)> Wishes, List<FieldError> Errors) Check(StartGenerationsRequest request, Product product)
    {
        var errors = new List<FieldError>();
        var wishes = new List<(Recipe, string, string)>();
        if (request.Set is not null)
        {
            if (!RecipeSets.All.Contains(request.Set)) errors.Add(FieldError.OneOf("set", RecipeSets.All, request.Set));
            else if (request.Recipes is { Count: > 0 }) errors.Add(FieldError.Wrong("recipes", "not_with_set", "either a set or recipes", "both"));
            else wishes.AddRange(RecipeSets.Of(request.Set, product).Select(w => (w.Recipe, w.Parameters, "set")));
            return (wishes, errors);
        }
        if (request.Recipes is null or { Count: 0 }) errors.Add(FieldError.Required("recipes"));
        else if (request.Recipes.Count > MaxRecipes) errors.Add(FieldError.TooMany("recipes", MaxRecipes, request.Recipes.Count));
        foreach (var (i, wish) in (request.Recipes ?? []).Index().Take(MaxRecipes))
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"recipes[{i}]");
            if (Recipes.Find(wish?.Recipe) is not { } recipe)
            {
                errors.Add(FieldError.OneOf(field + ".recipe", Recipes.All.Select(r => r.Id), wish?.Recipe));
                continue;
            }
            var (parameters, problems) = recipe.Canonicalise(wish!.Parameters);
            errors.AddRange(problems.Select(p => p with { Field = $"{field}.{p.Field}" }));
            wishes.Add((recipe, parameters, field));
        }
        return (wishes, errors);
    }

    private static async Task<(AssetId? Photo, ProblemHttpResult? Refusal)> FindPhotoAsync(
        ProductId product, Guid? wanted, CommerceDbContext database, CancellationToken cancellationToken)
    {
        // A photo that is still being prepared will do: the generation waits for it.
        var photos = database.Assets.Where(a => a.ProductId == product && a.Kind == AssetKind.Photo && a.State != AssetState.Refused);
        if (wanted is { } given)
        {
            var id = new AssetId(given);
            return await photos.AnyAsync(a => a.Id == id, cancellationToken) ? (id, null) : (null, ApiErrors.NotFound("photo"));
        }
        var first = await photos.OrderBy(a => EF.Property<long>(a, OrdinalPages.Ordinal)).Select(a => (AssetId?)a.Id).FirstOrDefaultAsync(cancellationToken);
        return first is null ? (null, ApiErrors.Conflict("photo_needed", "Upload a photo first", "This product has no photo to work from.")) : (first, null);
    }

    private static async Task<string> EnqueueAsync(GenerationRun run, CommerceDbContext database, JobQueue jobs, CancellationToken cancellationToken)
    {
        var job = NewJob.For(RunGeneration.Kind, new RunGeneration(run.WorkspaceId.Value, run.Id.Value)) with
        {
            Tenant = run.WorkspaceId.Value.ToString(), MaxAttempts = 4, OnDead = RunGeneration.DeadKind,
            // One at a time for each photo: the first makes the cut-out, the others use it. Other photos run beside it.
            ConcurrencyKey = run.PhotoId is { } photo ? $"photo:{photo.Value}" : null,
        };
        return (await jobs.EnqueueInAsync(database, job, cancellationToken)).Id.ToString();
    }

    private static async Task<Results<Ok<Page<GenerationDto>>, ProblemHttpResult>> ListAsync(
        [AsParameters] GenerationListQuery query, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var limit = query.Limit ?? 50;
        var (cursor, badCursor) = Cursor.Read(query.Cursor);
        if ((badCursor ?? Cursor.CheckLimit(limit)) is { } error) return ApiErrors.Invalid(error);
        var filtered = database.Generations.AsNoTracking();
        if (query.ProductId is { } product) filtered = filtered.Where(g => g.ProductId == new ProductId(product));
        if (query.SetId is { } set) filtered = filtered.Where(g => g.SetId == set);
        if (query.State is { } state) filtered = filtered.Where(g => g.State == (GenerationState)state.Value);
        var total = await filtered.CountAsync(cancellationToken);
        var (runs, next) = await filtered.NewestAsync(cursor, limit, cancellationToken);
        return TypedResults.Ok(new Page<GenerationDto>(await runs.ToDtosAsync(database, cancellationToken), next, total));
    }

    private static async Task<Results<Ok<GenerationDto>, ProblemHttpResult>> GetAsync(Guid generationId, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var id = new GenerationId(generationId);
        var run = await database.Generations.AsNoTracking().SingleOrDefaultAsync(g => g.Id == id, cancellationToken);
        return run is null ? ApiErrors.NotFound("generation") : TypedResults.Ok((await new[] { run }.ToDtosAsync(database, cancellationToken))[0]);
    }

    private static async Task<Results<Ok<GenerationDto>, ProblemHttpResult>> CancelAsync(
        Guid generationId, CommerceDbContext database, JobQueue jobs, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(generationId, database, cancellationToken) is not { } run) return ApiErrors.NotFound("generation");
        if (!run.Cancel(time.GetUtcNow())) return ApiErrors.Conflict("already_finished", "Already finished", $"This generation is {run.State.ToString().ToLowerInvariant()}; there is nothing to stop.");
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        // The row says cancelled, so a worker that has the job already commits nothing; telling the queue only saves its time.
        if (Guid.TryParse(run.JobId, out var job)) await jobs.CancelAsync(new JobId(job), cancellationToken);
        return TypedResults.Ok((await new[] { run }.ToDtosAsync(database, cancellationToken))[0]);
    }

    private static async Task<Results<Ok<GenerationDto>, ProblemHttpResult>> RetryAsync(
        Guid generationId, CommerceDbContext database, JobQueue jobs, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(generationId, database, cancellationToken) is not { } run) return ApiErrors.NotFound("generation");
        if (!run.Retry()) return ApiErrors.Conflict("not_retryable", "Nothing to try again", $"This generation is {run.State.ToString().ToLowerInvariant()}; only failed or cancelled ones can be tried again.");
        run.JobId = await EnqueueAsync(run, database, jobs, cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok((await new[] { run }.ToDtosAsync(database, cancellationToken))[0]);
    }

    private static async Task<GenerationRun?> LockAsync(Guid generationId, CommerceDbContext database, CancellationToken cancellationToken) =>
        await database.Generations.FromSql($"select *, xmin from commerce.generations where id = {generationId} for update").SingleOrDefaultAsync(cancellationToken);
}

internal sealed record GenerationListQuery([FromQuery] Guid? ProductId, [FromQuery] Choice<Contracts.Generation.GenerationState>? State, [FromQuery] Guid? SetId, [FromQuery] string? Cursor, [FromQuery] int? Limit);
