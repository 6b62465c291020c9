using System.Diagnostics.CodeAnalysis;
using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Data;
using CommerceOS.Domain.Catalog;
using Microsoft.EntityFrameworkCore;
using AssetKind = CommerceOS.Domain.Catalog.AssetKind;
using AssetState = CommerceOS.Domain.Catalog.AssetState;
using ReviewState = CommerceOS.Domain.Generation.ReviewState;

namespace CommerceOS.ApiService.Catalog;

/// <summary>The parts of the product list's query.</summary>
internal static class ProductQueries
{
    /// <summary>Every word has to occur; at most eight words count.</summary>
    public static IQueryable<Product> Matching(this IQueryable<Product> products, string? query)
    {
        foreach (var word in (query ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(8))
        {
            var pattern = "%" + word.ToLowerInvariant().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
            products = products.Where(p => EF.Functions.Like(p.SearchText, pattern, "\\"));
        }
        return products;
    }

    public static IQueryable<Product> InCategory(this IQueryable<Product> products, string? category) =>
        string.IsNullOrEmpty(category) ? products : products.Where(p => p.Category == category);

    public static IQueryable<Product> InStage(this IQueryable<Product> products, ProductStage? stage, CommerceDbContext database) => stage switch
    {
        null => products,
        ProductStage.NeedsPhoto => products.Where(p => !database.Assets.Any(a => a.ProductId == p.Id && a.Kind == AssetKind.Photo && a.State != AssetState.Refused)),
        ProductStage.NeedsPictures => products.Where(p =>
            database.Assets.Any(a => a.ProductId == p.Id && a.Kind == AssetKind.Photo && a.State != AssetState.Refused) &&
            !database.Assets.Any(a => a.ProductId == p.Id && a.Kind == AssetKind.Image)),
        ProductStage.ToReview => products.Where(p =>
            database.Assets.Any(a => a.ProductId == p.Id && a.ReviewState == ReviewState.ToReview) ||
            database.Copies.Any(c => c.ProductId == p.Id && c.ReviewState == ReviewState.ToReview)),
        ProductStage.Approved => products.Where(p => database.Assets.Any(a => a.ProductId == p.Id && a.ReviewState == ReviewState.Approved)),
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "unknown stage"),
    };

    public static IQueryable<Product> InOrder(this IQueryable<Product> products, ProductOrder order) => order switch
    {
        ProductOrder.Newest => products.OrderByDescending(p => EF.Property<long>(p, OrdinalPages.Ordinal)),
        ProductOrder.Title => products.OrderBy(p => p.SortTitle).ThenBy(p => EF.Property<long>(p, OrdinalPages.Ordinal)),
        ProductOrder.Sku => products.OrderBy(p => p.Sku).ThenBy(p => EF.Property<long>(p, OrdinalPages.Ordinal)),
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "unknown order"),
    };

    [SuppressMessage("Globalization", "CA1309", Justification = "Translated to SQL, where the column's collation compares.")]
    public static IQueryable<Product> After(this IQueryable<Product> products, ProductOrder order, Cursor? cursor)
    {
        if (cursor is null) return products;
        var key = cursor.Key ?? "";
        return order switch
        {
            ProductOrder.Newest => products.Where(p => EF.Property<long>(p, OrdinalPages.Ordinal) < cursor.Ordinal),
            ProductOrder.Title => products.Where(p => string.Compare(p.SortTitle, key) > 0 || (p.SortTitle == key && EF.Property<long>(p, OrdinalPages.Ordinal) > cursor.Ordinal)),
            ProductOrder.Sku => products.Where(p => string.Compare(p.Sku, key) > 0 || (p.Sku == key && EF.Property<long>(p, OrdinalPages.Ordinal) > cursor.Ordinal)),
            _ => throw new ArgumentOutOfRangeException(nameof(order), order, "unknown order"),
        };
    }

    public static string? KeyOf(this ProductOrder order, Product product) => order switch
    {
        ProductOrder.Newest => null,
        ProductOrder.Title => product.SortTitle,
        ProductOrder.Sku => product.Sku,
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "unknown order"),
    };
}
