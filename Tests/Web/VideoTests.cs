using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using AngleSharp.Html.Dom;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Web;

/// <summary>Videos on their way to the browser, and the pages around them, without scripts.</summary>
public sealed class VideoTests : IAsyncLifetime
{
    private WebSite _site = null!;

    private FakeShop Shop => _site.Shop;

    public async ValueTask InitializeAsync() => _site = await WebSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("bytes=1000-1999", "bytes 1000-1999/100000", 1000, 1000)]
    [InlineData("bytes=99000-", "bytes 99000-99999/100000", 99000, 1000)]
    [InlineData("bytes=-500", "bytes 99500-99999/100000", 99500, 500)]
    public async Task A_part_of_a_video_is_answered_with_that_part(string range, string expected, int from, int length)
    {
        var (visitor, video) = await VisitVideoAsync();

        var answer = await GetAsync(visitor, $"/media/{video.Id}", range);

        answer.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        answer.Content.Headers.ContentRange!.ToString().ShouldBe(expected);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("video/mp4");
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(Shop.Content[video.Id].AsSpan(from, length).ToArray());
    }

    [Fact]
    public async Task A_part_beyond_the_end_is_answered_with_where_the_end_is()
    {
        var (visitor, video) = await VisitVideoAsync();

        var answer = await GetAsync(visitor, $"/media/{video.Id}", "bytes=100000-");

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        answer.Content.Headers.ContentRange!.ToString().ShouldBe("bytes */100000");
    }

    [Fact]
    public async Task The_whole_comes_for_no_range_for_nonsense_and_for_a_part_of_another_version()
    {
        var (visitor, video) = await VisitVideoAsync();

        foreach (var (range, condition) in ((string?, string?)[])[(null, null), ("apples=1-2", null), ("bytes=0-99", "\"another\"")])
        {
            var answer = await GetAsync(visitor, $"/media/{video.Id}?r=full", range, condition);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{range} {condition}");
            answer.Content.Headers.ContentLength.ShouldBe(100_000);
            answer.Headers.AcceptRanges.ShouldBe(["bytes"]);
        }
        var same = await GetAsync(visitor, $"/media/{video.Id}", "bytes=0-99", $"\"{video.Id:N}-full\"");
        same.StatusCode.ShouldBe(HttpStatusCode.PartialContent, "a part of this very version");
    }

    [Fact]
    public async Task Captions_and_poster_come_with_their_own_types()
    {
        var (visitor, video) = await VisitVideoAsync();

        var captions = await GetAsync(visitor, $"/media/{video.Id}?r=captions", "bytes=0-3");
        captions.StatusCode.ShouldBe(HttpStatusCode.OK, "only the file itself comes in parts");
        captions.Content.Headers.ContentType!.ToString().ShouldBe("text/vtt; charset=utf-8");
        (await captions.Content.ReadAsStringAsync()).ShouldStartWith("WEBVTT");
        (await GetAsync(visitor, $"/media/{video.Id}?r=preview", null)).Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        (await GetAsync(visitor, $"/media/{Guid.CreateVersion7()}", "bytes=0-3")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_stranger_gets_no_video()
    {
        var (_, video) = await VisitVideoAsync();

        var answer = await GetAsync(_site.Visit(followRedirects: false), $"/media/{video.Id}", "bytes=0-99");

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldContain("/sign-in");
    }

    [Fact]
    public async Task A_video_is_reviewed_with_controls_captions_and_poster()
    {
        var (visitor, video) = await VisitVideoAsync();

        var page = await visitor.OpenAsync($"/review/{video.Id}");

        var player = (IHtmlVideoElement)page.QuerySelector("video")!;
        player.HasAttribute("controls").ShouldBeTrue();
        player.HasAttribute("playsinline").ShouldBeTrue();
        player.GetAttribute("preload").ShouldBe("metadata");
        player.GetAttribute("poster").ShouldBe($"/media/{video.Id}?r=preview");
        page.QuerySelector("video source")!.GetAttribute("type").ShouldBe("video/mp4");
        var track = page.QuerySelector("video track")!;
        track.GetAttribute("src").ShouldBe($"/media/{video.Id}?r=captions");
        track.GetAttribute("srclang").ShouldBe("en");
        track.HasAttribute("default").ShouldBeFalse("they stand in the picture already");
        page.QuerySelector("[data-zoom], .ba").ShouldBeNull();
        page.Words("aside.panel dl").ShouldContain("Suggested from your facts");
        visitor.Answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("media-src 'self'");

        await visitor.SubmitAsync(page, "form[action$='/approve']");
        Shop.Asset(video.Id)!.Review!.State.ShouldBe(ReviewState.Approved);
    }

    [Fact]
    public async Task A_video_without_captions_has_no_track()
    {
        var (visitor, _) = await VisitVideoAsync();
        var silent = Shop.AddVideo(Shop.Products[0], ReviewState.ToReview, [new("studio", 3, "mist"), new("text", 2, Title: "Only words")]);

        var page = await visitor.OpenAsync($"/review/{silent.Id}");

        page.QuerySelector("video track").ShouldBeNull();
        page.Words("aside.panel dl").ShouldContain("2 own shots");
    }

    [Fact]
    public async Task A_gallery_shows_the_poster_with_a_play_mark()
    {
        var (visitor, video) = await VisitVideoAsync();

        var page = await visitor.OpenAsync($"/products/{video.ProductId}/results");

        page.QuerySelector($"a[href='/review/{video.Id}'] .play-mark").ShouldNotBeNull();
        page.QuerySelectorAll(".play-mark").Length.ShouldBe(1, "pictures have none");
    }

    [Fact]
    public async Task Approved_videos_go_out_with_their_product()
    {
        var (visitor, waiting) = await VisitVideoAsync();
        var approved = Shop.AddVideo(Shop.Products[0], ReviewState.Approved);

        var page = await visitor.OpenAsync($"/publish?product={Shop.Products[0].Id}");

        page.QuerySelectorAll("input[name^='videos:']").Select(i => i.GetAttribute("value")).ShouldBe([$"{approved.Id}"], "what waits for review is no choice");
        page.QuerySelectorAll("input[name^='pictures:']").Length.ShouldBe(1, "a video is no picture");
        page.QuerySelector($"#goes-{waiting.ProductId}")!.TextContent.ShouldContain("1 picture, 1 video");

        foreach (var copy in Shop.Copies.ToList()) Shop.DecideCopy(copy.Id, ReviewState.Approved, null);
        page = await visitor.OpenAsync($"/publish?product={waiting.ProductId}");
        await visitor.SubmitAsync(page, "main form");
        var sent = Shop.Published.Last().Items.ShouldHaveSingleItem().AssetIds!;
        sent.Count.ShouldBe(2);
        sent[^1].ShouldBe(approved.Id, "behind the pictures: the main image leads");
    }

    [Fact]
    public async Task Checks_say_first_what_to_look_at()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var scene = Shop.Assets.First(a => a.Lineage?.Recipe == "studio-scene");

        var page = await visitor.OpenAsync($"/review/{scene.Id}");

        page.Words("#checks h3").ShouldBe("Look at this");
        page.Words("#checks > ul > li p").ShouldContain("The product was scaled 1.31 times.");
        page.QuerySelector("#checks details[open]").ShouldBeNull("what is in order waits folded");
        page.Words("#checks summary").ShouldBe("2 in order");
    }

    [Theory]
    [InlineData(CheckTone.Ok, "The same, byte for byte")]
    [InlineData(CheckTone.Bad, "Other bytes came out")]
    public async Task A_result_is_made_again_and_compared(CheckTone tone, string words)
    {
        var (visitor, video) = await VisitVideoAsync();
        var page = await visitor.OpenAsync($"/review/{video.Id}");

        page = await visitor.SubmitAsync(page, "form[action$='/replay']");
        visitor.Path.ShouldBe($"/review/{video.Id}?replay=asked");
        page.Words("#replay").ShouldBe("Being made again");
        page.QuerySelector("#replay")!.GetAttribute("hx-trigger").ShouldBe("every 2s");

        Shop.AddCheck(video.Id, new("replay", tone, "Made again.", null, null));
        page = await visitor.OpenAsync($"/review/{video.Id}?replay=asked");
        page.Words("#replay .chip").ShouldBe(words);
        page.QuerySelector("#replay")!.HasAttribute("hx-trigger").ShouldBeFalse("nothing more to wait for");
    }

    [Fact]
    public async Task What_cannot_be_made_again_says_so()
    {
        var (visitor, video) = await VisitVideoAsync();
        var page = await visitor.OpenAsync($"/review/{video.Id}");
        Shop.NextProblem = new ApiProblem(409, "nothing_to_replay", "Nothing to make again", null);

        page = await visitor.SubmitAsync(page, "form[action$='/replay']");

        page.Words("#toasts").ShouldContain("it cannot be made again");
    }

    [Fact]
    public async Task Without_scripts_the_suggested_shots_are_named_and_made()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var page = await visitor.OpenAsync($"/products/{Shop.Products[0].Id}/create");
        page.Words("[data-storyboard] ol.js-hidden").ShouldContain("Close-up, 2.2 s: Thyme, juniper and mountain pine");

        await visitor.SubmitAsync(page, "#create", new() { ["recipe"] = "product-video", ["product-video:shape"] = "portrait" });

        Shop.Generations.Last().Parameters.GetRawText().ShouldBe("""{"shape":"portrait"}""", "no shots of one's own: the suggested ones as they are when it is made");
    }

    [Fact]
    public async Task Own_shots_go_out_as_they_stand_and_come_back_when_refused()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var page = await visitor.OpenAsync($"/products/{Shop.Products[0].Id}/create");
        const string shots = """[{"kind":"studio","seconds":4.5,"scene":"sand","caption":"Made for the mountains"},{"kind":"text","seconds":33,"title":"Alpine","line":null}]""";

        page = await visitor.SubmitAsync(page, "#create", new() { ["recipe"] = "product-video", ["product-video:storyboard"] = shots });
        visitor.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Words("[role=alert]").ShouldContain("Product video, Shot 2: A shot lasts 1.2 to 20 s");
        page.Words("[data-storyboard] ol.js-hidden").ShouldContain("Made for the mountains", Case.Sensitive, "what was typed is still there");

        await visitor.SubmitAsync(page, "#create", new() { ["recipe"] = "product-video", ["product-video:storyboard"] = shots.Replace("33", "3", StringComparison.Ordinal) });
        var board = Shop.Generations.Last().Parameters.GetProperty("storyboard").Deserialize<List<ShotDto>>(CommerceClient.Json)!;
        board.ShouldBe([new("studio", 4.5, "sand", "Made for the mountains"), new("text", 3, Title: "Alpine")]);
    }

    [Fact]
    public async Task Shots_that_cannot_be_read_are_refused_and_replaced_by_the_suggested_ones()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var page = await visitor.OpenAsync($"/products/{Shop.Products[0].Id}/create");

        page = await visitor.SubmitAsync(page, "#create", new() { ["recipe"] = "product-video", ["product-video:storyboard"] = "[oops" });

        visitor.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Words("[role=alert]").ShouldContain("These shots cannot be read");
        page.QuerySelectorAll("[data-shots] > li").Length.ShouldBe(4);
    }

    [Fact]
    public async Task Suggested_shots_come_in_the_language_and_scene_that_are_chosen()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        var product = Shop.Products[0].Id;

        var rows = await visitor.OpenAsync($"/products/{product}/storyboard?language=zh-Hans&scene=dark");
        rows.QuerySelector("[data-field=caption]")!.GetAttribute("value").ShouldBe("山谷草本浓缩精油");
        ((IHtmlSelectElement)rows.QuerySelector("[data-field=scene]")!).Value.ShouldBe("dark");

        rows = await visitor.OpenAsync($"/products/{product}/storyboard?language=tlh&scene=nowhere");
        rows.QuerySelectorAll("li").Length.ShouldBe(4, "unknown choices fall back to the first");
    }

    [Fact]
    public async Task A_video_is_made_again_with_the_shots_that_it_has()
    {
        var (visitor, _) = await VisitVideoAsync();
        var video = Shop.AddVideo(Shop.Products[0], ReviewState.ToReview, [new("studio", 3, "mist", "First"), new("closeup", 2, "sand", "Second")]);
        var page = await visitor.OpenAsync($"/review/{video.Id}");
        page.QuerySelectorAll("#regenerate [data-shots] > li").Length.ShouldBe(2);

        await visitor.SubmitAsync(page, "#regenerate form", new() { ["product-video:shape"] = "landscape" });

        var again = Shop.Generations.Last().Parameters;
        again.GetProperty("shape").GetString().ShouldBe("landscape");
        again.GetProperty("storyboard").EnumerateArray().Select(s => s.GetProperty("caption").GetString()).ShouldBe(["First", "Second"]);
    }

    private async Task<(Visitor Visitor, AssetDto Video)> VisitVideoAsync()
    {
        var visitor = await _site.VisitAsOwnerAsync();
        return (visitor, Shop.AddVideo(Shop.Products[0], ReviewState.ToReview));
    }

    private static async Task<HttpResponseMessage> GetAsync(Visitor visitor, string path, string? range, string? condition = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (range is not null) request.Headers.TryAddWithoutValidation("Range", range);
        if (condition is not null) request.Headers.IfRange = RangeConditionHeaderValue.Parse(condition);
        return await visitor.Http.SendAsync(request, HttpCompletionOption.ResponseContentRead);
    }
}
