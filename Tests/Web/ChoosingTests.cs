using System.Net;
using AngleSharp.Html.Dom;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Web.Media;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Web;

/// <summary>Choosing what goes out, working on several products at once, and products from photos alone, as a browser without scripts does it.</summary>
public sealed class ChoosingTests : IAsyncLifetime
{
    private WebSite _site = null!;

    private FakeShop Shop => _site.Shop;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Everything_approved_is_ticked_at_first_and_goes_out_in_its_order()
    {
        var (visitor, product) = await ReadyAsync();
        var page = await visitor.OpenAsync($"/publish?product={product.Id}");
        Boxes(page, $"input[name='pictures:{product.Id}']").ShouldAllBe(box => box.IsChecked);
        page.QuerySelectorAll($"input[name='pictures:{product.Id}']").Length.ShouldBe(3);

        await visitor.SubmitAsync(page, "main form");

        var item = Shop.Published.ShouldHaveSingleItem().Items.ShouldHaveSingleItem();
        item.AssetIds.ShouldNotBeNull().Select(id => Shop.Asset(id)!.Lineage!.Recipe).ShouldBe(["main-image", "studio-scene", "infographic"]);
        item.Languages.ShouldBe(["en", "zh-Hans"]);
    }

    [Fact]
    public async Task Only_what_is_ticked_goes_out()
    {
        var (visitor, product) = await ReadyAsync();
        var main = Shop.Assets.Single(a => a.Lineage?.Recipe == "main-image");
        var page = await visitor.OpenAsync($"/publish?product={product.Id}");

        await visitor.SubmitAsync(page, "main form", new() { [$"pictures:{product.Id}"] = main.Id.ToString(), [$"languages:{product.Id}"] = "zh-Hans" });

        var item = Shop.Published.Single().Items.Single();
        item.AssetIds.ShouldBe([main.Id]);
        item.Languages.ShouldBe(["zh-Hans"]);
    }

    [Fact]
    public async Task A_choice_without_the_main_image_says_so_and_stays_as_it_was_ticked()
    {
        var (visitor, product) = await ReadyAsync();
        var scene = Shop.Assets.Single(a => a.Lineage?.Recipe == "studio-scene");
        var page = await visitor.OpenAsync($"/publish?product={product.Id}");

        page = await visitor.SubmitAsync(page, "main form", new() { [$"pictures:{product.Id}"] = scene.Id.ToString() });

        visitor.Status.ShouldBe(HttpStatusCode.Conflict);
        Shop.Published.ShouldBeEmpty();
        page.Words($"#missing-{product.Id}").ShouldContain("The main image among the chosen pictures");
        Boxes(page, $"input[name='pictures:{product.Id}']").Where(box => box.IsChecked).Select(box => box.Value).ShouldBe([scene.Id.ToString()]);
    }

    [Fact]
    public async Task A_language_that_waits_for_approval_can_be_left_out()
    {
        var (visitor, product) = await ReadyAsync();
        Shop.DecideCopy(Shop.Copies.Single(c => c.Language == "zh-Hans").Id, ReviewState.ToReview, null);
        var page = await visitor.OpenAsync($"/publish?product={product.Id}");
        page.Words($"#missing-{product.Id}").ShouldContain("Approved copy · 简体中文");

        page = await visitor.SubmitAsync(page, "main form", new() { [$"languages:{product.Id}"] = "en" }, button: "button[value=check]");

        page.Words($"#ready-{product.Id}").ShouldBe("Ready");
        Shop.Published.ShouldBeEmpty("it was only asked");
        await visitor.SubmitAsync(page, "main form", new() { ["product"] = product.Id.ToString() });
        Shop.Published.Single().Items.Single().Languages.ShouldBe(["en"]);
    }

    [Fact]
    public async Task Sets_are_made_for_several_products_and_each_says_what_became_of_it()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var (bare, other) = (Shop.Products[1], Shop.Products[2]);
        Shop.Assets.RemoveAll(a => a.ProductId == bare.Id);
        var before = Shop.Generations.Count;
        var page = await visitor.PostAsync("/catalog/bulk/make", [.. await BulkFieldsAsync(visitor, bare.Id, other.Id)]);
        page.Title().ShouldBe("Make for 2 products");

        page = await visitor.SubmitAsync(page, "main form", new() { ["recipe"] = "studio-scene", ["studio-scene:backdrop"] = "dark" });

