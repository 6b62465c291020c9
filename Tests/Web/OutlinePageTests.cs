using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using CommerceOS.Contracts.Catalog;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Web;

/// <summary>The page without scripts, and what its script talks to.</summary>
public sealed class OutlinePageTests : IAsyncLifetime
{
    private WebSite _site = null!;
    private Visitor _visitor = null!;
    private AssetDto _photo = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private FakeOutlines Outlines => _site.Api.Outlines;

    public async ValueTask InitializeAsync()
    {
        _site = await WebSite.StartAsync();
        _visitor = await _site.VisitAsOwnerAsync();
        _photo = _site.Shop.Assets.First(a => a.Kind == AssetKind.Photo);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Without_scripts_it_shows_the_outline_and_says_what_is_missing()
    {
        var page = await _visitor.OpenAsync($"/photos/{_photo.Id}/outline");

        page.Title().ShouldBe("Fix the outline");
        page.QuerySelectorAll("noscript").ShouldContain(n => n.TextContent.Contains("needs scripts", StringComparison.Ordinal) || n.InnerHtml.Contains("needs scripts", StringComparison.Ordinal));
        page.QuerySelector("[data-outline-save]")!.HasAttribute("disabled").ShouldBeTrue();
        var picture = await _visitor.Http.GetAsync(((IHtmlImageElement)page.QuerySelector("[data-outline-result]")!).GetAttribute("src"), Stop);
        (picture.StatusCode, picture.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "image/webp"));
        page.Words("[data-outline-notes] p").ShouldBe("The outline is unsure at 38 % of the edge. | Mark what to keep and what to erase: a few strokes usually settle it. | The outline is ragged, as with hair or leaves.", "no provider is connected, so none is advised");
    }

    [Fact]
    public async Task It_speaks_chinese()
    {
        var visitor = await _site.VisitAsOwnerAsync(withSamples: false, "zh-Hans");

        var page = await visitor.OpenAsync($"/photos/{_photo.Id}/outline");

        page.Title().ShouldBe("修正轮廓");
        page.Words("[data-outline-notes] li").ShouldNotContain("outline");
    }

    [Fact]
    public async Task Photos_and_results_with_a_concern_lead_to_it()
    {
        var photos = await _visitor.OpenAsync($"/products/{_photo.ProductId}/photos");
        photos.QuerySelector($"#photo-{_photo.Id} a[href='/photos/{_photo.Id}/outline']").ShouldNotBeNull();
        photos.QuerySelector("form[action$='/outline/remake']").ShouldBeNull();

        var result = _site.Shop.Assets.First(a => a.Lineage is not null);
        SetResult(result.Id, a => a with { Lineage = a.Lineage! with { SourceAssetId = _photo.Id }, Checks = [] });
        (await _visitor.OpenAsync($"/review/{result.Id}")).QuerySelector("main a[href$='/outline']").ShouldBeNull("nothing is wrong with it");
        SetResult(result.Id, a => a with { Checks = [new("weak_edges", CheckTone.Warn, "Unsure.", .4, .2)] });
        (await _visitor.OpenAsync($"/review/{result.Id}")).QuerySelector($"main a[href='/photos/{_photo.Id}/outline']").ShouldNotBeNull();
    }

    [Fact]
    public async Task Saving_leads_back_to_the_product_which_offers_to_make_its_results_again()
    {
        var result = _site.Shop.Assets.First(a => a.Lineage is not null);
        SetResult(result.Id, a => a with { ProductId = _photo.ProductId, Lineage = a.Lineage! with { SourceAssetId = _photo.Id } });
        var page = await _visitor.OpenAsync($"/photos/{_photo.Id}/outline");

        var answer = await PostAsync(page, "save", new { strokes = new[] { Stroke }, eTag = "\"1\"" });

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        Outlines.Saved[_photo.Id].ShouldHaveSingleItem().Mark.ShouldBe("erase");
        var next = (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("next").GetString()!;
        var photos = await _visitor.OpenAsync(next);
        photos.Words(".note").ShouldContain(_photo.FileName);
        var before = _site.Shop.Generations.Count;
        await _visitor.SubmitAsync(photos, "form[action$='/outline/remake']");
        _site.Shop.Generations.Skip(before).ShouldHaveSingleItem().Recipe.ShouldBe(result.Lineage!.Recipe);
    }

    [Fact]
    public async Task Who_saves_over_somebody_else_is_told_and_can_still_decide()
    {
        var page = await _visitor.OpenAsync($"/photos/{_photo.Id}/outline");
        Outlines.Version = 7;

        var refused = await PostAsync(page, "save", new { strokes = new[] { Stroke }, eTag = "\"1\"" });

        refused.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        var said = await refused.Content.ReadFromJsonAsync<JsonElement>(Stop);
        said.GetProperty("problem").GetString().ShouldNotBeNull().ShouldContain("Somebody else");
        (await PostAsync(page, "save", new { strokes = new[] { Stroke }, eTag = said.GetProperty("eTag").GetString() })).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nothing_is_tried_or_saved_without_the_page_s_token()
    {
        var page = await _visitor.OpenAsync($"/photos/{_photo.Id}/outline");
        foreach (var act in new[] { "preview", "save" })
        {
            (await _visitor.Http.PostAsJsonAsync($"/photos/{_photo.Id}/outline/{act}", new { strokes = new[] { Stroke }, eTag = "\"1\"" }, Stop)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
        (Outlines.Tried.Count, Outlines.Saved.Count).ShouldBe((0, 0));
        var tried = await PostAsync(page, "preview", new { strokes = new[] { Stroke } });
        (await tried.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("state").GetString().ShouldBe("done");
        Outlines.Tried.Count.ShouldBe(1);
    }

    private static object Stroke => new { mark = "erase", radius = .01, points = new[] { new { x = .1, y = .1 } } };

    private async Task<HttpResponseMessage> PostAsync(IHtmlDocument page, string act, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/photos/{_photo.Id}/outline/{act}") { Content = JsonContent.Create(body) };
        request.Headers.Add("RequestVerificationToken", ((IHtmlInputElement)page.QuerySelector("[data-outline] [name=__RequestVerificationToken]")!).Value);
        return await _visitor.Http.SendAsync(request, Stop);
    }

    private void SetResult(Guid id, Func<AssetDto, AssetDto> change)
    {
        var at = _site.Shop.Assets.FindIndex(a => a.Id == id);
        _site.Shop.Assets[at] = change(_site.Shop.Assets[at]);
    }
}
