using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Web;

/// <summary>The forms of size guides, before and after, variants and groups, as a browser without scripts uses them.</summary>
public sealed class SeveralPhotosPageTests : IAsyncLifetime
{
    private WebSite _site = null!;
    private Visitor _visitor = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _site = await WebSite.StartAsync();
        _visitor = await _site.VisitAsOwnerAsync();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task None_is_ticked_before_somebody_asks_for_it_and_none_is_made_for_many_products_at_once()
    {
        var page = await _visitor.OpenAsync($"/products/{Bottle.Id}/create");

        foreach (var recipe in (string[])["size-guide", "before-after", "variants", "group"]) Box(page, "recipe", recipe).IsChecked.ShouldBeFalse(recipe);
        page.QuerySelectorAll("[style]").ShouldBeEmpty("the page's policy forbids inline styles");
        var bulk = await _visitor.OpenAsync($"/catalog/make?product={Bottle.Id}");
        bulk.QuerySelectorAll("input[name=recipe]").Cast<IHtmlInputElement>().Select(i => i.Value).ShouldBe(["main-image", "studio-scene", "infographic", "listing-copy", "product-video", "channel-sizes"]);
    }

    [Fact]
    public async Task A_size_is_asked_for_and_never_made_up()
    {
        var page = await _visitor.OpenAsync($"/products/{Bottle.Id}/create");
        page.Words("#size-guide-size").ShouldContain("name no width or height");
        Only(page, "size-guide");

        page = await _visitor.SubmitAsync(page, "main form#create");
        _visitor.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Words("[role=alert]").ShouldContain("Size guide, Size: Enter a width or a height");
        page.QuerySelector("[role=alert] a")!.GetAttribute("href").ShouldBe("#size-guide-size");

        Only(page, "size-guide");
        var made = await MakeAsync(page, new() { ["size-guide:size.height"] = "24.5", ["size-guide:size.unit"] = "in", ["size-guide:title"] = "Its size" });
        made.Parameters.GetRawText().ShouldBe("""{"size":{"width":null,"height":24.5,"depth":null,"unit":"in"},"title":"Its size"}""");
    }

    [Fact]
    public async Task Facts_fill_the_size_in_for_a_person_to_correct()
    {
        Change(Bottle with { Attributes = [new("Height", "24 cm")] });

        var page = await _visitor.OpenAsync($"/products/{Bottle.Id}/create");

        page.Words("#size-guide-size").ShouldContain("From your product’s facts");
        ((string[])["width", "height", "depth"]).Select(side => ((IHtmlInputElement)page.QuerySelector($"[name='size-guide:size.{side}']")!).Value).ShouldBe(["7.4", "24", ""]);
    }

    [Fact]
    public async Task Variants_are_chosen_with_a_label_each_and_keep_what_was_written_when_something_is_wrong()
    {
        var second = _site.Shop.AddPhoto(Bottle.Id, "bottle-back.jpg", FakeShop.Picture("raw-bottle")).Id;
        var mug = Photo(_site.Shop.Products[1].Id);
        Change(Bottle with { Attributes = [new("Colour", "Forest green")] });
        var page = await _visitor.OpenAsync($"/products/{Bottle.Id}/create");
        Checked(page, "variants:photos").ShouldBe([Photo(Bottle.Id), second], "this product's photos to begin with");
        Label(page, Photo(Bottle.Id)).ShouldBe("Forest green");
        Label(page, second).ShouldBe("", "its colour is not known");
        Label(page, mug).ShouldBe(_site.Shop.Products[1].Texts[0].Title);
        Only(page, "variants");
        Box(page, "variants:photos", mug.ToString()).IsChecked = true;

        page = await _visitor.SubmitAsync(page, "main form#create");
        _visitor.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Words("[role=alert]").ShouldContain("Variants, Photo 2: Write a label under every chosen photo");
        Checked(page, "variants:photos").ShouldBe([Photo(Bottle.Id), second, mug]);

        Only(page, "variants");
        var made = await MakeAsync(page, new() { [$"variants:photos.label:{second}"] = "Amber “smoke” <b>" });
        made.Parameters.GetProperty("photos").Deserialize<List<ChosenPhotoDto>>(JsonSerializerOptions.Web).ShouldBe(
            [new(Photo(Bottle.Id), "Forest green"), new(second, "Amber “smoke” <b>"), new(mug, _site.Shop.Products[1].Texts[0].Title)]);
    }

