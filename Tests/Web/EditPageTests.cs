using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using CommerceOS.Contracts.Catalog;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Web;

/// <summary>The editor's page without its script, what the script talks to, and the ways that lead there.</summary>
public sealed class EditPageTests : IAsyncLifetime
{
    private WebSite _site = null!;
    private Visitor _visitor = null!;
    private AssetDto _photo = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private FakeEdits Edits => _site.Api.Edits;

    public async ValueTask InitializeAsync()
    {
        _site = await WebSite.StartAsync();
        _visitor = await _site.VisitAsOwnerAsync();
        _photo = _site.Shop.Assets.First(a => a.Kind == AssetKind.Photo);
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("en", "Edit the photo", "needs scripts")]
    [InlineData("zh-Hans", "编辑照片", "需要脚本")]
    public async Task Without_scripts_it_shows_the_photo_and_says_what_is_missing(string language, string title, string sentence)
    {
        var visitor = await _site.VisitAsOwnerAsync(withSamples: false, language);
        var page = await visitor.OpenAsync($"/photos/{_photo.Id}/edit");

        page.Title().ShouldBe(title);
        page.QuerySelectorAll("noscript").ShouldContain(n => n.InnerHtml.Contains(sentence, StringComparison.Ordinal) && n.InnerHtml.Contains("r=preview", StringComparison.Ordinal));
        page.QuerySelector("[data-edit]")!.HasAttribute("hidden").ShouldBeTrue("the tools wait for the script");
        page.QuerySelector("[data-edit-save]")!.HasAttribute("disabled").ShouldBeTrue();
        page.QuerySelectorAll("[role=tab]").Length.ShouldBe(8);
        foreach (var tab in page.QuerySelectorAll("[role=tab]")) page.GetElementById(tab.GetAttribute("aria-controls")!).ShouldNotBeNull().GetAttribute("role").ShouldBe("tabpanel");
        page.QuerySelectorAll("[data-edit-preset] option").Length.ShouldBe(3);
        page.Words("main").ShouldNotContain("edit.");
    }

    [Fact]
    public async Task Photos_and_the_create_page_lead_to_it_and_an_edited_picture_opens_it_with_its_steps()
    {
        var href = $"/photos/{_photo.Id}/edit";
        (await _visitor.OpenAsync($"/products/{_photo.ProductId}/photos")).QuerySelector($"#photo-{_photo.Id} a[href='{href}']").ShouldNotBeNull();
        (await _visitor.OpenAsync($"/products/{_photo.ProductId}/create")).QuerySelector("main a[href^='/photos/'][href$='/edit']").ShouldNotBeNull();

        var at = _site.Shop.Assets.FindIndex(a => a.Lineage is not null);
        var result = _site.Shop.Assets[at];
        _site.Shop.Assets[at] = result with
        {
            Lineage = result.Lineage! with { SourceAssetId = _photo.Id, Recipe = "photo-edit", Parameters = JsonSerializer.SerializeToElement(new { steps = new[] { new { kind = "light", exposure = .5 } } }) },
        };
        var review = await _visitor.OpenAsync($"/review/{result.Id}");
        review.QuerySelector($"main a[href='{href}?from={result.Id}']").ShouldNotBeNull();
        review.QuerySelector("#regenerate").ShouldBeNull("its steps are no fields of a form");
        (await _visitor.OpenAsync($"{href}?from={result.Id}")).QuerySelector("[data-edit]")!.GetAttribute("data-steps").ShouldBe("""[{"kind":"light","exposure":0.5}]""");

        _site.Shop.Assets[at] = result with { Lineage = result.Lineage! with { SourceAssetId = Guid.CreateVersion7(), Recipe = "photo-edit" } };
        (await _visitor.OpenAsync($"{href}?from={result.Id}")).QuerySelector("[data-edit]")!.GetAttribute("data-steps").ShouldBe("[]", "steps of another photo are not this one's");
    }

    [Fact]
    public async Task A_preview_leads_to_its_picture_and_a_refusal_to_its_step()
    {
        var page = await _visitor.OpenAsync($"/photos/{_photo.Id}/edit");

        var shown = await JsonAsync(await PostAsync(page, "preview", new { steps = new[] { new { kind = "light", exposure = 1 } } }));

        shown.GetProperty("state").GetString().ShouldBe("done");
        (shown.GetProperty("width").GetInt32(), shown.GetProperty("height").GetInt32()).ShouldBe((3000, 4000));
        var picture = await _visitor.Http.GetAsync(shown.GetProperty("picture").GetString(), Stop);
        (picture.StatusCode, picture.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "image/webp"));
        Edits.Tried.ShouldHaveSingleItem().Steps!.Value[0].GetProperty("exposure").GetInt32().ShouldBe(1);