        page.Title().ShouldBe("1 product started, 1 has no photo");
        page.Words("main li").ShouldContain("1 started");
        var made = Shop.Generations.Skip(before).ShouldHaveSingleItem();
        made.ProductId.ShouldBe(other.Id);
        made.Parameters.GetRawText().ShouldBe("""{"backdrop":"dark"}""");
    }

    [Fact]
    public async Task Several_products_get_the_full_set_each_with_a_board()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var (bare, one, two) = (Shop.Products[1], Shop.Products[2], Shop.Products[0]);
        Shop.Assets.RemoveAll(a => a.ProductId == bare.Id);
        var before = Shop.Generations.Count;
        var page = await visitor.PostAsync("/catalog/bulk/make", [.. await BulkFieldsAsync(visitor, bare.Id, one.Id, two.Id)]);
        page.Words("main").ShouldContain("Make 3 full sets");

        page = await visitor.SubmitAsync(page, "main form", new() { ["set"] = "full" });

        page.Title().ShouldBe("2 products started, 1 has no photo");
        var made = Shop.Generations.Skip(before).GroupBy(g => (g.ProductId, g.SetId)).ToList();
        made.Select(set => set.Key.ProductId).ShouldBe([one.Id, two.Id], ignoreOrder: true);
        made.ShouldAllBe(set => set.Count() == 7);
        foreach (var set in made) page.QuerySelector($"main a[href='/products/{set.Key.ProductId}/sets/{set.Key.SetId}']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Several_products_are_deleted_and_come_back_together()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var (one, two) = (Shop.Products[1].Id, Shop.Products[2].Id);

        var page = await visitor.PostAsync("/catalog/bulk/delete", [.. await BulkFieldsAsync(visitor, one, two, Guid.CreateVersion7())]);

        page.Words("#toasts").ShouldContain("2 products deleted, 1 was already gone");
        Shop.Product(one)!.DeletedAt.ShouldNotBeNull();
        page = await visitor.SubmitAsync(page, "#toasts form");
        page.Words("#toasts").ShouldContain("2 products are back");
        Shop.Product(one)!.DeletedAt.ShouldBeNull();
        Shop.Product(two)!.DeletedAt.ShouldBeNull();
    }

    [Fact]
    public async Task Ticked_products_are_chosen_on_the_publish_page()
    {
        var (visitor, product) = await ReadyAsync();

        var page = await visitor.PostAsync("/catalog/bulk/publish", [.. await BulkFieldsAsync(visitor, product.Id, Shop.Products[1].Id)]);

        page.QuerySelectorAll("input[name=product]").Length.ShouldBe(2);
        Boxes(page, "input[name=product]").Where(box => box.IsChecked).Select(box => box.Value).ShouldBe([product.Id.ToString()]);
    }

    [Theory]
    [InlineData("make")]
    [InlineData("publish")]
    [InlineData("delete")]
    public async Task Nothing_ticked_is_said_instead_of_done(string act)
    {
        var visitor = await _site.VisitAsOwnerAsync();

        var page = await visitor.PostAsync($"/catalog/bulk/{act}", [.. await BulkFieldsAsync(visitor)]);

        page.Words("#toasts").ShouldContain("Choose at least one");
        Shop.Products.ShouldAllBe(p => p.DeletedAt == null);
    }

    [Fact]
    public async Task Too_many_products_at_once_are_refused_with_the_limit()
    {
        var visitor = await _site.VisitAsOwnerAsync();

        var page = await visitor.PostAsync("/catalog/bulk/delete", [.. await BulkFieldsAsync(visitor, [.. Enumerable.Range(0, 41).Select(_ => Guid.CreateVersion7())])]);

        page.Words("#toasts").ShouldContain("At most 40 products at once; 41 were chosen.");
    }

    [Fact]
    public async Task A_viewer_has_no_ticks()
    {
        Shop.Role = Contracts.Accounts.Role.Viewer;
        var visitor = await _site.VisitAsOwnerAsync();

        var page = await visitor.OpenAsync("/catalog");

        page.QuerySelectorAll("[data-bulk-tick], #bulk").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("each", 2)]
    [InlineData("one", 1)]
    public async Task Photos_become_products_named_after_their_files(string mode, int products)
    {
        var visitor = await _site.VisitAsOwnerAsync(withSamples: false);
        var page = await visitor.OpenAsync("/");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Token(page)), "__RequestVerificationToken" },
            { new StringContent(mode), "mode" },
            { new ByteArrayContent(FakeShop.Picture("raw-boot")), "files", "blue_mug-front.jpg" },
            { new ByteArrayContent(FakeShop.Picture("raw-can")), "files", "tin.jpg" },
        };

        await visitor.ReadAsync(await visitor.Http.PostAsync("/drafts", form));

        Shop.Products.Count.ShouldBe(products);
        Shop.Products[^1].Texts[0].Title.ShouldBe("Blue mug front");
        Shop.Products[^1].Sku.ShouldBe("BLUE-MUG-FRONT");
        Shop.Assets.Count.ShouldBe(2);
        visitor.Path.ShouldBe(mode == "one" ? $"/products/{Shop.Products[0].Id}/photos" : "/catalog");
    }

    [Fact]
    public async Task A_file_that_is_no_photo_leaves_no_empty_product()
    {
        var visitor = await _site.VisitAsOwnerAsync(withSamples: false);
        var page = await visitor.OpenAsync("/");
        using var form = new MultipartFormDataContent { { new StringContent(Token(page)), "__RequestVerificationToken" }, { new ByteArrayContent("text"u8.ToArray()), "files", "notes.txt" } };

        page = await visitor.ReadAsync(await visitor.Http.PostAsync("/drafts", form));

        page.Words("#toasts").ShouldContain("notes.txt: Not a photo.");
        Shop.Products.ShouldAllBe(p => p.DeletedAt != null);
    }

    [Fact]
    public async Task A_sku_that_is_taken_gets_a_number()
    {
        var visitor = await _site.VisitAsOwnerAsync(withSamples: false);
        for (var i = 0; i < 3; i++)
        {
            using var form = new MultipartFormDataContent { { new StringContent(Token(await visitor.OpenAsync("/"))), "__RequestVerificationToken" }, { new ByteArrayContent(FakeShop.Picture("raw-can")), "files", "IMG_0001.JPG" } };
            await visitor.ReadAsync(await visitor.Http.PostAsync("/drafts", form));
        }

        Shop.Products.Select(p => p.Sku).ShouldBe(["IMG-0001", "IMG-0001-2", "IMG-0001-3"], ignoreOrder: true);
    }

    [Fact]
    public async Task Without_a_token_no_product_is_made()
    {
        var visitor = await _site.VisitAsOwnerAsync(withSamples: false);
        using var body = new ByteArrayContent(FakeShop.Picture("raw-can"));
        body.Headers.ContentType = new("application/octet-stream");

        (await visitor.Http.PostAsync("/drafts?fileName=a.jpg", body)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        Shop.Products.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("blue_mug-front.jpg", "Blue mug front", "BLUE-MUG-FRONT")]
    [InlineData("山径保温瓶.jpg", "山径保温瓶", "P-1")]
    [InlineData("....jpg", "New product", "P-1")]
    [InlineData("a\u202Eb.png", "A b", "A-B")]
    public void A_draft_is_named_after_its_file(string file, string title, string sku) => DraftName.Of(file, "New product", "P-1").ShouldBe(new(title, sku));

    [Fact]
    public void A_long_name_is_cut_to_what_the_api_takes()
    {
        var name = DraftName.Of(new string('x', 300) + ".jpg", "New product", "P-1");

        name.Title.Length.ShouldBe(150);
        name.Numbered(50).Sku.Length.ShouldBeLessThanOrEqualTo(40);
    }

    [Fact]
    public async Task Pictures_that_are_aligned_are_compared_with_the_slider_and_others_side_by_side()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var aligned = Shop.Assets.First(a => a.Lineage?.Recipe == "studio-scene");
        (await visitor.OpenAsync($"/review/{aligned.Id}")).QuerySelector(".ba svg[data-aligned] image").ShouldNotBeNull();

        Shop.Assets[Shop.Assets.IndexOf(aligned)] = aligned with { Lineage = aligned.Lineage! with { Alignment = null } };
        var page = await visitor.OpenAsync($"/review/{aligned.Id}?view=slider");

        page.QuerySelector(".ba").ShouldBeNull("a slider over two framings compares different places");
        page.QuerySelectorAll("[data-zoom-frame]").Length.ShouldBe(2);
    }

    [Fact]
    public async Task Counts_come_as_parts_for_the_frame_of_the_page()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/counts");
        request.Headers.Add("HX-Request", "true");

        var parts = await (await visitor.Http.SendAsync(request)).Content.ReadAsStringAsync();

        parts.ShouldContain("hx-target=\"#count-review\"");
        parts.ShouldContain(", 4 waiting");
        parts.ShouldContain("every 5s", Case.Sensitive, "something is being made, so it asks again");
    }

    private async Task<(Visitor Visitor, ProductDto Product)> ReadyAsync()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        foreach (var copy in Shop.Copies.ToList()) Shop.DecideCopy(copy.Id, ReviewState.Approved, null);
        foreach (var picture in Shop.Assets.Where(a => a.Kind == AssetKind.Image).ToList()) Shop.Decide(picture.Id, ReviewState.Approved, null);
        return (visitor, Shop.Products[0]);
    }

    private static async Task<IEnumerable<KeyValuePair<string, string>>> BulkFieldsAsync(Visitor visitor, params Guid[] products) =>
        [new("__RequestVerificationToken", Token(await visitor.OpenAsync("/catalog"))), .. products.Select(id => KeyValuePair.Create("product", id.ToString()))];

    private static string Token(IHtmlDocument page) => ((IHtmlInputElement)page.QuerySelector("main input[name=__RequestVerificationToken]")!).Value;

    private static IEnumerable<IHtmlInputElement> Boxes(IHtmlDocument page, string selector) => page.QuerySelectorAll(selector).OfType<IHtmlInputElement>();
}