    [Fact]
    public async Task A_group_begins_with_the_main_photo_and_takes_heights_that_were_written()
    {
        var other = Photo(_site.Shop.Products[1].Id);
        var page = await _visitor.OpenAsync($"/products/{Bottle.Id}/create");
        Checked(page, "group:photos").ShouldBe([Photo(Bottle.Id)]);
        Only(page, "group");

        page = await _visitor.SubmitAsync(page, "main form#create");
        page.Words("[role=alert]").ShouldContain("Group, Photos: Choose 2 to 9; these are 1");

        Only(page, "group");
        Box(page, "group:photos", other.ToString()).IsChecked = true;
        var made = await MakeAsync(page, new() { [$"group:photos.height:{other}"] = "9.7", ["group:preset"] = "sand" });
        made.Parameters.GetRawText().ShouldBe($$"""{"photos":[{"photoId":"{{Photo(Bottle.Id)}}","height":null},{"photoId":"{{other}}","height":9.7}],"preset":"sand"}""");
    }

    [Fact]
    public async Task A_finished_picture_is_chosen_from_those_of_the_product_and_rejected_ones_are_left_out()
    {
        var page = await _visitor.OpenAsync($"/products/{Bottle.Id}/create");
        var (main, scene) = (Made("main-image"), Made("studio-scene"));
        page.QuerySelectorAll("[name='before-after:picture']").Cast<IHtmlInputElement>().Select(i => (Guid.Parse(i.Value), i.IsChecked)).ShouldBe([(main, true), (scene, false)], "the approved one first");
        Only(page, "before-after");

        (await MakeAsync(page, new() { ["before-after:picture"] = scene.ToString() })).Parameters.GetRawText().ShouldBe($$"""{"picture":"{{scene}}"}""");

        page = await _visitor.OpenAsync($"/products/{_site.Shop.Products[1].Id}/create");
        page.Words("#before-after-picture").ShouldContain("There is no finished picture to show yet");
    }

    [Fact]
    public async Task With_one_photo_in_the_workspace_the_page_says_that_another_is_needed()
    {
        _site.Shop.Assets.RemoveAll(a => a.Kind == AssetKind.Photo && a.ProductId != Bottle.Id);

        var page = await _visitor.OpenAsync($"/products/{Bottle.Id}/create");

        page.Words("#variants-photos").ShouldContain("You need a second photo for this");
        page.QuerySelector("#group-photos .note a")!.GetAttribute("href").ShouldBe($"/products/{Bottle.Id}/photos");
    }

