using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Data;
using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;
using CommerceOS.Domain.Catalog;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CommerceOS.ApiService.Catalog;

internal static class ProductEndpoints
{
    public static void MapProducts(this RouteGroupBuilder workspace)
    {
        var group = workspace.MapGroup("/products").WithTags("Catalog");
        group.MapGet("/", ListAsync).ForMembers(Role.Viewer).WithName("ListProducts").WithSummary("Products, with search, filter, order and pages");
        group.MapPost("/", CreateAsync).ForMembers(Role.Editor).WithName("CreateProduct").WithSummary("Add a product");
        group.MapGet("/categories", CategoriesAsync).ForMembers(Role.Viewer).WithName("ListCategories").WithSummary("Categories in use");
        group.MapGet("/{productId:guid}", GetAsync).ForMembers(Role.Viewer).WithName("GetProduct").WithSummary("One product; its ETag names the version");
        group.MapPut("/{productId:guid}", UpdateAsync).ForMembers(Role.Editor).WithName("UpdateProduct").WithSummary("Change a product; needs If-Match");
        group.MapDelete("/{productId:guid}", DeleteAsync).ForMembers(Role.Editor).WithName("DeleteProduct").WithSummary("Take a product out of sight");
        group.MapPost("/{productId:guid}/restore", RestoreAsync).ForMembers(Role.Editor).WithName("RestoreProduct").WithSummary("Bring a deleted product back");
    }

    private static async Task<Results<Ok<Page<ProductDto>>, ProblemHttpResult>> ListAsync(
        [AsParameters] ProductListQuery query, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var limit = query.Limit ?? 24;
        var (cursor, badCursor) = Cursor.Read(query.Cursor);
        if ((badCursor ?? Cursor.CheckLimit(limit)) is { } error) return ApiErrors.Invalid(error);
        var order = query.Order?.Value ?? ProductOrder.Newest;
        var filtered = database.Products.AsNoTracking().Matching(query.Query).InCategory(query.Category).InStage(query.Stage?.Value, database);
        var total = await filtered.CountAsync(cancellationToken);
        var (rows, next) = await filtered.InOrder(order).After(order, cursor).CutAsync(limit, p => order.KeyOf(p), cancellationToken);
        return TypedResults.Ok(new Page<ProductDto>(await rows.ToDtosAsync(database, cancellationToken), next, total));
    }

    private static async Task<Ok<IReadOnlyList<string>>> CategoriesAsync(CommerceDbContext database, CancellationToken cancellationToken) =>
        TypedResults.Ok<IReadOnlyList<string>>(
            await database.Products.Where(p => p.Category != "").Select(p => p.Category).Distinct().OrderBy(c => c).Take(200).ToListAsync(cancellationToken));

    private static async Task<Results<Created<ProductDto>, ProblemHttpResult>> CreateAsync(
        ProductInput input, HttpContext http, Caller caller, CommerceDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        var (draft, errors) = input.Check();
        if (draft is null) return ApiErrors.Invalid(errors);
        var product = NewProduct(draft, caller.WorkspaceId, time);
        database.Products.Add(product);
        if (!await TrySaveAsync(database, cancellationToken)) return SkuTaken(draft.Sku);
        ETags.Set(http, product.Version);
        return TypedResults.Created($"/v1/workspaces/{caller.WorkspaceId.Value}/products/{product.Id.Value}", await product.ToDtoAsync(database, cancellationToken));
    }

    internal static Product NewProduct(ProductDraft draft, WorkspaceId workspace, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var product = new Product { Id = ProductId.New(time), WorkspaceId = workspace, Sku = draft.Sku, Texts = [.. draft.Texts], CreatedAt = now, UpdatedAt = now };
        product.Write(draft, now);
        return product;
    }

    private static async Task<Results<Ok<ProductDto>, ProblemHttpResult>> GetAsync(
        Guid productId, HttpContext http, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var id = new ProductId(productId);
        var product = await database.Products.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (product is null) return ApiErrors.NotFound("product");
        ETags.Set(http, product.Version);
        return TypedResults.Ok(await product.ToDtoAsync(database, cancellationToken));
    }

    private static async Task<Results<Ok<ProductDto>, ProblemHttpResult>> UpdateAsync(
        Guid productId, ProductInput input, HttpContext http, CommerceDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        var id = new ProductId(productId);
        var product = await database.Products.SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (product is null) return ApiErrors.NotFound("product");
        switch (ETags.Matches(http, product.Version))
        {
            case null: return ApiErrors.VersionNeeded();
            case false: return ApiErrors.ChangedMeanwhile();
        }
        var (draft, errors) = input.Check();
        if (draft is null) return ApiErrors.Invalid(errors);
        product.Write(draft, time.GetUtcNow());
        try
        {
            if (!await TrySaveAsync(database, cancellationToken)) return SkuTaken(draft.Sku);
        }
        catch (DbUpdateConcurrencyException)
        {
            return ApiErrors.ChangedMeanwhile();
        }
        ETags.Set(http, product.Version);
        return TypedResults.Ok(await product.ToDtoAsync(database, cancellationToken));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Guid productId, CommerceDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        var id = new ProductId(productId);
        var now = time.GetUtcNow();
        var gone = await database.Products.Where(p => p.Id == id).ExecuteUpdateAsync(p => p.SetProperty(x => x.DeletedAt, now), cancellationToken);
        return gone > 0 ? TypedResults.NoContent() : ApiErrors.NotFound("product");
    }

    private static async Task<Results<Ok<ProductDto>, ProblemHttpResult>> RestoreAsync(
        Guid productId, HttpContext http, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var id = new ProductId(productId);
        var product = await database.Products.IgnoreQueryFilters([CommerceDbContext.DeletedFilter]).SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (product is null) return ApiErrors.NotFound("product");
        product.DeletedAt = null;
        if (!await TrySaveAsync(database, cancellationToken)) return SkuTaken(product.Sku);
        ETags.Set(http, product.Version);
        return TypedResults.Ok(await product.ToDtoAsync(database, cancellationToken));
    }

    /// <summary>False when another product has the SKU.</summary>
    internal static async Task<bool> TrySaveAsync(CommerceDbContext database, CancellationToken cancellationToken)
    {
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "ux_products_sku" })
        {
            return false;
        }
    }

    private static ProblemHttpResult SkuTaken(string sku) => ApiErrors.Conflict("sku_taken", "This SKU is in use", $"Another product has the SKU {sku}.");
}

/// <summary>Query of the product list; see the contract's ProductQuery for the meaning of each.</summary>
internal sealed record ProductListQuery(
    [FromQuery] string? Query, [FromQuery] string? Category, [FromQuery] Choice<ProductStage>? Stage, [FromQuery] Choice<ProductOrder>? Order, [FromQuery] string? Cursor, [FromQuery] int? Limit);
