using System.Globalization;
using CommerceOS.ApiService.Edge;
using CommerceOS.Connectors.Channels;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Publishing;
using CommerceOS.Data;
using CommerceOS.Data.Publishing;
using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;
using CommerceOS.Domain.Publishing;
using CommerceOS.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PublicationState = CommerceOS.Domain.Publishing.PublicationState;

namespace CommerceOS.ApiService.Publishing;

internal static class PublicationEndpoints
{
    public const int MaxItems = 200;
    public const int MaxPictures = 100;
    private const int MaxLanguages = 20;

    public static void MapPublications(this RouteGroupBuilder workspace)
    {
        var group = workspace.MapGroup("/publications").WithTags("Publishing");
        group.MapPost("/", PublishAsync).ForMembers(Role.Editor).WithName("Publish").WithSummary("Publish approved listings; refused with what is missing, by name");
        group.MapPost("/check", CheckAsync).ForMembers(Role.Viewer).WithName("CheckPublication").WithSummary("A dry run: what would be missing for exactly this choice; stores and sends nothing");
        group.MapGet("/", ListAsync).ForMembers(Role.Viewer).WithName("ListPublications").WithSummary("Publications, newest first");
        group.MapGet("/{publicationId:guid}", GetAsync).ForMembers(Role.Viewer).WithName("GetPublication").WithSummary("One publication with its outcome");
        group.MapPost("/{publicationId:guid}/download-links", Downloads.CreateLinkAsync).ForMembers(Role.Viewer).WithName("CreateDownloadLink").WithSummary("A link to the package that expires in 15 minutes");
    }