    [Fact]
    public async Task A_search_answers_with_tiles_of_other_products_only()
    {
        var address = $"/products/{Bottle.Id}/photo-choices?recipe=variants&query=";

        var tiles = await _visitor.OpenAsync(address + "MUG");

        tiles.QuerySelectorAll("input[type=checkbox]").Cast<IHtmlInputElement>().Select(i => (i.Name, i.Value, i.IsChecked)).ShouldBe([("variants:photos", Photo(_site.Shop.Products[1].Id).ToString(), false)]);
        (await _visitor.OpenAsync(address + "nothing-like-this")).QuerySelectorAll("input").ShouldBeEmpty();
        (await _visitor.Http.GetAsync($"/products/{Bottle.Id}/photo-choices?recipe=main-image", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _visitor.Http.GetAsync($"/products/{Guid.CreateVersion7()}/photo-choices?recipe=group", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        _visitor = _site.Visit(followRedirects: false);
        (await _visitor.Http.GetAsync(address, Stop)).StatusCode.ShouldBe(HttpStatusCode.Redirect, "strangers sign in first");
    }

    [Fact]
    public async Task A_result_names_all_its_photos_and_is_made_again_from_others()
    {
        var (one, two) = (Photo(Bottle.Id), Photo(_site.Shop.Products[1].Id));
        var made = _site.Shop.Result(Bottle, one, "group", "bottle-wood", ReviewState.ToReview, new CheckDto("replay", CheckTone.Warn, "Of the 2 photos …", 2, 2));
        var at = _site.Shop.Assets.FindIndex(a => a.Id == made.Id);
        _site.Shop.Assets[at] = made with
        {
            Lineage = made.Lineage! with { Parameters = JsonSerializer.SerializeToElement(new { photos = new[] { new { photoId = one, height = (decimal?)24 }, new { photoId = two, height = (decimal?)null } }, unit = "cm", preset = "sand" }), Sources = [new(one, new string('1', 64)), new(two, new string('2', 64))] },
        };

        var page = await _visitor.OpenAsync($"/review/{made.Id}?dialog=regenerate");

        page.QuerySelectorAll(".dl dd a").Select(a => (a.TextContent, a.GetAttribute("href"))).ShouldBe([("Photo 1", $"/media/{one}?r=full"), ("Photo 2", $"/media/{two}?r=full")]);
        page.Words(".dl").ShouldContain("2 photos");
        page.Words("#replay").ShouldContain("Photo 2 of 2 that it was made from was deleted or has changed");
        Checked(page, "group:photos").ShouldBe([one, two]);
        page.QuerySelector($"[name='group:photos.height:{one}']")!.GetAttribute("value").ShouldBe("24");
        foreach (var box in page.QuerySelectorAll("input[name='group:photos']").Cast<IHtmlInputElement>()) box.IsChecked = false;
        page = await _visitor.SubmitAsync(page, $"form[action='/review/{made.Id}/regenerate']");
        page.Words("#toasts").ShouldContain("Choose the photos");
    }

    [Fact]
    public async Task The_forms_speak_chinese()
    {
        await using var site = await WebSite.StartAsync();
        var page = await (await site.VisitAsOwnerAsync(language: "zh-Hans")).OpenAsync($"/products/{site.Shop.Products[0].Id}/create");

        page.Words("#size-guide-size").ShouldContain("商品属性里没有宽或高");
        page.Words("#group-photos").ShouldContain("其他商品");
        ((IHtmlSelectElement)page.QuerySelector("#variants-language")!).Value.ShouldBe("zh-Hans");
    }

    private ProductDto Bottle => _site.Shop.Products[0];

    private Guid Photo(Guid product) => _site.Shop.Assets.First(a => a.ProductId == product && a.Kind == AssetKind.Photo).Id;

    private Guid Made(string recipe) => _site.Shop.Assets.First(a => a.Lineage?.Recipe == recipe).Id;

    private void Change(ProductDto product) => _site.Shop.Products[_site.Shop.Products.FindIndex(p => p.Id == product.Id)] = product;

    private static IHtmlInputElement Box(IHtmlDocument page, string name, string value) => (IHtmlInputElement)page.QuerySelector($"input[name='{name}'][value='{value}']")!;

    private static List<Guid> Checked(IHtmlDocument page, string name) => [.. page.QuerySelectorAll($"input[name='{name}']").Cast<IHtmlInputElement>().Where(i => i.IsChecked).Select(i => Guid.Parse(i.Value))];

    private static string? Label(IHtmlDocument page, Guid photo) => ((IHtmlInputElement)page.QuerySelector($"[name='variants:photos.label:{photo}']")!).Value;

    private static void Only(IHtmlDocument page, string recipe)
    {
        foreach (var box in page.QuerySelectorAll("input[name=recipe]").Cast<IHtmlInputElement>()) box.IsChecked = box.Value == recipe;
    }

    private async Task<GenerationDto> MakeAsync(IHtmlDocument page, Dictionary<string, string> fields)
    {
        var before = _site.Shop.Generations.Count;
        page = await _visitor.SubmitAsync(page, "main form#create", fields);
        return _site.Shop.Generations.Skip(before).ShouldHaveSingleItem(page.Words("main"));
    }
}
