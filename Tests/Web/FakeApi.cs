using System.Text;
using System.Text.Json;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Accounts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using CommerceOS.Contracts.Privacy;
using CommerceOS.Contracts.Publishing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CommerceOS.Tests.Web;

/// <summary>
/// The HTTP API's routes that the pages call, in memory on a real port. It answers in the API's shapes and refuses what the API refuses:
/// wrong tokens, missing If-Match, titles that are empty. It cannot prove that the real API behaves so; Tests/Browser does.
/// </summary>
internal sealed class FakeApi : IAsyncDisposable
{
    private const string Token = "token-of-the-owner";
    private readonly WebApplication _app;

    private FakeApi(WebApplication app)
    {
        _app = app;
        Outlines = new(Shop);
        Edits = new(Shop);
    }

    public FakeShop Shop { get; } = new();

    public FakeOutlines Outlines { get; }

    public FakeEdits Edits { get; }

    public FakeBrand Brand { get; } = new();

    public string Address => _app.Urls.First();

    public static async Task<FakeApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = 30_000_000);
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Clear();
            foreach (var converter in CommerceClient.Json.Converters) options.SerializerOptions.Converters.Add(converter);
            options.SerializerOptions.TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver();
        });
        var app = builder.Build();
        var api = new FakeApi(app);
        app.Use(api.CheckAsync);
        api.Map(app.MapGroup("/v1"));
        // A page that calls what is not here has to fail loudly.
        app.MapFallback((HttpContext http) => Problem(500, "unregistered", $"{http.Request.Method} {http.Request.Path} is not part of the fake API"));
        await app.StartAsync();
        return api;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        Shop.Requests.Enqueue($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString}");
        var path = http.Request.Path.Value!;
        var open = path is "/v1/accounts" or "/v1/accounts/confirm" or "/v1/accounts/password-resets" or "/v1/accounts/password-resets/complete" || (path == "/v1/sessions" && http.Request.Method == "POST") || path.StartsWith("/v1/policies/", StringComparison.Ordinal) || path.StartsWith("/v1/packages/", StringComparison.Ordinal);
        if (!open && http.Request.Headers.Authorization != $"Bearer {Token}" || Shop.SessionEnded && !open)
        {
            await Problem(401, "session_ended", "Sign in again.").ExecuteAsync(http);
            return;
        }
        if (Shop.NextProblem is { } problem && http.Request.Method != "GET")
        {
            Shop.NextProblem = null;
            await Results.Json(problem, CommerceClient.Json, "application/problem+json", problem.Status).ExecuteAsync(http);
            return;
        }
        await next(http);
    }

    private static IResult Problem(int status, string code, string detail, Dictionary<string, FieldProblem[]>? errors = null) =>
        Results.Json(new ApiProblem(status, code, detail, detail, errors), CommerceClient.Json, "application/problem+json", status);

    private static IResult Wrong(string field, string code, Dictionary<string, string>? arguments = null) =>
        Problem(422, "invalid_input", "Some fields are wrong.", new() { [field] = [new(code, $"{field}: {code}", arguments)] });

    private void Map(RouteGroupBuilder v1)
    {
        MapAccounts(v1);
        MapCatalog(v1.MapGroup("/workspaces/{workspace:guid}"));
        Outlines.Map(v1.MapGroup("/workspaces/{workspace:guid}"));
        Edits.Map(v1);
        Brand.Map(v1.MapGroup("/workspaces/{workspace:guid}"));
        MapGeneration(v1, v1.MapGroup("/workspaces/{workspace:guid}"));
        MapPublishing(v1, v1.MapGroup("/workspaces/{workspace:guid}"));
    }

    private void MapAccounts(RouteGroupBuilder v1)
    {
        v1.MapPost("/accounts", (SignUpRequest request) =>
        {
            if (!request.Email.Contains('@', StringComparison.Ordinal)) return Wrong("email", "not_an_email");
            if (request.Password.Length < 10) return Wrong("password", "password_too_short", new() { ["limit"] = "10", ["got"] = $"{request.Password.Length}" });
            if (!request.IsAdult) return Wrong("isAdult", "not_adult");
            (Shop.Email, Shop.Language, Shop.WorkspaceName) = (request.Email, request.Language, request.WorkspaceName);
            return Results.Json(new SessionTokenDto(Token, Shop.Now.AddDays(30), Shop.Account), CommerceClient.Json, statusCode: 201);
        });
        v1.MapPost("/sessions", (SignInRequest request) => request.Password == FakeShop.Password
            ? Results.Json(new SessionTokenDto(Token, Shop.Now.AddDays(30), Shop.Account), CommerceClient.Json, statusCode: 201)
            : Problem(401, "sign_in_failed", "E-mail or password is wrong."));
        v1.MapPost("/accounts/confirm", (ConfirmEmailRequest request) => request.Token == "good" ? Results.NoContent() : Problem(410, "token_invalid", "The link does not work."));
        v1.MapPost("/accounts/password-resets", (EmailRequest _) => Results.Accepted());
        v1.MapPost("/accounts/password-resets/complete", (ResetPasswordRequest request) => request.NewPassword.Length < 10 ? Wrong("newPassword", "password_too_short", new() { ["limit"] = "10", ["got"] = "3" }) : Results.NoContent());
        v1.MapPost("/account/confirmation-mails", () => Results.Accepted());
        v1.MapPost("/account/password", (ChangePasswordRequest request) => request.CurrentPassword == FakeShop.Password ? Results.NoContent() : Wrong("currentPassword", "password_wrong"));
        v1.MapDelete("/sessions/current", () => Results.NoContent());
        v1.MapDelete("/sessions", () => Results.NoContent());
        v1.MapDelete("/sessions/{id:guid}", (Guid id) => Results.NoContent());
        v1.MapGet("/sessions", () => new Page<SessionDto>(Shop.Sessions, null, Shop.Sessions.Count));
        v1.MapGet("/account", () => Shop.Account);
        v1.MapPatch("/account", (UpdateAccountRequest request) => { Shop.Language = request.Language; return Shop.Account; });
        v1.MapPost("/invitations/accept", (AcceptInvitationRequest request) => request.Token == "good"
            ? Results.Json(new MembershipDto(Shop.WorkspaceId, Shop.WorkspaceName, Role.Editor), CommerceClient.Json) : Problem(410, "token_invalid", "The link does not work."));
        v1.MapPatch("/workspaces/{workspace:guid}", (UpdateWorkspaceRequest request) =>
        {
            if (string.IsNullOrWhiteSpace(request.Name)) return Wrong("name", "required");
            Shop.WorkspaceName = request.Name;
            return Results.Json(new WorkspaceDto(Shop.WorkspaceId, request.Name, Role.Owner, Shop.Now), CommerceClient.Json);
        });
        v1.MapGet("/workspaces/{workspace:guid}/summary", () => Shop.Summary);
        v1.MapGet("/workspaces/{workspace:guid}/members", () => new Page<MemberDto>(Shop.Members, null, Shop.Members.Count));
        v1.MapPatch("/workspaces/{workspace:guid}/members/{id:guid}", (Guid id, UpdateMemberRequest request) => Shop.Members.First(m => m.AccountId == id) with { Role = request.Role });
        v1.MapDelete("/workspaces/{workspace:guid}/members/{id:guid}", (Guid id) => { Shop.Members.RemoveAll(m => m.AccountId == id); return Results.NoContent(); });
        v1.MapGet("/workspaces/{workspace:guid}/invitations", () => new Page<InvitationDto>(Shop.Invitations, null, Shop.Invitations.Count));
        v1.MapPost("/workspaces/{workspace:guid}/invitations", (InviteRequest request) =>
        {
            if (!request.Email.Contains('@', StringComparison.Ordinal)) return Wrong("email", "not_an_email");
            var invitation = new InvitationDto(Guid.CreateVersion7(), request.Email, request.Role, Shop.Now, Shop.Now.AddDays(7));
            Shop.Invitations.Add(invitation);
            return Results.Json(invitation, CommerceClient.Json, statusCode: 201);
        });
        v1.MapDelete("/workspaces/{workspace:guid}/invitations/{id:guid}", (Guid id) => { Shop.Invitations.RemoveAll(i => i.Id == id); return Results.NoContent(); });
        v1.MapGet("/policies/{id}", (string id, string language) => new PolicyDto(
            id, language, language == "en" ? "Privacy policy" : "隐私政策", new DateOnly(2026, 6, 25),
            language == "en" ? "## 1. What we collect\n\nYour e-mail and what you upload.\n\n- photos\n- facts\n\n## 2. Storage\n\nAt rest and in transit, **encrypted**." : "## 1. 收集的信息\n\n您的邮箱与上传的内容。\n\n## 2. 存储\n\n数据在静态和传输中均加密。"));
    }

    private void MapCatalog(RouteGroupBuilder group)
    {
        group.MapGet("/products", (string? query, string? category, string? stage, string? order, string? cursor, int limit) =>
        {
            var all = Shop.Products.Where(p => p.DeletedAt is null)
                .Where(p => query is null || (p.Texts[0].Title + p.Sku + p.Brand).Contains(query, StringComparison.OrdinalIgnoreCase))
                .Where(p => category is null || p.Category == category).ToList();
            var from = cursor is null ? 0 : int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture);
            var items = all.Skip(from).Take(limit).Select(p => Shop.Product(p.Id)!).ToList();
            return new Page<ProductDto>(items, from + items.Count < all.Count ? $"{from + items.Count}" : null, all.Count);
        });
        group.MapGet("/products/categories", () => Shop.Products.Select(p => p.Category).Distinct().Order());
        group.MapPost("/products", (ProductInput input, HttpContext http) =>
        {
            if (string.IsNullOrEmpty(http.Request.Headers["Idempotency-Key"])) return Problem(400, "idempotency_key_missing", "Expected a key.");
            if (Check(input) is { } wrong) return wrong;
            if (Shop.Products.Exists(p => p.Sku == input.Sku && p.DeletedAt is null)) return Problem(409, "sku_taken", $"Another product has the SKU {input.Sku}.");
            var product = Shop.Add(input);
            http.Response.Headers.ETag = "\"1\"";
            return Results.Json(product, CommerceClient.Json, statusCode: 201);
        });
        group.MapGet("/products/{id:guid}", (Guid id, HttpContext http) =>
        {
            if (Shop.Product(id) is not { } product) return Problem(404, "not_found", "No such product.");
            http.Response.Headers.ETag = $"\"{Shop.VersionOf(id)}\"";
            return Results.Json(product, CommerceClient.Json);
        });
        group.MapPut("/products/{id:guid}", (Guid id, ProductInput input, HttpContext http) =>
        {
            if (http.Request.Headers.IfMatch != $"\"{Shop.VersionOf(id)}\"") return Problem(412, "changed_meanwhile", "The product changed meanwhile.");
            if (Check(input) is { } wrong) return wrong;
            var product = Shop.Change(id, input);
            http.Response.Headers.ETag = $"\"{Shop.VersionOf(id)}\"";
            return Results.Json(product, CommerceClient.Json);
        });
        group.MapDelete("/products/{id:guid}", (Guid id) =>
        {
            if (Shop.Product(id) is not { DeletedAt: null }) return Problem(404, "not_found", "No such product.");
            Shop.Delete(id, Shop.Now);
            return Results.NoContent();
        });
        group.MapPost("/products/{id:guid}/restore", (Guid id) => { Shop.Delete(id, null); return Shop.Product(id); });
        group.MapPost("/products/samples", () => { Shop.LoadSamples(); return new Page<ProductDto>(Shop.Products, null, Shop.Products.Count); });
        group.MapPost("/products/import", async (bool dryRun, HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
            var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).ToList();
            var report = lines.Select((line, i) => line.Split(',') is [{ Length: > 0 } sku, var title, ..]
                ? new ImportLineDto(i + 2, sku, title, ImportOutcome.Created, [])
                : new ImportLineDto(i + 2, null, line, ImportOutcome.Refused, [new("sku", "required", "Expected a SKU.")])).ToList();
            if (!dryRun) Shop.Imported = report.Count(l => l.Outcome == ImportOutcome.Created);
            return new ImportReportDto(dryRun, report.Count(l => l.Outcome == ImportOutcome.Created), 0, report.Count(l => l.Outcome == ImportOutcome.Refused), report);
        });
        group.MapGet("/products/{id:guid}/assets", (Guid id) => Shop.Assets.Where(a => a.ProductId == id));
        group.MapPost("/products/{id:guid}/photos", async (Guid id, string fileName, HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var bytes = body.ToArray();
            if (!bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8])) return Problem(422, "photo_format", "This is a text file. Expected a photo.");
            return Results.Json(Shop.AddPhoto(id, fileName, bytes), CommerceClient.Json, statusCode: 201);
        });
        group.MapGet("/assets/{id:guid}", (Guid id) => Shop.Asset(id) is { } asset ? Results.Json(asset, CommerceClient.Json) : Problem(404, "not_found", "No such asset."));
        group.MapDelete("/assets/{id:guid}", (Guid id) => { Shop.Assets.RemoveAll(a => a.Id == id); return Results.NoContent(); });
        group.MapGet("/assets/{id:guid}/content", (Guid id, string rendition) => (rendition, Shop.Asset(id)?.Kind) switch
        {
            ("full", AssetKind.Video) => Results.File(Shop.Content[id], "video/mp4", enableRangeProcessing: true, entityTag: new($"\"{id:N}-full\"")),
            ("captions", AssetKind.Video) => Results.File("WEBVTT\n\n00:00:00.300 --> 00:00:02.400\nAlpine herb concentrate\n"u8.ToArray(), "text/vtt"),
            (_, AssetKind.Video) => Results.File(FakeShop.Picture("bottle-studio"), "image/jpeg"),
            _ => Shop.Content.TryGetValue(id, out var bytes)
            ? Results.File(bytes, "image/jpeg", entityTag: new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{id:N}-{rendition}\"")) : Problem(404, "not_found", "No such asset."),
        });
    }

    /// <summary>The API's limits of a storyboard.</summary>
    private static (string Field, string Code)? Wrongs(JsonElement board)
    {
        if (board.ValueKind != JsonValueKind.Array) return ("storyboard", "not_a_list");
        var shots = board.Deserialize<List<ShotDto>>(CommerceClient.Json)!;
        var wrong = shots.FindIndex(s => s.Seconds is < 1 or > 20);
        if (wrong >= 0) return ($"storyboard[{wrong}].seconds", "out_of_range");
        return shots.Count > 8 ? ("storyboard", "too_many") : shots.Sum(s => s.Seconds) - 0.6 * (shots.Count - 1) > 60 ? ("storyboard", "out_of_range") : null;
    }

    /// <summary>The API's limits of a list of photos.</summary>
    private (string Place, string Code)? Unfit(JsonElement list, string recipe)
    {
        var photos = list.Deserialize<List<ChosenPhotoDto>>(CommerceClient.Json)!;
        if (photos.Count < 2) return ("", "too_few");
        var blank = recipe == "variants" ? photos.FindIndex(p => p.Label!.Length == 0) : -1;
        if (blank >= 0) return ($"[{blank}].label", "required");
        var gone = photos.FindIndex(p => Shop.Asset(p.PhotoId) is null);
        return gone >= 0 ? ($"[{gone}].photoId", "not_found") : null;
    }

    private static IResult? Check(ProductInput input)
    {
        if (input.Sku.Length == 0) return Wrong("sku", "required");
        for (var i = 0; i < input.Texts.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(input.Texts[i].Title)) return Wrong($"texts[{i}].title", "required");
            if (input.Texts[i].Title.Length > 150) return Wrong($"texts[{i}].title", "too_long", new() { ["max"] = "150", ["got"] = $"{input.Texts[i].Title.Length}" });
        }
        return input.Gtin is "123" ? Wrong("gtin", "not_a_gtin") : null;
    }

    private void MapGeneration(RouteGroupBuilder v1, RouteGroupBuilder group)
    {
        v1.MapGet("/recipes", () => FakeShop.Recipes);
        group.MapPost("/products/{id:guid}/generations", (Guid id, StartGenerationsRequest request) =>
        {
            if (request.Set is not (null or "full")) return Wrong("set", "not_one_of", new() { ["expected"] = "full", ["got"] = request.Set });
            if (request.Set is null && request.Recipes is not { Count: > 0 }) return Wrong("recipes", "required");
            if (request.Set is not null && request.Recipes is { Count: > 0 }) return Wrong("recipes", "not_with_set");
            if (!Shop.Assets.Exists(a => a.ProductId == id && a.Kind == AssetKind.Photo)) return Problem(409, "photo_needed", "This product has no photo to work from.");
            if (request.Set is not null) return Results.Json(Shop.StartSet(id), CommerceClient.Json, statusCode: 202);
            foreach (var (i, recipe) in request.Recipes!.Index())
            {
                if (recipe.Recipe == "comparison" && recipe.Parameters?.TryGetProperty("table", out _) != true) return Wrong($"recipes[{i}].parameters.table", "required");
                if (recipe.Recipe == "size-guide" && recipe.Parameters?.TryGetProperty("size", out _) != true && Shop.Materials(Shop.Product(id)!, null).Size is null) return Wrong($"recipes[{i}].parameters.size", "no_length");
                if (recipe.Recipe is "variants" or "group" && recipe.Parameters?.TryGetProperty("photos", out _) != true) return Wrong($"recipes[{i}].parameters.photos", "required");
                if (recipe.Recipe is "variants" or "group" && Unfit(recipe.Parameters!.Value.GetProperty("photos"), recipe.Recipe) is { } unfit) return Wrong($"recipes[{i}].parameters.photos{unfit.Place}", unfit.Code, new() { ["expected"] = "2 to 9", ["got"] = "1" });
                if (recipe.Recipe == "before-after" && recipe.Parameters?.TryGetProperty("picture", out _) != true) return Wrong($"recipes[{i}].parameters.picture", "required");
                if (recipe.Parameters is { } given && given.TryGetProperty("storyboard", out var board) && Wrongs(board) is { } wrong) return Wrong($"recipes[{i}].parameters.{wrong.Field}", wrong.Code);
            }
            var started = request.Recipes!.Select(r => Shop.Start(id, r)).ToList();
            return Results.Json(started, CommerceClient.Json, statusCode: 202);
        });
        group.MapPost("/assets/{id:guid}/scene-previews", () => Results.Accepted());
        group.MapGet("/assets/{id:guid}/scene-previews", (Guid id) => Shop.Sheets.TryGetValue(id, out var sheet) ? Results.File(sheet, "image/webp") : Problem(404, "not_found", "No such sheet."));
        group.MapGet("/products/{id:guid}/storyboard", (Guid id, string language, string scene) => Shop.Product(id) is null ? Problem(404, "not_found", "No such product.")
            : scene is "mist" or "sand" or "dark" ? Results.Json(FakeShop.Suggest(language, scene), CommerceClient.Json) : Wrong("scene", "not_one_of"));
        group.MapGet("/products/{id:guid}/materials", (Guid id, string? query, string? language) => Shop.Product(id) is { } product ? Results.Json(Shop.Materials(product, query), CommerceClient.Json) : Problem(404, "not_found", "No such product."));
        group.MapPost("/assets/{id:guid}/replay", (Guid id) => Shop.Asset(id) is not { } asset ? Problem(404, "not_found", "No such asset.")
            : asset.Lineage is { SourceAssetId: not null } ? Results.Json(asset, CommerceClient.Json, statusCode: 202) : Problem(409, "nothing_to_replay", "Only results can be made again."));
        group.MapGet("/generations", (Guid? productId, string? state, Guid? setId) =>
        {
            // Newest first, also among those that were started at the same moment.
            var items = Enumerable.Reverse(Shop.Generations).Where(g => (productId is null || g.ProductId == productId) && (setId is null || g.SetId == setId) && (state is null || g.State == Enum.Parse<GenerationState>(state, ignoreCase: true))).ToList();
            return new Page<GenerationDto>(items, null, items.Count);
        });
        group.MapPost("/generations/{id:guid}/cancel", (Guid id) => Shop.Change(id, g => g with { State = GenerationState.Cancelled }));
        group.MapPost("/generations/{id:guid}/retry", (Guid id) => Shop.Change(id, g => g with { State = GenerationState.Queued }));
        group.MapGet("/products/{id:guid}/generations/stream", async (Guid id, HttpContext http, CancellationToken cancellationToken) =>
        {
            http.Response.ContentType = "text/event-stream";
            _ = long.TryParse(http.Request.Headers["Last-Event-ID"], out var after);
            await foreach (var generation in Shop.Watch(id, after).ReadAllAsync(cancellationToken)) await WriteAsync(generation);

            async Task WriteAsync(GenerationDto generation)
            {
                await http.Response.WriteAsync($"id: {generation.Sequence}\nevent: generation\ndata: {JsonSerializer.Serialize(generation, CommerceClient.Json)}\n\n", cancellationToken);
                await http.Response.Body.FlushAsync(cancellationToken);
            }
        });
        group.MapGet("/review", (string? kind) =>
        {
            var items = Shop.Queue.Where(i => kind is null || i.Kind == Enum.Parse<ReviewItemKind>(kind, ignoreCase: true)).ToList();
            return new Page<ReviewItemDto>(items, null, items.Count);
        });
        group.MapPost("/assets/{id:guid}/approve", (Guid id) => Shop.Decide(id, ReviewState.Approved, null));
        group.MapPost("/assets/{id:guid}/reject", (Guid id, RejectRequest request) => Shop.Decide(id, ReviewState.Rejected, request.Reason));
        group.MapPost("/assets/{id:guid}/undo", (Guid id) => Shop.Decide(id, ReviewState.ToReview, null));
        group.MapGet("/products/{id:guid}/copies", (Guid id) => Shop.Copies.Where(c => c.ProductId == id));
        group.MapGet("/copies/{id:guid}", (Guid id) => Shop.Copies.FirstOrDefault(c => c.Id == id) is { } copy ? Results.Json(copy, CommerceClient.Json) : Problem(404, "not_found", "No such copy."));
        group.MapPut("/copies/{id:guid}", (Guid id, CopyText text, HttpContext http) =>
        {
            var copy = Shop.Copies.First(c => c.Id == id);
            if (http.Request.Headers.IfMatch != copy.ETag) return Problem(412, "changed_meanwhile", "The copy changed meanwhile.");
            if (text.Title.Length == 0) return Wrong("title", "required");
            return Results.Json(Shop.Change(copy with { Text = text, Edited = true, ETag = "\"2\"" }), CommerceClient.Json);
        });
        group.MapPost("/copies/{id:guid}/approve", (Guid id) => Shop.DecideCopy(id, ReviewState.Approved, null));
        group.MapPost("/copies/{id:guid}/reject", (Guid id, RejectRequest request) => Shop.DecideCopy(id, ReviewState.Rejected, request.Reason));
        group.MapPost("/copies/{id:guid}/undo", (Guid id) => Shop.DecideCopy(id, ReviewState.ToReview, null));
    }

    private ReadinessDto Check(PublishItem item, string channel) => Shop.Readiness(Shop.Product(item.ProductId)!, channel, item.AssetIds, item.Languages);

    private void MapPublishing(RouteGroupBuilder v1, RouteGroupBuilder group)
    {
        group.MapGet("/readiness", (string channel, Guid[]? productId) =>
        {
            var items = Shop.Products.Where(p => p.DeletedAt is null && (productId is null or { Length: 0 } || productId.Contains(p.Id))).Select(p => Shop.Readiness(p, channel)).ToList();
            return new Page<ReadinessDto>(items, null, items.Count);
        });
        group.MapPost("/publications/check", (PublishRequest request) => request.Items.Select(i => Check(i, request.Channel)));
        group.MapPost("/publications", (PublishRequest request) =>
        {
            if (request.Items.Count == 0) return Wrong("items", "required");
            return request.Items.All(i => Check(i, request.Channel).Ready) ? Results.Json(Shop.Publish(request), CommerceClient.Json, statusCode: 202) : Problem(409, "not_ready", "Something is missing.");
        });
        group.MapGet("/publications", () => new Page<PublicationDto>(Shop.Publications, null, Shop.Publications.Count));
        group.MapGet("/publications/{id:guid}", (Guid id) => Shop.Publications.FirstOrDefault(p => p.Id == id) is { } p ? Results.Json(p, CommerceClient.Json) : Problem(404, "not_found", "No such publication."));
        group.MapPost("/publications/{id:guid}/download-links", (Guid id) => new DownloadLinkDto($"/v1/packages/{id}", Shop.Now.AddMinutes(15)));
        v1.MapGet("/packages/{id:guid}", (Guid id) => Results.File("PK-package"u8.ToArray(), "application/zip", "listings.zip"));
    }
}
