using System.Net;
using System.Text;
using System.Text.Json;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Tests.Harness;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.ApiService;

/// <summary>Requests that are not what the API documents: each is refused with its status and code, and nothing changes.</summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class HostileRequestTests(CommerceSystem system)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Product(string sku = "P-1", string title = "Title", string more = "") =>
        $$"""{"sku":{{JsonSerializer.Serialize(sku)}},"texts":[{"language":"en","title":{{JsonSerializer.Serialize(title)}},"description":"","features":[]}],"brand":"","category":"","attributes":[],"targetLanguages":["en"]{{more}}}""";

    private static readonly Dictionary<string, (string Body, int Status, string Code)> Products = new()
    {
        ["no JSON"] = ("sku=1", 400, "bad_request"),
        ["cut JSON"] = ("{\"sku\":\"P", 400, "bad_request"),
        ["null"] = ("null", 400, "bad_request"),
        ["a number"] = ("5", 400, "bad_request"),
        ["an empty object"] = ("{}", 422, "invalid_input"),
        ["a repeated property"] = ("{\"sku\":\"A\",\"sku\":\"B\"}", 400, "bad_request"),
        ["nesting of 200 levels"] = (new string('[', 200) + new string(']', 200), 400, "bad_request"),
        ["a SKU with a path"] = (Product("../../etc"), 422, "invalid_input"),
        ["a SKU with markup"] = (Product("<script>"), 422, "invalid_input"),
        ["a SKU of 41 characters"] = (Product(new string('A', 41)), 422, "invalid_input"),
        ["a title of 151 characters"] = (Product(title: new string('t', 151)), 422, "invalid_input"),
        ["a title of white space"] = (Product(title: " \t\n "), 422, "invalid_input"),
        ["a lone surrogate"] = ("{\"sku\":\"P-1\",\"texts\":[{\"language\":\"en\",\"title\":\"\\ud800\",\"description\":\"\",\"features\":[]}],\"brand\":\"\",\"category\":\"\",\"attributes\":[],\"targetLanguages\":[\"en\"]}", 400, "bad_request"),
        ["a null text"] = ("{\"sku\":\"P-1\",\"texts\":[null]}", 422, "invalid_input"),
        ["an unknown language"] = (Product().Replace("\"en\",\"title\"", "\"xx\",\"title\"", StringComparison.Ordinal), 422, "invalid_input"),
        ["a negative price"] = (Product(more: ",\"price\":{\"amount\":-1,\"currency\":\"EUR\"}"), 422, "invalid_input"),
        ["a price with three decimals"] = (Product(more: ",\"price\":{\"amount\":1.005,\"currency\":\"EUR\"}"), 422, "invalid_input"),
        ["yen with decimals"] = (Product(more: ",\"price\":{\"amount\":1.5,\"currency\":\"JPY\"}"), 422, "invalid_input"),
        ["an unknown currency"] = (Product(more: ",\"price\":{\"amount\":1,\"currency\":\"XXX\"}"), 422, "invalid_input"),
        ["a price beyond decimal"] = (Product(more: ",\"price\":{\"amount\":1e400,\"currency\":\"EUR\"}"), 400, "bad_request"),
        ["a GTIN with a wrong check digit"] = (Product(more: ",\"gtin\":\"4006381333932\""), 422, "invalid_input"),
        ["a GTIN with letters"] = (Product(more: ",\"gtin\":\"40063813339AB\""), 422, "invalid_input"),
        ["51 attributes"] = (Product().Replace("\"attributes\":[]", "\"attributes\":[" + string.Join(',', Enumerable.Range(0, 51).Select(i => $"{{\"name\":\"n{i}\",\"value\":\"v\"}}")) + "]", StringComparison.Ordinal), 422, "invalid_input"),
    };

    public static TheoryData<string> ProductNames => [.. Products.Keys];

    [Theory]
    [MemberData(nameof(ProductNames))]
    public async Task A_product_that_breaks_a_rule_is_refused(string name)
    {
        var (body, status, code) = Products[name];
        var merchant = await system.SignUpAsync(confirmed: false);
        (await PostAsync(merchant, "products", Encoding.UTF8.GetBytes(body), "application/json")).ShouldBe(((HttpStatusCode)status, code));
        (await merchant.Client.GetProductsAsync(merchant.Workspace, new(), Stop)).Total.ShouldBe(0);
    }

    private static readonly Dictionary<string, (byte[] File, int Status, string Code)> Csvs = new()
    {
        ["empty"] = ([], 422, "csv_empty"),
        ["a header alone"] = (Utf8("sku,title\n"), 422, "csv_empty"),
        ["no SKU column"] = (Utf8("title\nMug\n"), 422, "csv_columns_missing"),
        ["an unknown column"] = (Utf8("sku,title,prize\nA,Mug,1\n"), 422, "csv_columns_unknown"),
        ["a repeated column"] = (Utf8("sku,title,sku\nA,Mug,B\n"), 422, "csv_columns_repeated"),
        ["Latin-1"] = ([.. Utf8("sku,title\nA,Caf"), 0xE9, (byte)'\n'], 422, "csv_not_utf8"),
        ["zero bytes"] = (Utf8("sku,title\nA,M\0g\n"), 422, "csv_not_text"),
        ["a spreadsheet file"] = ([(byte)'P', (byte)'K', 3, 4, 0xFF, 0xFE, 0, 1], 422, "csv_not_utf8"),
        ["over 2 MB"] = (Utf8("sku,title\n" + new string('x', 2 * 1024 * 1024)), 413, "csv_too_large"),
        ["5,001 lines"] = (Utf8("sku,title\n" + string.Concat(Enumerable.Range(0, 5001).Select(i => $"S{i},T\n"))), 422, "csv_too_long"),
    };

    public static TheoryData<string> CsvNames => [.. Csvs.Keys];

    [Theory]
    [MemberData(nameof(CsvNames))]
    public async Task A_file_that_is_no_product_CSV_is_refused(string name)
    {
        var (file, status, code) = Csvs[name];
        var merchant = await system.SignUpAsync(confirmed: false);
        (await PostAsync(merchant, "products/import", file, "text/csv")).ShouldBe(((HttpStatusCode)status, code));
        (await merchant.Client.GetProductsAsync(merchant.Workspace, new(), Stop)).Total.ShouldBe(0);
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("@SUM(1+1)")]
    [InlineData("+A1")]
    [InlineData("-A1+cmd")]
    public async Task A_CSV_line_with_a_formula_is_refused_and_the_others_come_in(string formula)
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        var csv = $"sku,title,brand\nGOOD,Mug,Northlight\nBAD,Mug,\"{formula}\"\n";
        var report = await merchant.Client.ImportProductsAsync(merchant.Workspace, new MemoryStream(Utf8(csv)), dryRun: false, Stop);
        report.Lines.Select(l => (l.Line, l.Outcome)).ShouldBe([(2, ImportOutcome.Created), (3, ImportOutcome.Refused)]);
        report.Lines[1].Problems.ShouldContain(p => p.Column == "brand" && p.Code == "formula");
        (await merchant.Client.GetProductsAsync(merchant.Workspace, new(), Stop)).Items.Select(p => p.Sku).ShouldBe(["GOOD"]);
    }

    [Theory]
    [InlineData("products?cursor=not-a-cursor", 422, "invalid_input")]
    [InlineData("products?cursor=eyJLZXkiOm51bGwsIk9yZGluYWwiOiJ4In0", 422, "invalid_input")]
    [InlineData("products?limit=0", 422, "invalid_input")]
    [InlineData("products?limit=101", 422, "invalid_input")]
    [InlineData("products?limit=many", 400, "bad_request")]
    [InlineData("products?stage=7", 400, "bad_request")]
    [InlineData("products?order=random", 400, "bad_request")]
    [InlineData("products/not-an-id", 404, "not_found")]
    [InlineData("readiness?channel=ebay", 422, "invalid_input")]
    [InlineData("review?kind=everything", 400, "bad_request")]
    [InlineData("publications?cursor=%00", 422, "invalid_input")]
    public async Task A_query_that_is_not_documented_is_refused(string path, int status, string code)
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"v1/workspaces/{merchant.Workspace}/{path}") { Headers = { Authorization = new("Bearer", merchant.Client.AccessToken) } };
        (await SendAsync(merchant, request)).ShouldBe(((HttpStatusCode)status, code));
    }

    [Theory]
    [InlineData("""{"recipes":[]}""")]
    [InlineData("""{"recipes":[{"recipe":"make-me-rich"}]}""")]
    [InlineData("""{"recipes":[{"recipe":"main-image","parameters":{"fillPercent":84}}]}""")]
    [InlineData("""{"recipes":[{"recipe":"main-image","parameters":{"fillPercent":"90"}}]}""")]
    [InlineData("""{"recipes":[{"recipe":"main-image","parameters":{"colour":"red"}}]}""")]
    [InlineData("""{"recipes":[{"recipe":"studio-scene","parameters":{"preset":"beach"}}]}""")]
    [InlineData("""{"recipes":[{"recipe":"studio-scene","parameters":[1,2]}]}""")]
    [InlineData("""{"recipes":[null]}""")]
    public async Task A_generation_that_no_recipe_allows_is_refused(string body)
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        var product = await merchant.Client.CreateProductAsync(merchant.Workspace, new("P-1", [new("en", "Product", "", [])], "", "", null, null, [], ["en"]), Stop);
        (await PostAsync(merchant, $"products/{product.Value.Id}/generations", Utf8(body), "application/json")).ShouldBe((HttpStatusCode.UnprocessableEntity, "invalid_input"));
        (await merchant.Client.GetGenerationsAsync(merchant.Workspace, new(), Stop)).Total.ShouldBe(0);
    }

    [Fact]
    public async Task An_oversized_JSON_body_is_refused()
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        (await PostAsync(merchant, "products", Utf8(Product(title: new string('x', 1100 * 1024))), "application/json")).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_made_up_download_link_opens_nothing()
    {
        using var http = system.NewHttp();
        using var response = await http.GetAsync(new Uri("v1/downloads/CfDJ8" + new string('A', 100), UriKind.Relative), Stop);
        response.StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static Task<(HttpStatusCode Status, string? Code)> PostAsync(Merchant merchant, string path, byte[] body, string contentType)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"v1/workspaces/{merchant.Workspace}/{path}")
        {
            // A server that refuses a large body does not read it: one that is already under way would end in a broken pipe.
            Headers = { Authorization = new("Bearer", merchant.Client.AccessToken), ExpectContinue = body.Length > 1024 * 1024 ? true : null },
            Content = new ByteArrayContent(body) { Headers = { ContentType = new(contentType) } },
        };
        return SendAsync(merchant, request);
    }

    private static async Task<(HttpStatusCode Status, string? Code)> SendAsync(Merchant merchant, HttpRequestMessage request)
    {
        using var response = await merchant.Http.SendAsync(request, Stop);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop));
        return (response.StatusCode, problem.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null);
    }
}
