using System.Globalization;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Web.Localization;

namespace CommerceOS.Web.Components.Catalog;

/// <summary>The facts of a product as the form holds them: every field as it was typed, also what cannot be saved yet.</summary>
public sealed class ProductForm
{
    public const int MaxFeatures = 10;
    public const int MaxAttributes = 50;
    private const int SpareRows = 1;

    public string Sku { get; private set; } = "";
    public string Brand { get; private set; } = "";
    public string Category { get; private set; } = "";
    public string Amount { get; private set; } = "";
    public string Currency { get; private set; } = "EUR";
    public string Gtin { get; private set; } = "";

    /// <summary>The language that the facts are written in; its text goes first.</summary>
    public string FactsLanguage { get; private set; } = Languages.Current;

    public Dictionary<string, TextForm> Texts { get; private set; } = Languages.All.ToDictionary(l => l, _ => new TextForm("", "", ""));
    public List<ProductAttribute> Attributes { get; private set; } = [];
    public HashSet<string> TargetLanguages { get; private set; } = [.. Languages.All];

    /// <param name="Features">One a line.</param>
    public sealed record TextForm(string Title, string Description, string Features)
    {
        public bool IsEmpty => string.IsNullOrWhiteSpace(Title + Description + Features);
    }

    /// <summary>What is there, and an empty row to write into; grow.js adds the next one while that is written.</summary>
    public IEnumerable<ProductAttribute> AttributeRows => Attributes.Concat(Enumerable.Repeat(new ProductAttribute("", ""), Attributes.Count < MaxAttributes ? SpareRows : 0));

    /// <summary>ISO 4217 codes that the API takes.</summary>
    public static IReadOnlyList<string> Currencies { get; } =
    [
        "EUR", "USD", "GBP", "CNY", "JPY", "AED", "AUD", "BRL", "CAD", "CHF", "CZK", "DKK", "HKD", "HUF", "IDR", "ILS", "INR", "KRW", "MXN", "MYR",
        "NOK", "NZD", "PHP", "PLN", "RON", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "VND", "ZAR",
    ];

    public static ProductForm Of(ProductDto product)
    {
        var form = new ProductForm
        {
            Sku = product.Sku, Brand = product.Brand, Category = product.Category, Gtin = product.Gtin ?? "", FactsLanguage = product.Texts[0].Language,
            Amount = product.Price?.Amount.ToString(product.Price.Amount % 1 == 0 ? "0" : "0.00", CultureInfo.InvariantCulture) ?? "", Currency = product.Price?.Currency ?? "EUR",
            Attributes = [.. product.Attributes], TargetLanguages = [.. product.TargetLanguages],
        };
        foreach (var text in product.Texts) form.Texts[text.Language] = new(text.Title, text.Description, string.Join('\n', text.Features));
        return form;
    }

    public static ProductForm Of(IFormCollection posted)
    {
        var form = new ProductForm
        {
            Sku = posted["sku"].ToString(), Brand = posted["brand"].ToString(), Category = posted["category"].ToString(), Gtin = posted["gtin"].ToString().Trim(),
            Amount = posted["price.amount"].ToString().Trim(), Currency = posted["price.currency"].ToString(),
            FactsLanguage = Languages.Or(posted["factsLanguage"], Languages.English), TargetLanguages = [.. posted["targetLanguages"].OfType<string>()],
        };
        foreach (var language in Languages.All)
            form.Texts[language] = new(posted["title-" + language].ToString(), posted["description-" + language].ToString(), posted["features-" + language].ToString());
        var values = posted["attribute-value"];
        form.Attributes = [.. posted["attribute-name"].Select((name, i) => new ProductAttribute(name ?? "", i < values.Count ? values[i] ?? "" : "")).Where(a => a.Name.Length + a.Value.Length > 0)];
        return form;
    }

    public bool HasPriceError => Amount.Length > 0 && !decimal.TryParse(Amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    /// <summary>Languages in the order in which they are sent: errors come back by that index.</summary>
    public IReadOnlyList<string> Written => [.. Languages.All.OrderByDescending(l => l == FactsLanguage).Where(l => l == FactsLanguage || !Texts[l].IsEmpty)];

    public string TextPath(string language) => string.Create(CultureInfo.InvariantCulture, $"texts[{Written.ToList().IndexOf(language)}]");

    public ProductInput ToInput() => new(
        Sku.Trim(), [.. Written.Select(l => new ProductText(l, Texts[l].Title, Texts[l].Description, Lines(Texts[l].Features)))], Brand, Category,
        Amount.Length == 0 ? null : new Money(decimal.Parse(Amount, CultureInfo.InvariantCulture), Currency), Gtin.Length == 0 ? null : Gtin,
        Attributes, [.. TargetLanguages]);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
