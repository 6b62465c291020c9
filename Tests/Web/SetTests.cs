using System.Net;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using CommerceOS.Web.Components.Generation;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Web;

/// <summary>The board of a full set with plain GET and POST, as a browser without scripts works it.</summary>
public sealed class SetTests : IAsyncLifetime
{
    private WebSite _site = null!;

    private FakeShop Shop => _site.Shop;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Making_the_full_set_leads_to_a_board_with_a_tile_for_each_piece()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var product = Shop.Products[0].Id;
        var before = Shop.Generations.Count;
        var page = await visitor.OpenAsync($"/products/{product}/create");

        page = await visitor.SubmitAsync(page, "#create", button: "button[name=set]");

        var started = Shop.Generations.Skip(before).ToList();
        visitor.Path.ShouldBe($"/products/{product}/sets/{started[0].SetId}");
        page.Words("[id^=piece-] h3").ShouldBe("Main image | Studio scene, Mist | Studio scene, Sand | Studio scene, Dark | Infographic | Listing copy | Product video");
        page.Words("#set-head h2").ShouldBe("0 of 7 done");
        (await visitor.OpenAsync($"/products/{product}/create")).QuerySelector($"a[href='/products/{product}/sets/{started[0].SetId}']").ShouldNotBeNull("the way back to the board");
    }

    [Fact]
    public async Task A_finished_piece_shows_its_picture_and_a_failed_one_says_why()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var product = Shop.Products[0];
        var set = Shop.StartSet(product.Id);
        var main = Shop.Result(set[0], product, Photo(product), "bottle-main", ReviewState.ToReview);
        Shop.Change(set[1].Id, g => g with { State = GenerationState.Failed, FailureCode = "nothing_found" });
        Shop.Change(set[5].Id, g => g with { State = GenerationState.Done, CopyIds = [.. Shop.Copies.Select(c => c.Id)] });
        var video = Shop.AddVideo(product, ReviewState.ToReview, work: set[6]);

        var page = await visitor.OpenAsync($"/products/{product.Id}/sets/{set[0].SetId}");

        page.QuerySelector($"#piece-{set[0].Id} img")!.GetAttribute("src").ShouldBe($"/media/{main.Id}?r=preview");
        page.Words($"#piece-{set[1].Id}").ShouldContain("No product was found in the photo");
        page.Words($"#piece-{set[5].Id}").ShouldContain("Northlight Alpine Herb Concentrate, 500 ml");
        page.QuerySelector($"#piece-{set[6].Id} img")!.GetAttribute("src").ShouldBe($"/media/{video.Id}?r=preview");
        page.Words($"#piece-{set[6].Id} .onimg").ShouldBe("0:08");
        page.Words("#set-head h2").ShouldBe("3 of 7 done, 1 failed");
        page.QuerySelector($"#set-head a[href='/review/{main.Id}']").ShouldNotBeNull("reviewing begins with the first piece");

        page = await visitor.SubmitAsync(page, "#board", button: $"#piece-{set[1].Id} button");
        visitor.Path.ShouldBe($"/products/{product.Id}/sets/{set[0].SetId}");
        Shop.Generations.First(g => g.Id == set[1].Id).State.ShouldBe(GenerationState.Queued);

        page = await visitor.SubmitAsync(page, "#board", button: $"#piece-{set[2].Id} button");
        Shop.Generations.First(g => g.Id == set[2].Id).State.ShouldBe(GenerationState.Cancelled);
        Shop.Generations.First(g => g.Id == set[3].Id).State.ShouldBe(GenerationState.Queued);

        await visitor.SubmitAsync(page, "#board", button: "#set-head button");
        visitor.Path.ShouldBe($"/products/{product.Id}/sets/{set[0].SetId}");
        Shop.Generations.Where(g => g.SetId == set[0].SetId && GenerationSet.IsOpen(g)).ShouldBeEmpty();
        Shop.Generations.First(g => g.Id == set[0].Id).State.ShouldBe(GenerationState.Done, "what is made stays");
    }

    [Fact]
    public async Task A_set_that_there_is_not_and_one_of_another_product_are_not_found()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var set = Shop.StartSet(Shop.Products[0].Id)[0].SetId;

        await visitor.OpenAsync($"/products/{Shop.Products[0].Id}/sets/{Guid.CreateVersion7()}");
        visitor.Status.ShouldBe(HttpStatusCode.NotFound);
        await visitor.OpenAsync($"/products/{Shop.Products[1].Id}/sets/{set}");
        visitor.Status.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.Http.GetAsync($"/products/{Shop.Products[1].Id}/work?set={set}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.OpenAsync($"/products/{Shop.Products[0].Id}/sets/{set}")).QuerySelectorAll("[id^=piece-]").Length.ShouldBe(7);
    }

    [Fact]
    public async Task A_viewer_sees_the_board_without_buttons()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        Shop.Role = Contracts.Accounts.Role.Viewer;
        var set = Shop.StartSet(Shop.Products[0].Id);
        Shop.Change(set[1].Id, g => g with { State = GenerationState.Failed, FailureCode = "nothing_found" });

        var page = await visitor.OpenAsync($"/products/{Shop.Products[0].Id}/sets/{set[0].SetId}");

        page.QuerySelectorAll("#board button").ShouldBeEmpty();
        page.QuerySelectorAll("[id^=piece-]").Length.ShouldBe(7);
    }

    [Fact]
    public async Task A_refused_set_says_why_and_starts_nothing()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var page = await visitor.OpenAsync($"/products/{Shop.Products[0].Id}/create");
        var before = Shop.Generations.Count;
        Shop.NextProblem = new ApiProblem(409, "too_much_work", "Enough is waiting", null);

        page = await visitor.SubmitAsync(page, "#create", button: "button[name=set]");

        visitor.Status.ShouldBe(HttpStatusCode.Conflict);
        page.Words("[role=alert]").ShouldContain("Too much work is waiting");
        Shop.Generations.Count.ShouldBe(before);
    }

    [Fact]
    public void Time_that_nothing_was_done_in_does_not_count()
    {
        var start = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
        var set = new GenerationSet(
        [
            Piece(start, start.AddSeconds(2), start.AddSeconds(6)),
            Piece(start, start.AddSeconds(4), start.AddSeconds(10)),
            Piece(start, start.AddDays(1), start.AddDays(1).AddSeconds(5)), // tried again on the next day
        ]);

        set.Took(start.AddDays(2)).ShouldBe(TimeSpan.FromSeconds(15));
        new GenerationSet([Piece(start, null, null)]).Took(start.AddSeconds(3)).ShouldBe(TimeSpan.FromSeconds(3), "waiting for the first counts");
    }

    private static GenerationDto Piece(DateTimeOffset created, DateTimeOffset? started, DateTimeOffset? finished) => new(
        Guid.CreateVersion7(), Guid.Empty, null, "main-image", default, finished is null ? GenerationState.Queued : GenerationState.Done, 1, null, created, started, finished, null, null, [], [], 1);

    private Guid Photo(ProductDto product) => Shop.Assets.First(a => a.ProductId == product.Id && a.Kind == AssetKind.Photo).Id;
}
