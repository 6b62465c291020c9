using System.Globalization;
using System.Text;
using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Data;
using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;
using CommerceOS.Domain.Catalog;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ProductText = CommerceOS.Domain.Catalog.ProductText;

namespace CommerceOS.ApiService.Catalog;

/// <summary>
/// Reads products from CSV: <c>sku</c> and <c>title</c> are needed; <c>description</c>, <c>features</c> (separated by <c>|</c>), <c>title_zh</c>,
/// <c>description_zh</c>, <c>features_zh</c>, <c>brand</c>, <c>category</c>, <c>price</c>, <c>currency</c>, <c>gtin</c>, <c>languages</c> are known; any column named
/// <c>attr:NAME</c> is an attribute. A line with a SKU that exists updates that product.
/// </summary>
internal static class ProductImport
{
    public const int MaxSizeBytes = 2 * 1024 * 1024;
    public const int MaxLines = 5_000;

    private static readonly string[] Needed = ["sku", "title"];

    private static readonly string[] Known =
        ["sku", "title", "description", "features", "title_zh", "description_zh", "features_zh", "brand", "category", "price", "currency", "gtin", "languages"];

    public static void MapImport(this RouteGroupBuilder workspace) =>
        workspace.MapPost("/products/import", ImportAsync).ForMembers(Role.Editor).WithName("ImportProducts").WithTags("Catalog")
            .WithSummary("Import products from CSV, with a report per line").Accepts<string>("text/csv");

