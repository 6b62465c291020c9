namespace CommerceOS.Domain.Catalog;

/// <summary>Something that a merchant sells, with the facts that copy and pictures are made from.</summary>
public sealed class Product
{
    public required ProductId Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required string Sku { get; set; }

    /// <summary>At least one; the first is the language of the facts.</summary>
    public required List<ProductText> Texts { get; set; }

    public string Brand { get; set; } = "";

    public string Category { get; set; } = "";

    public Price? Price { get; set; }

    public string? Gtin { get; set; }

    public List<Fact> Attributes { get; set; } = [];

    public List<string> TargetLanguages { get; set; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>Lower-case words that the list is searched by; kept beside the fields so that one index serves.</summary>
    public string SearchText { get; private set; } = "";

    public string SortTitle { get; private set; } = "";

    /// <summary>Postgres's row version (xmin).</summary>
    public uint Version { get; private set; }

    public ProductText Text(string language) => Texts.FirstOrDefault(t => t.Language == language) ?? Texts[0];

    public void Write(ProductDraft draft, DateTimeOffset now)
    {
        Sku = draft.Sku;
        Texts = [.. draft.Texts];
        Brand = draft.Brand;
        Category = draft.Category;
        Price = draft.Price;
        Gtin = draft.Gtin;
        Attributes = [.. draft.Attributes];
        TargetLanguages = [.. draft.TargetLanguages];
        UpdatedAt = now;
        SortTitle = draft.Texts[0].Title;
        SearchText = string.Join(' ', draft.Texts.Select(t => t.Title).Append(draft.Sku).Append(draft.Brand).Append(draft.Category)).ToLowerInvariant();
    }
}

/// <summary>The words of a product in one language.</summary>
public sealed record ProductText(string Language, string Title, string Description, IReadOnlyList<string> Features);

/// <summary>A named fact, for example Material: stoneware.</summary>
public sealed record Fact(string Name, string Value);

/// <summary>Minor units and currency: 18.90 EUR is 1890 EUR.</summary>
public sealed record Price(long Minor, string Currency);