        Edits.Fails = ("not_possible", "steps[0].strokes: expected 0 to 0.15 of the frame to be erased, got 0.4.", "steps[0].strokes");
        var refused = await JsonAsync(await PostAsync(page, "preview", new { steps = new[] { new { kind = "erase" } } }));
        refused.GetProperty("problem").GetString().ShouldNotBeNull().ShouldContain("15 %");
        refused.GetProperty("field").GetString().ShouldBe("steps[0].strokes");
    }

    [Fact]
    public async Task Saving_starts_one_generation_of_the_photo_with_the_steps_and_goes_to_the_work()
    {
        var page = await _visitor.OpenAsync($"/photos/{_photo.Id}/edit");
        var before = _site.Shop.Generations.Count;

        var answer = await PostAsync(page, "save", new { steps = new[] { new { kind = "turn", quarters = 1 } }, key = Guid.CreateVersion7() });

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await JsonAsync(answer)).GetProperty("next").GetString().ShouldBe($"/products/{_photo.ProductId}/create#progress");
        var run = _site.Shop.Generations.Skip(before).ShouldHaveSingleItem();
        run.Recipe.ShouldBe("photo-edit");
    }

    [Fact]
    public async Task The_same_steps_go_to_other_photos_of_the_product_without_what_is_erased()
    {
        var other = _site.Shop.AddPhoto(_photo.ProductId, "other.jpg", FakeShop.Picture("raw-boot"));
        var page = await _visitor.OpenAsync($"/photos/{_photo.Id}/edit");
        page.QuerySelectorAll("[data-edit-also]").ShouldHaveSingleItem().GetAttribute("value").ShouldBe(other.Id.ToString());
        var before = _site.Shop.Generations.Count;
        var (key, steps) = (Guid.CreateVersion7(), new object[] { new { kind = "turn", quarters = 1 }, new { kind = "erase", strokes = Array.Empty<object>() } });

        (await PostAsync(page, "save", new { steps, key, also = new[] { other.Id, other.Id, _photo.Id } })).StatusCode.ShouldBe(HttpStatusCode.OK);

        var sent = _site.Shop.Generations.Skip(before).Select(g => g.Parameters.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("kind").GetString()).ToList()).ToList();
        sent.Count.ShouldBe(2);
        sent[0].ShouldBe(["turn", "erase"]);
        sent[1].ShouldBe(["turn"]);
        (await _visitor.OpenAsync("/")).Words("#toasts").ShouldContain("2 new pictures");

        // Only marks: there is nothing that another photo could take.
        (await PostAsync(page, "save", new { steps = steps[1..], key = Guid.CreateVersion7(), also = new[] { other.Id } })).StatusCode.ShouldBe(HttpStatusCode.OK);
        _site.Shop.Generations.Count.ShouldBe(before + 3);
    }

    [Fact]
    public async Task Nothing_is_tried_or_saved_without_the_page_s_token()
    {
        var before = _site.Shop.Generations.Count;
        foreach (var act in new[] { "preview", "save" })
        {
            (await _visitor.Http.PostAsJsonAsync($"/photos/{_photo.Id}/edit/{act}", new { steps = new[] { new { kind = "upscale" } }, key = Guid.CreateVersion7() }, Stop)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
        (Edits.Tried.Count, _site.Shop.Generations.Count).ShouldBe((0, before));
    }

    [Fact]
    public async Task Several_sizes_are_started_at_once_for_several_products()
    {
        var products = _site.Shop.Products.Take(2).Select(p => p.Id).ToList();
        var page = await _visitor.OpenAsync("/catalog/make?" + string.Join('&', products.Select(p => $"product={p}")));
        page.QuerySelectorAll("input[name=recipe][value=photo-edit]").ShouldBeEmpty("an edit belongs to one photo");
        page.QuerySelectorAll("input[name=recipe][value=channel-sizes][checked]").ShouldBeEmpty("nobody gets a picture for every channel unasked");
        foreach (var box in page.QuerySelectorAll("input[name=recipe], input[name='channel-sizes:channel']").OfType<IHtmlInputElement>()) box.IsChecked = box.Value is "channel-sizes" or "amazon-main" or "instagram-story";
        var before = _site.Shop.Generations.Count;

        await _visitor.SubmitAsync(page, "main form");

        _site.Shop.Generations.Skip(before).Count(g => g.Recipe == "channel-sizes").ShouldBe(2 * products.Count(p => _site.Shop.Assets.Any(a => a.ProductId == p && a.Kind == AssetKind.Photo)));
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);

    private async Task<HttpResponseMessage> PostAsync(IHtmlDocument page, string act, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/photos/{_photo.Id}/edit/{act}") { Content = JsonContent.Create(body) };
        request.Headers.Add("RequestVerificationToken", ((IHtmlInputElement)page.QuerySelector("[data-edit] [name=__RequestVerificationToken]")!).Value);
        return await _visitor.Http.SendAsync(request, Stop);
    }
}
