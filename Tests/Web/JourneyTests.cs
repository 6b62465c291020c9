using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Web;

/// <summary>The merchant's journey with plain GET and POST, as a browser without scripts makes it.</summary>
public sealed partial class JourneyTests : IAsyncLifetime
{
    private WebSite _site = null!;

    private FakeShop Shop => _site.Shop;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_samples_are_one_press_away_from_an_empty_home()
    {
        var visitor = await _site.VisitAsOwnerAsync(withSamples: false);
        var page = await visitor.OpenAsync("/");

        page = await visitor.SubmitAsync(page, "form[action='/catalog/samples']");

        visitor.Path.ShouldBe("/catalog");
        page.Words("#toasts").ShouldContain("Sample products loaded");
        page.QuerySelectorAll("table tbody tr").Length.ShouldBe(6);
    }

    [Fact]
    public async Task The_catalog_filters_by_words_and_pages_by_address()
    {
        var visitor = await _site.VisitAsOwnerAsync();

        var page = await visitor.OpenAsync("/catalog?q=mug");
        page.QuerySelectorAll("table tbody tr").Length.ShouldBe(1);
        page.QuerySelector("input[name=q][value=mug]").ShouldNotBeNull();

        page = await visitor.OpenAsync("/catalog?q=nothing-like-this");
        page.Words(".empty h2").ShouldBe("Nothing matches “nothing-like-this”");

        page = await visitor.OpenAsync("/catalog?view=grid");
        page.QuerySelectorAll("ul > li.tile").Length.ShouldBe(6);
    }

    [Fact]
    public async Task A_product_is_added_and_its_photos_come_next()
    {
        var visitor = await _site.VisitAsOwnerAsync(withSamples: false);
        var page = await visitor.OpenAsync("/catalog/new");

        page = await visitor.SubmitAsync(page, "main form:has(#sku)", new()
        {
            ["sku"] = "NL-LMP-01", ["title-en"] = "Desk lamp", ["features-en"] = "Warm light\nFolds flat\n", ["brand"] = "Northlight", ["category"] = "Lighting", ["price.amount"] = "39.90",
            ["price.currency"] = "EUR", ["attribute-name"] = "Material", ["attribute-value"] = "Oak",
        });

        var product = Shop.Products.Single();
        visitor.Path.ShouldBe($"/products/{product.Id}/photos");
        page.Title().ShouldBe("Desk lamp");
        product.Price.ShouldBe(new Money(39.90m, "EUR"));
        product.Texts.Single().Features.ShouldBe(["Warm light", "Folds flat"]);
        product.Attributes.ShouldContain(new ProductAttribute("Material", "Oak"));
        product.TargetLanguages.ShouldBe(["en", "zh-Hans"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_price_with_a_comma_is_named_at_its_field_and_nothing_is_sent()
    {
        var visitor = await _site.VisitAsOwnerAsync(withSamples: false);
        var page = await visitor.OpenAsync("/catalog/new");

        page = await visitor.SubmitAsync(page, "main form:has(#sku)", new() { ["sku"] = "NL-1", ["title-en"] = "Lamp", ["price.amount"] = "39,90 €" });

        visitor.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Words("#price-e").ShouldBe("Use a number with a dot, like 39.90");
        page.QuerySelector("#price-amount")!.GetAttribute("value").ShouldBe("39,90 €");
        page.QuerySelector("[data-error-summary] a[href='#price-amount']").ShouldNotBeNull();
        Shop.Products.ShouldBeEmpty();
    }

    [Fact]
    public async Task Errors_of_a_text_come_back_at_the_field_of_its_language()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var product = Shop.Products[0];
        var page = await visitor.OpenAsync($"/products/{product.Id}/facts");

        page = await visitor.SubmitAsync(page, "form:has(#sku)", new() { ["title-zh-Hans"] = "", ["description-zh-Hans"] = "只有描述" });

        visitor.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Words("#title-zh-Hans-e").ShouldBe("Write something here");
        page.QuerySelector("#title-en-e").ShouldBeNull();
        page.QuerySelector("[data-error-summary] a")!.GetAttribute("href").ShouldBe("#title-zh-Hans");
    }

    [Fact]
    public async Task Saving_over_somebody_elses_change_is_refused_and_keeps_the_words()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var product = Shop.Products[0];
        var page = await visitor.OpenAsync($"/products/{product.Id}/facts");
        Shop.Change(product.Id, new ProductInput(product.Sku, product.Texts, "Somebody else", product.Category, product.Price, null, [], ["en"]));

        page = await visitor.SubmitAsync(page, "form:has(#sku)", new() { ["brand"] = "Mine" });

        visitor.Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        page.Words("[data-error-summary]").ShouldContain("Somebody else changed this meanwhile");
        page.QuerySelector("#brand")!.GetAttribute("value").ShouldBe("Mine");
        Shop.Product(product.Id)!.Brand.ShouldBe("Somebody else");

        await visitor.SubmitAsync(page, "form:has(#sku)");

        Shop.Product(product.Id)!.Brand.ShouldBe("Mine", "saving again is a decision");
    }

    [Fact]
    public async Task A_deleted_product_comes_back_with_undo()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var product = Shop.Products[0];

        var page = await visitor.SubmitAsync(await visitor.OpenAsync($"/products/{product.Id}/facts"), "form[action$='/delete']");
        page.QuerySelectorAll("table tbody tr").Length.ShouldBe(5);
        await visitor.SubmitAsync(page, "#toasts form");

        Shop.Product(product.Id)!.DeletedAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_photo_goes_through_as_it_is()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var product = Shop.Products[1];
        var page = await visitor.OpenAsync($"/products/{product.Id}/photos");
        var bytes = FakeShop.Picture("raw-boot");

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/products/{product.Id}/photos?fileName=side%20view.jpg") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new("application/octet-stream");
        request.Headers.Add("RequestVerificationToken", Token(page));
        var answer = await visitor.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var photo = Shop.Assets.Last();
        photo.FileName.ShouldBe("side view.jpg");
        Shop.Content[photo.Id].ShouldBe(bytes);
    }

