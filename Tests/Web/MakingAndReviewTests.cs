using System.Net;
using AngleSharp.Html.Dom;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Web;

/// <summary>Making, watching and deciding with plain GET and POST, as a browser without scripts does it.</summary>
public sealed class MakingAndReviewTests : IAsyncLifetime
{
    private WebSite _site = null!;

    private FakeShop Shop => _site.Shop;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Chosen_recipes_start_with_only_the_options_that_were_changed()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var product = Shop.Products[0];
        var before = Shop.Generations.Count;
        var page = await visitor.OpenAsync($"/products/{product.Id}/create");

        await visitor.SubmitAsync(page, "#create", new() { ["recipe"] = "studio-scene", ["studio-scene:backdrop"] = "warm" });

        visitor.Path.ShouldStartWith($"/products/{product.Id}/create");
        var started = Shop.Generations.Skip(before).ShouldHaveSingleItem();
        started.Recipe.ShouldBe("studio-scene");
        started.Parameters.GetRawText().ShouldBe("""{"backdrop":"warm"}""");
    }

    [Fact]
    public async Task Failed_work_says_why_and_can_be_tried_again()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var failed = Shop.Generations.First(g => g.State == GenerationState.Failed);
        Shop.Change(failed.Id, g => g with { FailureCode = "nothing_found" });
        var page = await visitor.OpenAsync($"/products/{failed.ProductId}/create");
        page.Words($"#work-{failed.Id}").ShouldContain("No product was found in the photo");

        await visitor.SubmitAsync(page, "#create", button: $"#work-{failed.Id} button");

        Shop.Generations.First(g => g.Id == failed.Id).State.ShouldBe(GenerationState.Queued);
    }

    [Fact]
    public async Task Progress_arrives_as_rows_to_put_in_place()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var running = Shop.Generations.First(g => g.State == GenerationState.Running);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var answer = await visitor.Http.GetAsync($"/products/{running.ProductId}/work", HttpCompletionOption.ResponseHeadersRead, timeout.Token);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var messages = System.Net.ServerSentEvents.SseParser.Create(await answer.Content.ReadAsStreamAsync(timeout.Token)).EnumerateAsync(timeout.Token).GetAsyncEnumerator(timeout.Token);
        // The present state comes first, in as many messages as it happens to arrive in; the time limit ends a wait in vain.
        do (await messages.MoveNextAsync()).ShouldBeTrue();
        while (!messages.Current.Data.Contains("pct-62", StringComparison.Ordinal));

        Shop.Change(running.Id, g => g with { State = GenerationState.Done, Progress = 1 });
        var rows = "";
        while (!rows.Contains($"hx-target=\"#work-{running.Id}\"", StringComparison.Ordinal) || !rows.Contains("Done", StringComparison.Ordinal))
        {
            (await messages.MoveNextAsync()).ShouldBeTrue();
            rows = messages.Current.Data;
        }

        rows.ShouldContain("hx-target=\"#work-head\"");
        messages.Current.EventType.ShouldBe("message", "htmx swaps only messages without a name");
    }

    [Fact]
    public async Task Approving_goes_on_to_the_next_and_can_be_undone()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var waiting = Shop.Queue.Where(i => i.Kind == ReviewItemKind.Picture).ToList();
        var page = await visitor.OpenAsync("/review");
        visitor.Path.ShouldBe($"/review/{waiting[0].Id}");

        page = await visitor.SubmitAsync(page, "form[action$='/approve']");

        visitor.Path.ShouldBe($"/review/{waiting[1].Id}");
        Shop.Asset(waiting[0].Id)!.Review!.State.ShouldBe(ReviewState.Approved);
        page.Words("#toasts").ShouldContain("Approved");

        await visitor.SubmitAsync(page, "#toasts form");

        visitor.Path.ShouldBe($"/review/{waiting[0].Id}");
        Shop.Asset(waiting[0].Id)!.Review!.State.ShouldBe(ReviewState.ToReview);
    }

    [Fact]
    public async Task Rejecting_keeps_the_reason_and_the_persons_words()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var waiting = Shop.Queue.First();
        var page = await visitor.OpenAsync($"/review/{waiting.Id}?dialog=reject");
        page.QuerySelector("dialog#reject[open]").ShouldNotBeNull("without scripts the link opens it on the server");

        await visitor.SubmitAsync(page, "#reject form", new() { ["reason"] = "colour", ["words"] = "too green" });

        Shop.Asset(waiting.Id)!.Review!.Reason.ShouldBe("colour: too green");
        (await visitor.OpenAsync($"/review/{waiting.Id}")).Words("aside.panel").ShouldContain("Colour is off: too green");
    }

    [Fact]
    public async Task A_result_is_made_again_with_other_options()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var waiting = Shop.Queue.First(i => i.Recipe == "studio-scene");
        var page = await visitor.OpenAsync($"/review/{waiting.Id}");

        await visitor.SubmitAsync(page, "#regenerate form", new() { ["studio-scene:backdrop"] = "pastel" });

        Shop.Generations.Last().Parameters.GetRawText().ShouldBe("""{"backdrop":"pastel"}""");
        Shop.Generations.Last().Recipe.ShouldBe("studio-scene");
    }

    [Fact]
    public async Task Copy_is_edited_and_approved_in_one_step()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var copy = Shop.Copies.First(c => c.Language == "zh-Hans");
        var page = await visitor.OpenAsync($"/review/copy/{copy.Id}");
        page.QuerySelector("#title")!.GetAttribute("lang").ShouldBe("zh-Hans");
        page.Words("#title-c").ShouldContain("Taobao");

        await visitor.SubmitAsync(page, "form:has(#title)", new() { ["title"] = "山谷草本 500 毫升" }, button: "button[value=approve]");

        copy = Shop.Copies.First(c => c.Id == copy.Id);
        copy.Text.Title.ShouldBe("山谷草本 500 毫升");
        copy.Text.Bullets.Count.ShouldBe(2, "empty bullets are dropped");
        copy.Review.State.ShouldBe(ReviewState.Approved);
    }

    [Fact]
    public async Task Copy_that_is_refused_stays_as_it_was_typed()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var copy = Shop.Copies[0];
        var page = await visitor.OpenAsync($"/review/copy/{copy.Id}");

        page = await visitor.SubmitAsync(page, "form:has(#title)", new() { ["title"] = "", ["description"] = "Kept" }, button: "button[value=save]");

        visitor.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Words("#title-e").ShouldBe("Write something here");
        ((IHtmlTextAreaElement)page.QuerySelector("#description")!).Value.ShouldBe("Kept");
        Shop.Copies[0].Edited.ShouldBeFalse();
    }
}