    private static async Task<Results<Accepted<PublicationDto>, ProblemHttpResult>> PublishAsync(
        PublishRequest request, Caller caller, CommerceDbContext database, JobQueue jobs, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Check(request) is { Count: > 0 } errors) return ApiErrors.Invalid(errors);
        // Listings go out in a merchant's name: the address behind the account has to be proven.
        if (!await database.Accounts.AnyAsync(a => a.Id == caller.AccountId.Value && a.EmailConfirmed, cancellationToken)) return ApiErrors.ConfirmEmailFirst();
        if (await ReadStatesAsync(request, database, cancellationToken) is not { } states) return ApiErrors.NotFound("product");
        var (items, problems) = Choose(request, states);
        if (problems.Count > 0) return ApiErrors.Problem(409, "not_ready", "Something is missing", string.Join(' ', problems.Select(p => p.Message)), ("missing", problems));

        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var publication = new Publication
        {
            Id = PublicationId.New(time), WorkspaceId = caller.WorkspaceId, Channel = request.Channel, Items = items, CreatedAt = time.GetUtcNow(), CreatedBy = caller.AccountId,
        };
        var job = NewJob.For(PublishListings.Kind, new PublishListings(caller.WorkspaceId.Value, publication.Id.Value)) with
        {
            Tenant = caller.WorkspaceId.Value.ToString(), MaxAttempts = 4, OnDead = PublishListings.DeadKind,
        };
        publication.JobId = (await jobs.EnqueueInAsync(database, job, cancellationToken)).Id.ToString();
        database.Publications.Add(publication);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Accepted($"/v1/workspaces/{caller.WorkspaceId.Value}/publications/{publication.Id.Value}", publication.ToDto());
    }

    private static async Task<Results<Ok<IReadOnlyList<ReadinessDto>>, ProblemHttpResult>> CheckAsync(PublishRequest request, CommerceDbContext database, CancellationToken cancellationToken)
    {
        if (Check(request) is { Count: > 0 } errors) return ApiErrors.Invalid(errors);
        if (await ReadStatesAsync(request, database, cancellationToken) is not { } states) return ApiErrors.NotFound("product");
        return TypedResults.Ok<IReadOnlyList<ReadinessDto>>(
            [.. from wish in request.Items let state = states.Single(s => s.Product.Id.Value == wish.ProductId) select state.ToDto(request.Channel, ChoiceOf(wish, request, state))]);
    }

    /// <summary>Null when one of the products is not there.</summary>
    private static async Task<IReadOnlyList<ListingState>?> ReadStatesAsync(PublishRequest request, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var ids = request.Items.Select(i => new ProductId(i.ProductId)).ToList();
        var products = await database.Products.AsNoTracking().Where(p => ids.Contains(p.Id)).ToListAsync(cancellationToken);
        return products.Count == ids.Count ? await database.ReadListingStatesAsync(products, cancellationToken) : null;
    }

    private static ListingChoice ChoiceOf(PublishItem wish, PublishRequest request, ListingState state) => new(
        wish.AssetIds is { } chosen ? [.. chosen.Select(id => new AssetId(id))] : null,
        // The request's languages go for many products: each takes those of them that it has to do with.
        wish.Languages ?? (request.Languages is { } languages ? [.. ListingReadiness.LanguagesOf(state).Where(languages.Contains)] : null));

    private static List<FieldError> Check(PublishRequest request)
    {
        var errors = new List<FieldError>();
        if (SalesChannels.Find(request.Channel) is null) errors.Add(FieldError.OneOf("channel", SalesChannels.All.Select(c => c.Id), request.Channel));
        if (request.Items is null or { Count: 0 }) errors.Add(FieldError.Required("items"));
        else if (request.Items.Count > MaxItems) errors.Add(FieldError.TooMany("items", MaxItems, request.Items.Count));
        else if (request.Items.Any(i => i is null)) errors.Add(FieldError.Required("items"));
        else if (request.Items.DistinctBy(i => i.ProductId).Count() != request.Items.Count) errors.Add(FieldError.Wrong("items", "repeated", "each product once", null));
        errors.AddRange(CheckLanguages("languages", request.Languages));
        foreach (var (i, item) in (request.Items ?? []).Index().Where(i => i.Item is not null).Take(MaxItems))
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"items[{i}]");
            errors.AddRange(CheckLanguages(field + ".languages", item.Languages));
            if (item.AssetIds is { Count: > MaxPictures }) errors.Add(FieldError.TooMany(field + ".assetIds", MaxPictures, item.AssetIds.Count));
            else if (item.AssetIds is { } assets && assets.Distinct().Count() != assets.Count) errors.Add(FieldError.Wrong(field + ".assetIds", "repeated", "each picture once", null));
        }
        return errors;
    }

    private static IEnumerable<FieldError> CheckLanguages(string field, IReadOnlyList<string>? languages)
    {
        if (languages is { Count: > MaxLanguages }) return [FieldError.TooMany(field, MaxLanguages, languages.Count)];
        return (languages ?? []).Index().Where(l => !Languages.IsKnown(l.Item))
            .Select(l => FieldError.OneOf(string.Create(CultureInfo.InvariantCulture, $"{field}[{l.Index}]"), Languages.All, l.Item));
    }

    private static (List<PublicationItem> Items, List<MissingItem> Problems) Choose(PublishRequest request, IReadOnlyList<ListingState> states)
    {
        var items = new List<PublicationItem>();
        var problems = new List<MissingItem>();
        foreach (var wish in request.Items)
        {
            var state = states.Single(s => s.Product.Id.Value == wish.ProductId);
            var (product, sku) = (state.Product, state.Product.Sku);
            var choice = ChoiceOf(wish, request, state);
            problems.AddRange(ListingReadiness.Check(state, choice).Where(r => r.Blocking && !r.Met)
                .Select(r => new MissingItem(product.Id.Value, sku, r.Code, r.Language, $"{sku}: {r.Message}")));
            var unknown = (wish.AssetIds ?? []).Except(state.Pictures.Select(p => p.Id.Value)).Except(state.Videos.Select(v => v.Id.Value)).ToList();
            if (unknown.Count > 0) problems.Add(new(product.Id.Value, sku, "asset_not_approved", null, $"{sku}: {unknown[0]} is not an approved picture or video of this product."));
            var (pictures, languages) = ListingReadiness.Chosen(state, choice);
            var copies = state.Copies.Where(c => languages.Contains(c.Language)).ToList();
            items.Add(new(product.Id.Value, sku, product.SortTitle, [.. pictures.Select(p => p.Id.Value), .. ListingReadiness.ChosenVideos(state, choice).Select(v => v.Id.Value)], [.. copies.Select(c => c.Id.Value)], [.. copies.Select(c => c.Language)]));
        }
        return (items, problems);
    }

    private static async Task<Results<Ok<Page<PublicationDto>>, ProblemHttpResult>> ListAsync(
        string? cursor, int? limit, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var most = limit ?? 20;
        var (after, badCursor) = Cursor.Read(cursor);
        if ((badCursor ?? Cursor.CheckLimit(most)) is { } error) return ApiErrors.Invalid(error);
        var all = database.Publications.AsNoTracking();
        var total = await all.CountAsync(cancellationToken);
        var (rows, next) = await all.NewestAsync(after, most, cancellationToken);
        return TypedResults.Ok(new Page<PublicationDto>([.. rows.Select(p => p.ToDto())], next, total));
    }

    private static async Task<Results<Ok<PublicationDto>, ProblemHttpResult>> GetAsync(Guid publicationId, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var id = new PublicationId(publicationId);
        var publication = await database.Publications.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        return publication is null ? ApiErrors.NotFound("publication") : TypedResults.Ok(publication.ToDto());
    }

    private static PublicationDto ToDto(this Publication publication) => new(
        publication.Id.Value, publication.Channel, (Contracts.Publishing.PublicationState)publication.State, publication.CreatedAt, publication.FinishedAt,
        publication.SizeBytes, publication.Sha256,
        [.. publication.Items.Select(i => new PublicationItemDto(i.ProductId, i.Sku, i.Title, i.AssetIds.Count, i.Languages))],
        [.. publication.Files.Select(f => new PublicationFileDto(f.Name, f.SizeBytes, f.Sha256))], publication.FailureCode, publication.FailureDetail);

    internal static bool IsDone(Publication publication) => publication.State == PublicationState.Done;

    private sealed record MissingItem(Guid ProductId, string Sku, string Code, string? Language, string Message);
}