    [Fact]
    public async Task A_file_that_is_no_photo_is_refused_in_words()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var product = Shop.Products[1];
        var page = await visitor.OpenAsync($"/products/{product.Id}/photos");

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/products/{product.Id}/photos?fileName=notes.txt") { Content = new StringContent("not a photo") };
        request.Headers.Add("RequestVerificationToken", Token(page));
        var answer = await visitor.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Expected JPEG, PNG, WebP, AVIF or HEIC");
    }

    [Fact]
    public async Task A_plain_form_uploads_photos_too()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var product = Shop.Products[1];
        var page = await visitor.OpenAsync($"/products/{product.Id}/photos");
        using var form = new MultipartFormDataContent { { new StringContent(Token(page)), "__RequestVerificationToken" }, { new ByteArrayContent(FakeShop.Picture("raw-boot")), "files", "boot.jpg" } };

        var answer = await visitor.Http.PostAsync($"/products/{product.Id}/photos", form);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        Shop.Assets.Last().FileName.ShouldBe("boot.jpg");
    }

    [Fact]
    public async Task An_upload_without_the_token_is_refused()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var before = Shop.Assets.Count;

        var answer = await visitor.Http.PostAsync($"/products/{Shop.Products[1].Id}/photos?fileName=a.jpg", new ByteArrayContent(FakeShop.Picture("raw-boot")));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Shop.Assets.Count.ShouldBe(before);
    }

    [Fact]
    public async Task Pictures_are_private_and_not_sent_twice()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var photo = Shop.Assets[0];

        var answer = await visitor.Http.GetAsync($"/media/{photo.Id}?r=thumb");
        answer.Headers.CacheControl!.Private.ShouldBeTrue();
        var again = new HttpRequestMessage(HttpMethod.Get, $"/media/{photo.Id}?r=thumb");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);

        (await visitor.Http.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await _site.Visit().OpenAsync($"/media/{photo.Id}?r=thumb")).Title().ShouldBe("Sign in");
    }

    [Fact]
    public async Task What_is_missing_is_named_with_the_way_to_it()
    {
        var visitor = await _site.VisitAsOwnerAsync();

        var page = await visitor.OpenAsync("/publish");

        page.QuerySelectorAll("input[name=product][checked]").ShouldBeEmpty("nothing is ready yet");
        page.Words("main").ShouldContain("Approved copy");
        page.QuerySelector($"a[href='/products/{Shop.Products[0].Id}/results']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Ready_products_are_published_and_downloaded()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        foreach (var copy in Shop.Copies.ToList()) Shop.DecideCopy(copy.Id, ReviewState.Approved, null);
        var page = await visitor.OpenAsync("/publish");

        page = await visitor.SubmitAsync(page, "main form:has(input[name=product])");

        visitor.Path.ShouldBe($"/publish/{Shop.Publications.Single().Id}");
        page.Title().ShouldBe("1 listing is packed");
        page.Words("main").ShouldContain("shopify.csv");
        var package = await visitor.Http.GetAsync($"{visitor.Path}/download");
        package.Content.Headers.ContentDisposition!.FileName.ShouldBe("listings.zip");
        (await package.Content.ReadAsStringAsync()).ShouldBe("PK-package");
        (await visitor.OpenAsync("/publish/history")).Words("main li").ShouldContain("Listing package, 1 listing");
    }

    [Fact]
    public async Task An_import_is_shown_line_by_line_before_anything_is_saved()
    {
        var visitor = await _site.VisitAsOwnerAsync(withSamples: false);
        var page = await visitor.OpenAsync("/catalog/import");
        using var form = new MultipartFormDataContent
        {
            { new StringContent("import"), "_handler" }, { new StringContent(Token(page)), "__RequestVerificationToken" },
            { new StringContent("sku,title\nNL-1,Lamp\n,No number\n"), "file", "range.csv" },
        };
        var answer = await visitor.Http.PostAsync("/catalog/import", form);
        page = await visitor.ReadAsync(answer);
        page.Title().ShouldBe("Check before importing");
        page.Words("main").ShouldContain("nothing is saved yet");
        Shop.Imported.ShouldBe(0);

        page = await visitor.SubmitAsync(page, "form:has(textarea[name=csv])");

        page.Title().ShouldBe("Imported");
        Shop.Imported.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_of_an_act_is_said_on_the_page_it_came_from()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var waiting = Shop.Queue.First();
        var page = await visitor.OpenAsync($"/review/{waiting.Id}");
        Shop.NextProblem = new(409, "undo_expired", "Too late", null);

        page = await visitor.SubmitAsync(page, "form[action$='/approve']");

        visitor.Path.ShouldBe($"/review/{waiting.Id}");
        page.Words("#toasts [role=alert]").ShouldContain("Ten minutes are over");
    }

    [Fact]
    public async Task The_privacy_policy_is_rendered_from_its_markdown_in_both_languages()
    {
        var visitor = _site.Visit();

        var page = await visitor.OpenAsync("/legal/privacy");
        page.Title().ShouldBe("Privacy policy");
        page.Words("article h2").ShouldBe("1. What we collect | 2. Storage");
        page.QuerySelector("article strong")!.TextContent.ShouldBe("encrypted");

        page = await visitor.OpenAsync("/legal/privacy?language=zh-Hans");
        page.Title().ShouldBe("隐私政策");
        page.QuerySelector("article")!.GetAttribute("lang").ShouldBe("zh-Hans");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    public async Task Every_page_has_one_heading_and_no_key_for_a_sentence(string language)
    {
        var visitor = await _site.VisitAsOwnerAsync(language: language);
        var product = Shop.Products[0];
        var picture = Shop.Queue.First(i => i.Kind == ReviewItemKind.Picture);
        foreach (var path in new[]
        {
            "/", "/catalog", "/catalog?view=grid", "/catalog/new", "/catalog/import", $"/products/{product.Id}/facts", $"/products/{product.Id}/photos", $"/products/{product.Id}/create",
            $"/products/{product.Id}/results", $"/products/{product.Id}/history", $"/review/{picture.Id}", $"/review/copy/{Shop.Copies[0].Id}", "/publish", "/publish/history", "/account", "/legal/privacy",
        })
        {
            var page = await visitor.OpenAsync(path);
            visitor.Status.ShouldBe(HttpStatusCode.OK, path);
            page.QuerySelectorAll("h1").Length.ShouldBe(1, path);
            page.QuerySelectorAll("main#main[tabindex='-1']").Length.ShouldBe(1, path);
            page.QuerySelectorAll("script:not([src]), style, [style]").ShouldBeEmpty(path);
            RawKeys().Matches(page.Body!.TextContent).Select(m => m.Value).ShouldBeEmpty(path);
            page.QuerySelectorAll("[id]").GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty(path);
        }
    }

    [GeneratedRegex(@"\b(nav|action|catalog|product|facts|photos|review|publish|publication|copy|lineage|work|home|welcome|account)\.[a-z-]+\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RawKeys();

    private static string Token(IHtmlDocument page) => page.QuerySelector("main [name=__RequestVerificationToken]")!.GetAttribute("value")!;
}
