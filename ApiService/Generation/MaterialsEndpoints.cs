using CommerceOS.ApiService.Catalog;
using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Generation;
using CommerceOS.Data;
using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.ApiService.Generation;

internal static class MaterialsEndpoints
{
    private const int MostOthers = 24;
    private const int MaxQuery = 200;

    public static void MapMaterials(this RouteGroupBuilder workspace) =>
        workspace.MapGet("/products/{productId:guid}/materials", GetAsync).ForMembers(Role.Viewer).WithName("GetMaterials").WithTags("Generation")
            .WithSummary("Photos to choose for pictures of several things, and what the facts suggest for each");

    private static async Task<Results<Ok<MaterialsDto>, ProblemHttpResult>> GetAsync(Guid productId, string? query, string? language, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var id = new ProductId(productId);
        language ??= Languages.English;
        if (!Languages.IsKnown(language)) return ApiErrors.Invalid(FieldError.OneOf("language", Languages.All, language));
        if (query?.Length > MaxQuery) return ApiErrors.Invalid(FieldError.TooLong("query", MaxQuery, query.Length));
        if (await database.Products.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } product) return ApiErrors.NotFound("product");
        var ready = database.Assets.AsNoTracking().Where(a => a.Kind == AssetKind.Photo && a.State == AssetState.Ready);
        var own = await ready.Where(a => a.ProductId == id).OrderBy(a => EF.Property<long>(a, OrdinalPages.Ordinal)).ToListAsync(cancellationToken);
        var others = await database.Products.AsNoTracking().Where(p => p.Id != id).Matching(query).Join(ready, p => p.Id, a => a.ProductId, (p, a) => new { Product = p, Photo = a })
            .OrderByDescending(x => EF.Property<long>(x.Product, OrdinalPages.Ordinal)).ThenBy(x => EF.Property<long>(x.Photo, OrdinalPages.Ordinal)).Take(MostOthers + 1).ToListAsync(cancellationToken);
        var size = ProductSize.Of(product);
        // Which of a product's photos shows the colour of its facts is not known: it is suggested for the first alone.
        HashSet<ProductId> labelled = [];
        return TypedResults.Ok(new MaterialsDto(
            size is null ? null : new(size.Width, size.Height, size.Depth, size.Unit),
            [.. own.Select(a => Choice(product, a)), .. others.Take(MostOthers).Select(x => Choice(x.Product, x.Photo))], others.Count > MostOthers));

        PhotoChoiceDto Choice(Product of, Asset photo) => new(
            photo.Id.Value, of.Id.Value, of.Text(language).Title, photo.FileName, labelled.Add(of.Id) ? ChosenPhoto.LabelOf(of, language) : null, ProductSize.Of(of)?.HeightInCentimetres);
    }
}
