using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Generation;
using CommerceOS.Data;
using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;
using CommerceOS.Domain.Generation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using CopyText = CommerceOS.Contracts.Generation.CopyText;

namespace CommerceOS.ApiService.Generation;

internal static class CopyEndpoints
{
    public static void MapCopies(this RouteGroupBuilder workspace)
    {
        workspace.MapGet("/products/{productId:guid}/copies", ListAsync).ForMembers(Role.Viewer).WithName("ListCopies").WithTags("Review").WithSummary("A product's listing copy, newest first");
        var group = workspace.MapGroup("/copies/{copyId:guid}").WithTags("Review");
        group.MapGet("/", GetAsync).ForMembers(Role.Viewer).WithName("GetCopy").WithSummary("Listing copy in one language, with limits and facts used");
        group.MapPut("/", UpdateAsync).ForMembers(Role.Editor).WithName("UpdateCopy").WithSummary("Edit the words; needs If-Match");
        group.MapPost("/approve", ApproveAsync).ForMembers(Role.Editor).WithName("ApproveCopy").WithSummary("Approve copy; refused while a hard limit is exceeded");
        group.MapPost("/reject", RejectAsync).ForMembers(Role.Editor).WithName("RejectCopy").WithSummary("Reject copy, with a reason");
        group.MapPost("/undo", UndoAsync).ForMembers(Role.Editor).WithName("UndoCopyDecision").WithSummary("Take the last decision back, within 10 minutes");
    }

    private static async Task<Results<Ok<IReadOnlyList<CopyDto>>, ProblemHttpResult>> ListAsync(Guid productId, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var id = new ProductId(productId);
        if (!await database.Products.AnyAsync(p => p.Id == id, cancellationToken)) return ApiErrors.NotFound("product");
        var copies = await database.Copies.AsNoTracking().Where(c => c.ProductId == id).OrderByDescending(c => EF.Property<long>(c, OrdinalPages.Ordinal)).Take(100).ToListAsync(cancellationToken);
        return TypedResults.Ok<IReadOnlyList<CopyDto>>([.. copies.Select(c => c.ToDto())]);
    }

    private static async Task<Results<Ok<CopyDto>, ProblemHttpResult>> GetAsync(Guid copyId, HttpContext http, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var id = new CopyId(copyId);
        var copy = await database.Copies.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (copy is null) return ApiErrors.NotFound("copy");
        ETags.Set(http, copy.Version);
        return TypedResults.Ok(copy.ToDto());
    }

    private static async Task<Results<Ok<CopyDto>, ProblemHttpResult>> UpdateAsync(
        Guid copyId, CopyText text, HttpContext http, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var id = new CopyId(copyId);
        var copy = await database.Copies.SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (copy is null) return ApiErrors.NotFound("copy");
        switch (ETags.Matches(http, copy.Version))
        {
            case null: return ApiErrors.VersionNeeded();
            case false: return ApiErrors.ChangedMeanwhile();
        }
        var (tidy, errors) = CopyEdit.Check(text.Title, text.Bullets, text.Description, text.Keywords, text.SeoTitle, text.SeoDescription);
        if (tidy is null) return ApiErrors.Invalid(errors);
        copy.Edit(tidy);
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return ApiErrors.ChangedMeanwhile();
        }
        ETags.Set(http, copy.Version);
        return TypedResults.Ok(copy.ToDto());
    }

    private static Task<Results<Ok<CopyDto>, ProblemHttpResult>> ApproveAsync(
        Guid copyId, Caller caller, CommerceDbContext database, TimeProvider time, CancellationToken cancellationToken) =>
        DecideAsync(
            copyId,
            copy => ListingCopyWriter.Check(copy.Text, copy.Language).FirstOrDefault(c => c.Tone == CheckTone.Bad) is { } blocker
                ? ApiErrors.Conflict("over_limit", "Too long to approve", blocker.Message)
                : ReviewAnswers.Problem(Review.Approve(copy, caller.AccountId, time.GetUtcNow())),
            database, cancellationToken);

    private static async Task<Results<Ok<CopyDto>, ProblemHttpResult>> RejectAsync(
        Guid copyId, RejectRequest request, Caller caller, CommerceDbContext database, TimeProvider time, CancellationToken cancellationToken) =>
        ReviewAnswers.CheckReason(request) is { } error
            ? ApiErrors.Invalid(error)
            : await DecideAsync(copyId, copy => ReviewAnswers.Problem(Review.Reject(copy, request.Reason.Trim(), caller.AccountId, time.GetUtcNow())), database, cancellationToken);

    private static Task<Results<Ok<CopyDto>, ProblemHttpResult>> UndoAsync(Guid copyId, CommerceDbContext database, TimeProvider time, CancellationToken cancellationToken) =>
        DecideAsync(copyId, copy => ReviewAnswers.Problem(Review.Undo(copy, time.GetUtcNow())), database, cancellationToken);

    private static async Task<Results<Ok<CopyDto>, ProblemHttpResult>> DecideAsync(
        Guid copyId, Func<ListingCopy, ProblemHttpResult?> decide, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var id = new CopyId(copyId);
        var copy = await database.Copies.SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (copy is null) return ApiErrors.NotFound("copy");
        if (decide(copy) is { } problem) return problem;
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return ApiErrors.ChangedMeanwhile();
        }
        return TypedResults.Ok(copy.ToDto());
    }
}
