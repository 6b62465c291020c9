using System.Text.Json;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using CommerceOS.Tests.Browser;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Web;

/// <summary>The board of a set, the pages of a video and the editor of its shots, in a real browser.</summary>
public sealed partial class ScreenTests : IAsyncLifetime
{
    [Theory]
    [InlineData("en", "light", 1440)]
    [InlineData("en", "light", 320)]
    [InlineData("en", "dark", 390)]
    [InlineData("zh-Hans", "light", 390)]
    [InlineData("zh-Hans", "dark", 1440)]
    public async Task Boards_videos_and_shots_are_accessible_and_fit(string language, string theme, int width)
    {
        var problems = new List<string>();
        var page = await OpenAsync(language, theme, width, problems);
        await SignInAsync(page);
        _site.Shop.LoadSamples();
        var product = _site.Shop.Products[0];
        var set = HalfASet(product);
        var video = _site.Shop.AddVideo(product, ReviewState.ToReview, FakeShop.Suggest(language, "mist"));
        _site.Shop.AddCheck(video.Id, new("touches_frame", CheckTone.Warn, "The product touches the edge of the photo.", null, null));
        _site.Shop.AddCheck(video.Id, new("replay", CheckTone.Ok, "The same.", null, null));
        _site.Shop.AddVideo(product, ReviewState.Approved);

        await LookAsync(page, "set", $"/products/{product.Id}/sets/{set}", language, theme, width, problems);
        await LookAsync(page, "video", $"/review/{video.Id}", language, theme, width, problems);
        await LookAsync(page, "video-again", $"/review/{video.Id}?dialog=regenerate", language, theme, width, problems);
        await LookAsync(page, "video-results", $"/products/{product.Id}/results", language, theme, width, problems);
        await LookAsync(page, "video-publish", $"/publish?product={product.Id}", language, theme, width, problems);
        await page.GotoAsync($"/products/{product.Id}/create");
        await page.Locator("summary", new() { HasText = language == "en" ? "Options" : "选项" }).ClickAsync();
        await page.Locator("[data-editor]:visible").WaitForAsync();
        await ExamineAsync(page, "storyboard", language, theme, width, problems);

        problems.Where(p => !p.Contains("status of 404", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_board_fills_tile_by_tile_without_a_reload()
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", 1440, problems);
        await SignInAsync(page);
        _site.Shop.LoadSamples();
        var product = _site.Shop.Products[0];
        var photo = _site.Shop.Assets.First(a => a.ProductId == product.Id && a.Kind == AssetKind.Photo).Id;
        await page.GotoAsync($"/products/{product.Id}/create");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the full set" }).ClickAsync();
        await page.ArriveAsync("**/sets/*");
        await page.EvaluateAsync("window.stayed = true");
        var set = _site.Shop.Generations.Where(g => g.SetId is not null).ToList();

        _site.Shop.Change(set[6].Id, g => g with { State = GenerationState.Running, Progress = 0.4, Step = "render", StartedAt = _site.Shop.Now });
        await page.Locator($"#piece-{set[6].Id}").GetByText("making the video").WaitForAsync();
        (await page.Locator($"#piece-{set[6].Id}").InnerTextAsync()).ShouldContain("40%");
        var main = _site.Shop.Result(set[0], product, photo, "bottle-main", ReviewState.ToReview);
        await page.Locator($"#piece-{set[0].Id} img[src='/media/{main.Id}?r=preview']").WaitForAsync();
        await Assertions.Expect(page.Locator("#set-head h2")).ToHaveTextAsync("1 of 7 done");
        var time = await page.Locator("[data-elapsed]").InnerTextAsync();
        await Assertions.Expect(page.Locator("[data-elapsed]")).Not.ToHaveTextAsync(time);
        _site.Shop.Change(set[1].Id, g => g with { State = GenerationState.Failed, FailureCode = "nothing_found" });
        await page.Locator($"#piece-{set[1].Id}").GetByText("No product was found").WaitForAsync();
        var video = _site.Shop.AddVideo(product, ReviewState.ToReview, work: set[6]);
        await page.Locator($"#piece-{set[6].Id} .play-mark").WaitForAsync();

        // The tile that the stream brought posts with the page's own token.
        await page.Locator($"#piece-{set[1].Id}").GetByRole(AriaRole.Button, new() { Name = "Try again: Studio scene, Mist" }).ClickAsync();
        await page.Locator($"#piece-{set[1].Id}").GetByText("Queued").WaitForAsync();
        (await page.EvaluateAsync<bool>("window.stayed === true")).ShouldBeTrue("no page was loaded anew");
        await page.Locator($"#piece-{set[6].Id} h3 a").ClickAsync();
        await page.ArriveAsync($"**/review/{video.Id}");
        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Scenes_show_the_chosen_photo_s_product_as_soon_as_there_is_a_sheet()
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", 1440, problems);
        await SignInAsync(page);
        _site.Shop.LoadSamples();
        var product = _site.Shop.Products[0].Id;
        var first = _site.Shop.Assets.First(a => a.ProductId == product && a.Kind == Contracts.Catalog.AssetKind.Photo).Id;
        var second = _site.Shop.AddPhoto(product, "second.jpg", FakeShop.Picture("raw-boot")).Id;
        await page.GotoAsync($"/products/{product}/create");
        await page.Locator("summary", new() { HasText = "Options" }).ClickAsync();
        await page.Locator($".scenes image[href^='/media/{first}/scenes?again=']").First.WaitForAsync();

        // It was asked for again and is there now; storyboards show the same.
        var again = page.WaitForResponseAsync(answer => answer.Url.Contains($"/media/{first}/scenes", StringComparison.Ordinal) && answer.Status == 200);
        _site.Shop.Sheets[first] = FakeShop.Picture("raw-can");
        await again;
        await Assertions.Expect(page.Locator($"[data-shots] image[href^='/media/{first}/scenes']").First).ToBeVisibleAsync();

        _site.Shop.Sheets[second] = FakeShop.Picture("raw-boot");
        var other = page.WaitForResponseAsync(answer => answer.Url.EndsWith($"/media/{second}/scenes", StringComparison.Ordinal) && answer.Status == 200);
        await page.Locator($"label:has([name=photo][value='{second}'])").ClickAsync();
        await other;
        (await page.Locator($"[data-scenes]:not([href='/media/{second}/scenes'])").CountAsync()).ShouldBe(0);
        await Assertions.Expect(page.Locator("[data-edit-link]")).ToHaveAttributeAsync("href", $"/photos/{second}/edit");

        // A shot in another scene shows that part of the sheet; the suggestion for another scene comes with the chosen photo.
        var part = await page.Locator("[data-shots] > li:first-child [data-scene-own]").GetAttributeAsync("viewBox");
        await page.Locator("[data-shots] > li:first-child [data-field=scene]").SelectOptionAsync(new SelectOptionValue { Index = 3 });
        (await page.Locator("[data-shots] > li:first-child [data-scene-own]").GetAttributeAsync("viewBox")).ShouldNotBe(part);
        await page.Locator("[data-storyboard] [data-act=reset]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-shots] > li:first-child [data-field=scene]")).ToHaveValueAsync("mist");
        (await page.Locator($"[data-shots] image:not([href='/media/{second}/scenes'])").CountAsync()).ShouldBe(0);
        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Shots_are_edited_by_keyboard_and_by_drag()
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", 1440, problems);
        await SignInAsync(page);
        _site.Shop.LoadSamples();
        await page.GotoAsync($"/products/{_site.Shop.Products[0].Id}/create");
        await page.Locator("summary", new() { HasText = "Options" }).ClickAsync();
        var shots = page.Locator("[data-shots] > li");
        var value = page.Locator("[data-storyboard-value]");
        await Assertions.Expect(value).ToHaveValueAsync("[]");

        await page.Locator("[name='product-video:language']").SelectOptionAsync("zh-Hans");
        await Assertions.Expect(shots.First.Locator("[data-field=caption]")).ToHaveValueAsync("山谷草本浓缩精油");
        await page.Locator("[name='product-video:language']").SelectOptionAsync("en");
        await Assertions.Expect(shots.First.Locator("[data-field=caption]")).ToHaveValueAsync("Alpine herb concentrate");
        await Assertions.Expect(value).ToHaveValueAsync("[]");

        await shots.First.GetByLabel("Move down").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Captions("Thyme, juniper and mountain pine", "Alpine herb concentrate", "Dark green glass", "");
        (await page.EvaluateAsync<string>("document.activeElement.dataset.act")).ShouldBe("down", "the focus goes with the shot");
        await Assertions.Expect(page.Locator("[data-said]")).ToHaveTextAsync("Shot 1 is now shot 2");

        var grip = (await shots.Nth(2).Locator("[data-grip]").BoundingBoxAsync())!;
        var first = (await shots.First.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(grip.X + 8, grip.Y + 8);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(grip.X + 8, first.Y + 10, new() { Steps = 6 });
        await page.Mouse.UpAsync();
        await Captions("Dark green glass", "Thyme, juniper and mountain pine", "Alpine herb concentrate", "");

        await shots.Nth(1).GetByLabel("Duplicate").ClickAsync();
        await shots.Nth(1).GetByLabel("Remove").ClickAsync();
        await shots.First.GetByLabel("Caption").FillAsync("Made for the mountains");
        (await shots.First.Locator("[data-for='studio closeup'] [data-length]").InnerTextAsync()).ShouldBe("22 / 90");
        await shots.First.GetByLabel("Seconds").FillAsync("5");
        (await page.Locator("[data-total]").InnerTextAsync()).ShouldBe("10.6 s", "5 + 2.2 + 3 + 2.2 less three overlaps of 0.6");
        await shots.First.GetByLabel("Backdrop").SelectOptionAsync("dark");
        (await shots.First.Locator("[data-scene-picture]").GetAttributeAsync("src")).ShouldNotBeNull().ShouldContain("dark");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a shot" }).ClickAsync();
        await shots.Last.GetByLabel("Kind").SelectOptionAsync("text");
        await page.Locator("[data-is=own]").WaitForAsync();

        foreach (var recipe in await page.Locator("input[name=recipe]").AllAsync()) await recipe.SetCheckedAsync(await recipe.GetAttributeAsync("value") == "product-video");
        var make = page.Locator("button.btn-primary", new() { HasText = "Make 1" });
        var before = _site.Shop.Generations.Count;
        await make.ClickAsync();
        await page.Locator("[data-problem]", new() { HasText = "Words need a title" }).WaitForAsync();
        (await page.EvaluateAsync<string>("document.activeElement.dataset.field")).ShouldBe("title", "where something is missing");
        _site.Shop.Generations.Count.ShouldBe(before);
        await shots.Last.GetByLabel("Title").FillAsync("Alpine");
        await make.ClickAsync();
        await page.Locator("[id^=work-]", new() { HasText = "Product video" }).WaitForAsync();

        var board = _site.Shop.Generations.Last().Parameters.GetProperty("storyboard").Deserialize<List<ShotDto>>(CommerceClient.Json)!;
        board.ShouldBe(
        [
            new("studio", 5, "dark", "Made for the mountains"), new("closeup", 2.2, "mist", "Thyme, juniper and mountain pine"), new("studio", 3, "mist", "Alpine herb concentrate"),
            new("text", 2.2, Title: "Alpine herb concentrate", Line: "500 ml"), new("text", 2.4, Title: "Alpine"),
        ]);

        await page.GotoAsync($"/products/{_site.Shop.Products[0].Id}/create");
        await page.Locator("summary", new() { HasText = "Options" }).ClickAsync();
        for (var i = 4; i < 8; i++) await page.GetByRole(AriaRole.Button, new() { Name = "Add a shot" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a shot" }).ClickAsync();
        await page.Locator("[data-problem]", new() { HasText = "8 shots at most" }).WaitForAsync();
        (await shots.CountAsync()).ShouldBe(8);
        await page.GetByRole(AriaRole.Button, new() { Name = "Back to the suggested shots" }).ClickAsync();
        await Assertions.Expect(shots).ToHaveCountAsync(4);
        await Assertions.Expect(value).ToHaveValueAsync("[]");
        problems.ShouldBeEmpty();

        async Task Captions(params string[] expected) =>
            (await shots.Locator("[data-field=caption]").EvaluateAllAsync<string[]>("fields => fields.map(f => f.value)")).ShouldBe(expected);
    }

    [Fact]
    public async Task The_answer_of_making_again_arrives_by_itself()
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", 1440, problems);
        await SignInAsync(page);
        _site.Shop.LoadSamples();
        var video = _site.Shop.AddVideo(_site.Shop.Products[0], ReviewState.ToReview);
        await page.GotoAsync($"/review/{video.Id}");

        await page.GetByRole(AriaRole.Button, new() { Name = "Make again and compare" }).ClickAsync();
        await page.GetByText("Being made again", new() { Exact = true }).WaitForAsync();
        _site.Shop.AddCheck(video.Id, new("replay", CheckTone.Ok, "Made again.", null, null));

        await page.Locator("#replay .chip-ok", new() { HasText = "The same, byte for byte" }).WaitForAsync();
        await page.Locator("#checks", new() { HasText = "Made again and compared" }).WaitForAsync();
        problems.ShouldBeEmpty();
    }

    /// <summary>A set in the middle of its work: pieces in every state.</summary>
    private Guid HalfASet(ProductDto product)
    {
        var shop = _site.Shop;
        var photo = shop.Assets.First(a => a.ProductId == product.Id && a.Kind == AssetKind.Photo).Id;
        var set = shop.StartSet(product.Id);
        shop.Result(set[0], product, photo, "bottle-main", ReviewState.ToReview);
        shop.Result(set[1], product, photo, "bottle-studio", ReviewState.ToReview, new CheckDto("touches_frame", CheckTone.Warn, "It touches the frame.", null, null));
        shop.Change(set[2].Id, g => g with { State = GenerationState.Failed, FailureCode = "nothing_found" });
        shop.Change(set[3].Id, g => g with { State = GenerationState.Cancelled });
        shop.Change(set[4].Id, g => g with { State = GenerationState.Running, Progress = 0.62, Step = "render", StartedAt = shop.Now });
        shop.Change(set[5].Id, g => g with { State = GenerationState.Done, StartedAt = shop.Now, FinishedAt = shop.Now.AddSeconds(1), CopyIds = [.. shop.Copies.Select(c => c.Id)] });
        return set[0].SetId!.Value;
    }
}
