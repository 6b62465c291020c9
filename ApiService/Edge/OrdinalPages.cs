using Microsoft.EntityFrameworkCore;

namespace CommerceOS.ApiService.Edge;

/// <summary>Cuts pages out of tables whose rows are numbered as they come; see <see cref="Cursor"/>.</summary>
internal static class OrdinalPages
{
    /// <summary>The number's property, which entities keep out of sight.</summary>
    public const string Ordinal = "Ordinal";

    /// <summary>The page after the cursor, newest first, and the cursor of the next one; null on the last.</summary>
    public static Task<(List<T> Rows, string? Next)> NewestAsync<T>(this IQueryable<T> all, Cursor? after, int limit, CancellationToken cancellationToken) where T : class
    {
        var rest = after is null ? all : all.Where(row => EF.Property<long>(row, Ordinal) < after.Ordinal);
        return rest.OrderByDescending(row => EF.Property<long>(row, Ordinal)).CutAsync(limit, _ => null, cancellationToken);
    }

    /// <summary>The first rows of a query that is ordered and begins after the cursor.</summary>
    /// <param name="keyOf">The key that the rows are sorted by before their number; null without one.</param>
    public static async Task<(List<T> Rows, string? Next)> CutAsync<T>(this IQueryable<T> ordered, int limit, Func<T, string?> keyOf, CancellationToken cancellationToken) where T : class
    {
        // One row more than asked for tells whether there is a next page.
        var rows = await ordered.Select(row => new { Row = row, Ordinal = EF.Property<long>(row, Ordinal) }).Take(limit + 1).ToListAsync(cancellationToken);
        var page = rows.Take(limit).ToList();
        return ([.. page.Select(row => row.Row)], rows.Count > limit ? new Cursor(keyOf(page[^1].Row), page[^1].Ordinal).Encode() : null);
    }
}
