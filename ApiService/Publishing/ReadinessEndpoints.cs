using CommerceOS.ApiService.Edge;
using CommerceOS.Connectors.Channels;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Publishing;
using CommerceOS.Data;
using CommerceOS.Data.Publishing;
using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;
using CommerceOS.Domain.Publishing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.ApiService.Publishing;

internal static class ReadinessEndpoints
{
    private const int PageSize = 50;

    public static void MapReadiness(this RouteGroupBuilder workspace) =>
        workspace.MapGet("/readiness", ListAsync).ForMembers(Role.Viewer).WithName("ListReadiness").WithTags("Publishing")
            .WithSummary("Which products can go out on a channel, and what is missing");

    private static async Task<Results<Ok<Page<ReadinessDto>>, ProblemHttpResult>> ListAsync(
        string channel, Guid[]? productId, string? cursor, CommerceDbContext database, CancellationToken cancellationToken)
    {
        if (SalesChannels.Find(channel) is null) return ApiErrors.Invalid(FieldError.OneOf("channel", SalesChannels.All.Select(c => c.Id), channel));
        var (after, badCursor) = Cursor.Read(cursor);
        if (badCursor is not null) return ApiErrors.Invalid(badCursor);
        var products = database.Products.AsNoTracking();
        if (productId is { Length: > PublicationEndpoints.MaxItems }) return ApiErrors.Invalid(FieldError.TooMany("productId", PublicationEndpoints.MaxItems, productId.Length));
        var wanted = (productId ?? []).Select(id => new ProductId(id)).ToList();
        if (wanted.Count > 0) products = products.Where(p => wanted.Contains(p.Id));
        var total = await products.CountAsync(cancellationToken);
        if (wanted.Count > 0 && total == 0) return ApiErrors.NotFound("product");
        var (rows, next) = await products.NewestAsync(after, PageSize, cancellationToken);
        var states = await database.ReadListingStatesAsync(rows, cancellationToken);
        return TypedResults.Ok(new Page<ReadinessDto>([.. states.Select(s => s.ToDto(channel, ListingChoice.Everything))], next, total));
    }

    internal static ReadinessDto ToDto(this ListingState state, string channel, ListingChoice choice)
    {
        var requirements = ListingReadiness.Check(state, choice);
        return new(
            state.Product.Id.Value, state.Product.Sku, state.Product.SortTitle, channel, ListingReadiness.IsReady(requirements),
            [.. requirements.Select(r => new RequirementDto(r.Code, r.Met, r.Blocking, r.Message, r.Language))],
            [.. state.Pictures.Select(p => new ListingPictureDto(p.Id.Value, p.Recipe, p.Width, p.Height))],
            [.. state.Videos.Select(v => new ListingVideoDto(v.Id.Value, v.Width, v.Height, v.Seconds))],
            [.. ListingReadiness.LanguagesOf(state).Select(l => new ListingLanguageDto(l, state.Copies.Any(c => c.Language == l)))]);
    }
}