    private static async Task<Results<Ok<ImportReportDto>, ProblemHttpResult>> ImportAsync(
        bool? dryRun, HttpContext http, Caller caller, CommerceDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MaxSizeBytes + 1024;
        if (http.Request.ContentLength > MaxSizeBytes) return TooLarge();
        var bytes = new byte[MaxSizeBytes + 1];
        var length = await http.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > MaxSizeBytes) return TooLarge();
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, length).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException exception)
        {
            return ApiErrors.Refused(422, "csv_not_utf8", $"Expected UTF-8; byte {exception.Index} is not. Save the file as “CSV UTF-8” and try again.");
        }
        if (text.Contains('\0', StringComparison.Ordinal)) return ApiErrors.Refused(422, "csv_not_text", "Expected text, got a file with zero bytes in it.");

        var (rows, problem) = Read(text);
        if (problem is not null) return problem;
        return TypedResults.Ok(await ApplyAsync(rows, dryRun ?? false, caller, database, time, cancellationToken));
    }

    private static ProblemHttpResult TooLarge() => ApiErrors.Refused(413, "csv_too_large", "Expected at most 2 MB, more came.");

    private static (List<Row> Rows, ProblemHttpResult? Problem) Read(string text)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            // Excel writes semicolons in half of the world.
            Delimiter = text.AsSpan(0, Math.Max(0, text.AsSpan().IndexOfAny('\r', '\n'))).Count(';') > text.AsSpan(0, Math.Max(0, text.AsSpan().IndexOfAny('\r', '\n'))).Count(',') ? ";" : ",",
            BadDataFound = null, MissingFieldFound = null, TrimOptions = TrimOptions.Trim, MaxFieldSize = 20_000,
        };
        using var csv = new CsvReader(new StringReader(text), configuration);
        var rows = new List<Row>();
        try
        {
            if (!csv.Read() || !csv.ReadHeader()) return (rows, ApiErrors.Refused(422, "csv_empty", "Expected a header line and at least one product, got an empty file."));
            var headers = csv.HeaderRecord!.Select(h => h.Trim()).ToArray();
            if (CheckHeaders(headers) is { } error) return (rows, error);
            while (csv.Read())
            {
                if (rows.Count == MaxLines) return (rows, ApiErrors.Refused(422, "csv_too_long", $"Expected at most {MaxLines} products, more came. Split the file."));
                var cells = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                for (var i = 0; i < headers.Length; i++) cells[headers[i]] = csv.GetField(i) ?? "";
                if (cells.Values.All(string.IsNullOrWhiteSpace)) continue;
                rows.Add(new(csv.Parser.RawRow, cells));
            }
        }
        catch (CsvHelperException exception)
        {
            return (rows, ApiErrors.Refused(422, "csv_unreadable", $"Line {exception.Context?.Parser?.RawRow ?? 0} cannot be read as CSV: check its quotes."));
        }
        return rows.Count > 0 ? (rows, null) : (rows, ApiErrors.Refused(422, "csv_empty", "Expected at least one product below the header, got none."));
    }

    private static ProblemHttpResult? CheckHeaders(string[] headers)
    {
        var missing = Needed.Where(n => !headers.Contains(n, StringComparer.OrdinalIgnoreCase)).ToList();
        if (missing.Count > 0) return ApiErrors.Refused(422, "csv_columns_missing", $"Expected the columns {string.Join(" and ", missing)} in the header; got {string.Join(", ", headers.Take(20).Select(FieldError.Quote))}.");
        var unknown = headers.Where(h => !Known.Contains(h, StringComparer.OrdinalIgnoreCase) && !h.StartsWith("attr:", StringComparison.OrdinalIgnoreCase)).Take(5).ToList();
        if (unknown.Count > 0) return ApiErrors.Refused(422, "csv_columns_unknown", $"Unknown columns {string.Join(", ", unknown.Select(FieldError.Quote))}. Known are {string.Join(", ", Known)}, and attr:NAME for attributes.");
        var repeated = headers.GroupBy(h => h, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1);
        return repeated is null ? null : ApiErrors.Refused(422, "csv_columns_repeated", $"The column {FieldError.Quote(repeated.Key)} occurs more than once.");
    }

    private static async Task<ImportReportDto> ApplyAsync(
        List<Row> rows, bool dryRun, Caller caller, CommerceDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        var present = await database.Products.ToDictionaryAsync(p => p.Sku, cancellationToken);
        var lines = new List<ImportLineDto>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var (draft, problems) = Check(row);
            if (draft is not null && !seen.Add(draft.Sku)) problems.Add(new("sku", "repeated", "An earlier line of this file has the same SKU."));
            if (draft is null || problems.Count > 0)
            {
                lines.Add(new(row.Line, row.Cell("sku"), row.Cell("title"), ImportOutcome.Refused, problems));
                continue;
            }
            if (present.TryGetValue(draft.Sku, out var product)) product.Write(draft, time.GetUtcNow());
            else database.Products.Add(ProductEndpoints.NewProduct(draft, caller.WorkspaceId, time));
            lines.Add(new(row.Line, draft.Sku, draft.Texts[0].Title, product is null ? ImportOutcome.Created : ImportOutcome.Updated, problems));
        }
        if (!dryRun) await database.SaveChangesAsync(cancellationToken);
        return new(
            dryRun, lines.Count(l => l.Outcome == ImportOutcome.Created), lines.Count(l => l.Outcome == ImportOutcome.Updated),
            lines.Count(l => l.Outcome == ImportOutcome.Refused), lines);
    }

    private static (ProductDraft? Draft, List<ImportProblem> Problems) Check(Row row)
    {
        var problems = new List<ImportProblem>();
        foreach (var (column, value) in row.Cells.Where(c => LooksLikeFormula(c.Value)))
        {
            // A cell that a spreadsheet would run does not come in, so it cannot go out to the next person's spreadsheet either.
            problems.Add(new(column, "formula", $"Expected text, got a formula: {FieldError.Quote(value)}."));
        }
        decimal? amount = null;
        if (row.Cell("price") is { Length: > 0 } price)
        {
            if (decimal.TryParse(price, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsed)) amount = parsed;
            else problems.Add(new("price", "not_a_number", $"Expected a number with a dot, like 39.90; got {FieldError.Quote(price)}."));
        }
        var texts = new List<ProductText> { new(Languages.English, row.Cell("title"), row.Cell("description"), Split(row.Cell("features"))) };
        if (row.Cell("title_zh").Length > 0) texts.Add(new(Languages.SimplifiedChinese, row.Cell("title_zh"), row.Cell("description_zh"), Split(row.Cell("features_zh"))));
        else if (row.Cell("description_zh").Length + row.Cell("features_zh").Length > 0) problems.Add(new("title_zh", "required", "Expected a Chinese title beside the other Chinese texts, got nothing."));
        var attributes = row.Cells.Where(c => c.Key.StartsWith("attr:", StringComparison.OrdinalIgnoreCase) && c.Value.Length > 0).Select(c => new Fact(c.Key[5..], c.Value)).ToList();
        var (draft, errors) = ProductDraft.Check(
            row.Cell("sku"), texts, row.Cell("brand"), row.Cell("category"), amount, amount is null ? null : row.Cell("currency"), row.Cell("gtin"), attributes, Split(row.Cell("languages")));
        problems.AddRange(errors.Select(e => new ImportProblem(ColumnOf(e.Field), e.Code, e.Message)));
        return (draft, problems);
    }

    // A minus or plus before a digit is a number; before anything else, and after =, @, tab or return, a spreadsheet sees a formula.
    private static bool LooksLikeFormula(string value) =>
        value.Length > 0 && (value[0] is '=' or '@' or '\t' or '\r' || (value[0] is '+' or '-' && value.Length > 1 && !char.IsAsciiDigit(value[1]) && value[1] != ' '));

    private static string[] Split(string cell) => cell.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? ColumnOf(string field)
    {
        if (field.StartsWith("texts[0].", StringComparison.Ordinal)) return field["texts[0].".Length..].Split('[')[0];
        if (field.StartsWith("texts[1].", StringComparison.Ordinal)) return field["texts[1].".Length..].Split('[')[0] + "_zh";
        if (field.StartsWith("price.", StringComparison.Ordinal)) return field == "price.amount" ? "price" : "currency";
        return field.Split('[')[0] switch { "attributes" => null, "targetLanguages" => "languages", var name => name };
    }

    private sealed record Row(int Line, Dictionary<string, string> Cells)
    {
        public string Cell(string name) => Cells.GetValueOrDefault(name, "");
    }
}
