namespace CommerceOS.Contracts.Catalog;

/// <summary>The words of a product in one language.</summary>
/// <param name="Language"><c>en</c> or <c>zh-Hans</c>.</param>
/// <param name="Title">1 to 150 characters.</param>
/// <param name="Description">At most 4,000 characters.</param>
/// <param name="Features">At most 10 facts of at most 200 characters each; copy and infographics are built from them.</param>
public sealed record ProductText(string Language, string Title, string Description, IReadOnlyList<string> Features);

/// <summary>A fact with a name, for example Material: stoneware. Name at most 60, value at most 200 characters.</summary>
public sealed record ProductAttribute(string Name, string Value);

/// <param name="Amount">Major units with at most two decimals (none for JPY), 0 to 10,000,000.</param>
/// <param name="Currency">ISO 4217, for example EUR.</param>
public sealed record Money(decimal Amount, string Currency);

/// <summary>A product as it is written. The SKU is unique within the workspace: letters, digits, dot, dash, underscore; at most 40.</summary>
/// <param name="Texts">At least one language; the first is the language of the facts.</param>
/// <param name="Gtin">8, 12, 13 or 14 digits with a valid check digit.</param>
/// <param name="Attributes">At most 50.</param>
/// <param name="TargetLanguages">Languages that copy is made for.</param>
public sealed record ProductInput(
    string Sku, IReadOnlyList<ProductText> Texts, string Brand, string Category, Money? Price, string? Gtin,
    IReadOnlyList<ProductAttribute> Attributes, IReadOnlyList<string> TargetLanguages);

public sealed record ProductDto(
    Guid Id, string Sku, IReadOnlyList<ProductText> Texts, string Brand, string Category, Money? Price, string? Gtin,
    IReadOnlyList<ProductAttribute> Attributes, IReadOnlyList<string> TargetLanguages,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? DeletedAt, Guid? CoverAssetId, ProductCounts Counts)
{
    /// <summary>The text in <paramref name="language"/>, or the first one where that language has none.</summary>
    public ProductText Text(string language) => Texts.FirstOrDefault(t => t.Language == language) ?? Texts[0];
}

public sealed record ProductCounts(int Photos, int ToReview, int Approved, int Running, int Failed);

/// <summary>Filter and order of the product list.</summary>
/// <param name="Query">Words in title, SKU, brand or category.</param>
/// <param name="Category">Exactly this category.</param>
/// <param name="Stage">Where the product stands.</param>
/// <param name="Limit">1 to 100; 24 when not given.</param>
public sealed record ProductQuery(
    string? Query = null, string? Category = null, ProductStage? Stage = null, ProductOrder Order = ProductOrder.Newest, string? Cursor = null, int Limit = 24);

public enum ProductStage { NeedsPhoto, NeedsPictures, ToReview, Approved }

public enum ProductOrder { Newest, Title, Sku }

/// <summary>What became of an import, line by line. Line 1 is the header.</summary>
public sealed record ImportReportDto(bool DryRun, int Created, int Updated, int Refused, IReadOnlyList<ImportLineDto> Lines);

public sealed record ImportLineDto(int Line, string? Sku, string? Title, ImportOutcome Outcome, IReadOnlyList<ImportProblem> Problems);

/// <param name="Column">The header of the column; null where the whole line is meant.</param>
public sealed record ImportProblem(string? Column, string Code, string Message);

public enum ImportOutcome { Created, Updated, Refused }
