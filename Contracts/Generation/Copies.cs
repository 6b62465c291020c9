using CommerceOS.Contracts.Catalog;

namespace CommerceOS.Contracts.Generation;

/// <summary>The words of a listing in one language.</summary>
/// <param name="Bullets">At most 5.</param>
/// <param name="Keywords">Search terms, separated by spaces; at most 249 bytes in UTF-8.</param>
public sealed record CopyText(string Title, IReadOnlyList<string> Bullets, string Description, string Keywords, string SeoTitle, string SeoDescription);

/// <param name="Facts">The facts that the words were built from.</param>
/// <param name="Limits">The length limits of each target, with the length that the present words have.</param>
/// <param name="Made">The words as they were made, before anyone edited them.</param>
public sealed record CopyDto(
    Guid Id, Guid ProductId, Guid GenerationId, string Language, CopyText Text, CopyText Made, bool Edited,
    IReadOnlyList<FactDto> Facts, IReadOnlyList<LimitDto> Limits, IReadOnlyList<CheckDto> Checks,
    ReviewDto Review, LineageDto Lineage, DateTimeOffset CreatedAt, string ETag);

public sealed record FactDto(string Name, string Value, IReadOnlyList<string> UsedIn);

/// <param name="Field"><c>title</c>, <c>bullets</c>, <c>description</c>, <c>keywords</c>, <c>seoTitle</c>, <c>seoDescription</c>.</param>
/// <param name="Unit"><c>characters</c> (code points), <c>utf8-bytes</c> or <c>gbk-bytes</c>.</param>
/// <param name="Hard">True where the target refuses what is longer; false where it only recommends.</param>
public sealed record LimitDto(string Target, string Field, int Max, string Unit, int Used, bool Hard);

/// <summary>One waiting result: a picture or the copy of one language.</summary>
public sealed record ReviewItemDto(ReviewItemKind Kind, Guid Id, Guid ProductId, string ProductTitle, string Recipe, string? Language, bool HasWarnings, DateTimeOffset CreatedAt);

public enum ReviewItemKind { Picture, Copy }

/// <param name="Reason">At most 500 characters; codes <c>outline</c>, <c>colour</c>, <c>not_my_product</c>, <c>wording</c>, <c>other</c> are translated in the pages.</param>
public sealed record RejectRequest(string Reason);
