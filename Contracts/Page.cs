namespace CommerceOS.Contracts;

/// <summary>One page of a list. <paramref name="NextCursor"/> is null on the last page; it is opaque and belongs to the same filter and order.</summary>
/// <param name="Total">How many items match the filter in all.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor, int Total);

/// <summary>An answer together with its version: send <see cref="ETag"/> back as If-Match to change exactly what was read.</summary>
public sealed record Versioned<T>(T Value, string ETag);
