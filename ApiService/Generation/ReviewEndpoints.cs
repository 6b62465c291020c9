using CommerceOS.ApiService.Catalog;
using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using CommerceOS.Data;
using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;
using CommerceOS.Domain.Generation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReviewState = CommerceOS.Domain.Generation.ReviewState;

namespace CommerceOS.ApiService.Generation;

internal static class ReviewEndpoints
{
    public static void MapReview(this RouteGroupBuilder workspace)
    {
        workspace.MapGet("/review", QueueAsync).ForMembers(Role.Viewer).WithName("ListReview").WithTags("Review").WithSummary("What waits for a person, oldest first");
        var group = workspace.MapGroup("/assets/{assetId:guid}").WithTags("Review");
        group.MapPost("/approve", ApproveAsync).ForMembers(Role.Editor).WithName("ApproveAsset").WithSummary("Approve a picture");
        group.MapPost("/reject", RejectAsync).ForMembers(Role.Editor).WithName("RejectAsset").WithSummary("Reject a picture, with a reason");
        group.MapPost("/undo", UndoAsync).ForMembers(Role.Editor).WithName("UndoAssetDecision").WithSummary("Take the last decision back, within 10 minutes");
    }

    private static async Task<Results<Ok<Page<ReviewItemDto>>, ProblemHttpResult>> QueueAsync(
        Choice<ReviewItemKind>? kind, string? cursor, int? limit, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var most = limit ?? 50;
        var (after, badCursor) = Cursor.Read(cursor);
        if ((badCursor ?? Cursor.CheckLimit(most)) is { } error) return ApiErrors.Invalid(error);
        // Both lists are ordered by time; the cursor's key is the time of the last one shown and its ordinal how many of that moment were.
        var since = after?.Key is { } key ? DateTimeOffset.Parse(key, System.Globalization.CultureInfo.InvariantCulture) : DateTimeOffset.MinValue;
        var skip = (int)(after?.Ordinal ?? 0);
        var items = new List<ReviewItemDto>();
        var total = 0;
        if (kind?.Value is null or ReviewItemKind.Picture)
        {
            var pictures = from asset in database.Assets.AsNoTracking()
                           join product in database.Products on asset.ProductId equals product.Id
                           where asset.ReviewState == ReviewState.ToReview
                           select new { asset, product };
            total += await pictures.CountAsync(cancellationToken);
            var rows = await pictures.Where(r => r.asset.CreatedAt >= since).OrderBy(r => r.asset.CreatedAt).Take(most + skip + 1)
                .Select(r => new { r.asset.Id, r.asset.ProductId, r.product.SortTitle, r.asset.Lineage, r.asset.Checks, r.asset.CreatedAt }).ToListAsync(cancellationToken);
            items.AddRange(rows.Select(r => new ReviewItemDto(
                ReviewItemKind.Picture, r.Id.Value, r.ProductId.Value, r.SortTitle, r.Lineage!.Recipe, null, HasWarnings(r.Checks), r.CreatedAt)));
        }
        if (kind?.Value is null or ReviewItemKind.Copy)
        {
            var copies = from copy in database.Copies.AsNoTracking()
                         join product in database.Products on copy.ProductId equals product.Id
                         where copy.ReviewState == ReviewState.ToReview
                         select new { copy, product };
            total += await copies.CountAsync(cancellationToken);
            var rows = await copies.Where(r => r.copy.CreatedAt >= since).OrderBy(r => r.copy.CreatedAt).Take(most + skip + 1)
                .Select(r => new { r.copy.Id, r.copy.ProductId, r.product.SortTitle, r.copy.Language, r.copy.Lineage, r.copy.Checks, r.copy.CreatedAt }).ToListAsync(cancellationToken);
            items.AddRange(rows.Select(r => new ReviewItemDto(
                ReviewItemKind.Copy, r.Id.Value, r.ProductId.Value, r.SortTitle, r.Lineage.Recipe, r.Language, HasWarnings(r.Checks), r.CreatedAt)));
        }
        var ordered = items.OrderBy(i => i.CreatedAt).ThenBy(i => i.Id).Skip(skip).ToList();
        var page = ordered.Take(most).ToList();
        string? next = null;
        if (ordered.Count > most)
        {
            var last = page[^1].CreatedAt;
            var sameMoment = page.Count(i => i.CreatedAt == last) + (last == since ? skip : 0);
            next = new Cursor(last.ToString("O", System.Globalization.CultureInfo.InvariantCulture), sameMoment).Encode();
        }
        return TypedResults.Ok(new Page<ReviewItemDto>(page, next, total));
    }

    private static bool HasWarnings(List<Check> checks) => checks.Any(c => c.Tone is Domain.Generation.CheckTone.Warn or Domain.Generation.CheckTone.Bad);

    private static Task<Results<Ok<AssetDto>, ProblemHttpResult>> ApproveAsync(
        Guid assetId, Caller caller, CommerceDbContext database, TimeProvider time, CancellationToken cancellationToken) =>
        DecideAsync(assetId, asset => Review.Approve(asset, caller.AccountId, time.GetUtcNow()), database, cancellationToken);

    private static async Task<Results<Ok<AssetDto>, ProblemHttpResult>> RejectAsync(
        Guid assetId, RejectRequest request, Caller caller, CommerceDbContext database, TimeProvider time, CancellationToken cancellationToken) =>
        ReviewAnswers.CheckReason(request) is { } error
            ? ApiErrors.Invalid(error)
            : await DecideAsync(assetId, asset => Review.Reject(asset, request.Reason.Trim(), caller.AccountId, time.GetUtcNow()), database, cancellationToken);

    private static Task<Results<Ok<AssetDto>, ProblemHttpResult>> UndoAsync(Guid assetId, CommerceDbContext database, TimeProvider time, CancellationToken cancellationToken) =>
        DecideAsync(assetId, asset => Review.Undo(asset, time.GetUtcNow()), database, cancellationToken);

    private static async Task<Results<Ok<AssetDto>, ProblemHttpResult>> DecideAsync(
        Guid assetId, Func<Domain.Catalog.Asset, ReviewOutcome> decide, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var id = new AssetId(assetId);
        var asset = await database.Assets.SingleOrDefaultAsync(a => a.Id == id, cancellationToken);
        if (asset is null) return ApiErrors.NotFound("asset");
        if (ReviewAnswers.Problem(decide(asset)) is { } problem) return problem;
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return ApiErrors.ChangedMeanwhile();
        }
        return TypedResults.Ok(asset.ToDto());
    }
}

/// <summary>The answers that pictures and copy share.</summary>
internal static class ReviewAnswers
{
    public static FieldError? CheckReason(RejectRequest request)
    {
        var reason = request.Reason?.Trim();
        if (string.IsNullOrEmpty(reason)) return FieldError.Required("reason");
        return reason.Length > 500 ? FieldError.TooLong("reason", 500, reason.Length) : null;
    }

    public static ProblemHttpResult? Problem(ReviewOutcome outcome) => outcome switch
    {
        ReviewOutcome.Done => null,
        ReviewOutcome.NotReviewable => ApiErrors.Conflict("not_reviewable", "Nothing to decide", "A photo is not reviewed; pictures and copy made from it are."),
        ReviewOutcome.NothingToUndo => ApiErrors.Conflict("nothing_to_undo", "Nothing to undo", "No decision was made, or it was undone already."),
        ReviewOutcome.UndoExpired => ApiErrors.Conflict("undo_expired", "Too late to undo", "Decisions can be undone for 10 minutes. Decide again instead."),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "unknown outcome"),
    };
}
