using System.Globalization;
using CommerceOS.Contracts.Catalog;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Web;

/// <summary>The forms of pictures that are made from several photos, in a real browser.</summary>
public sealed partial class ScreenTests : IAsyncLifetime
{
    [Theory]
    [InlineData("en", "light", 1440)]
    [InlineData("en", "dark", 390)]
    [InlineData("zh-Hans", "light", 390)]
    [InlineData("zh-Hans", "light", 1440)]
    public async Task Pickers_of_photos_are_accessible_and_fit(string language, string theme, int width)
    {
        var problems = new List<string>();
        var page = await OpenAsync(language, theme, width, problems);
        await SignInAsync(page);
        _site.Shop.LoadSamples();
        var product = _site.Shop.Products[0];
        _site.Shop.AddPhoto(product.Id, "bottle-back-with-a-rather-long-name-from-a-camera-2026-11-22.jpg", FakeShop.Picture("raw-bottle"));
        await page.GotoAsync($"/products/{product.Id}/create");
        await page.Locator("[data-options-of=group]").WaitForAsync(new() { State = WaitForSelectorState.Hidden });

        foreach (var recipe in (string[])["size-guide", "before-after", "variants", "group"]) await page.Locator($"input[name=recipe][value={recipe}]").CheckAsync();
        await page.Locator("[data-options-of=group]").WaitForAsync();
        await page.Locator("#group-photos").ScrollIntoViewIfNeededAsync();
        await ExamineAsync(page, "several-photos", language, theme, width, problems);
        foreach (var recipe in (string[])["size-guide", "before-after", "variants", "group"])
        {
            await page.Locator($"[data-options-of={recipe}]").ScreenshotAsync(new() { Path = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"several-{recipe}-{language}-{width}.png")) });
        }
        problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Photos_are_picked_by_keyboard_and_stay_picked_when_others_are_searched_for()
    {
        var problems = new List<string>();
        var page = await OpenAsync("en", "light", 1440, problems);
        await SignInAsync(page);
        _site.Shop.LoadSamples();
        var (bottle, mug, boot) = (_site.Shop.Products[0], _site.Shop.Products[1], _site.Shop.Products[^1]);
        await page.GotoAsync($"/products/{bottle.Id}/create");
        foreach (var recipe in FakeShop.Recipes.Where(r => r.Id is not ("photo-edit" or "variants"))) await page.Locator($"input[name=recipe][value={recipe.Id}]").UncheckAsync();

        await page.Locator("input[name=recipe][value=variants]").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        var picker = page.Locator("#variants-photos");
        await picker.GetByText("1 chosen; 2 to 9 are needed.").WaitForAsync();
        await picker.Locator($"[value='{Photo(mug)}']").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await picker.GetByText("2 chosen; 2 to 9 are needed.").WaitForAsync();
        await page.Keyboard.PressAsync("Tab");
        (await page.EvaluateAsync<string>("document.activeElement.name")).ShouldBe($"variants:photos.label:{Photo(mug)}", "what is asked about a photo follows it");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("White");

        await picker.GetByPlaceholder("Search other products").FillAsync("boot");
        await picker.Locator($"[value='{Photo(_site.Shop.Products[2])}']").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.Keyboard.PressAsync("Enter");
        (await picker.Locator($"[value='{Photo(mug)}']").IsCheckedAsync()).ShouldBeTrue();
        await picker.Locator("label", new() { Has = page.Locator($"[value='{Photo(boot)}']") }).ClickAsync();
        await picker.GetByText("3 chosen; 2 to 9 are needed.").WaitForAsync();
        await picker.GetByPlaceholder("Search other products").FillAsync("no such thing");
        // Chosen anew, the first one comes last.
        await picker.Locator($"[value='{Photo(bottle)}']").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(picker.Locator("label", new() { Has = page.Locator($"[value='{Photo(bottle)}']") }).Locator(".pick-mark")).ToHaveAttributeAsync("data-place", "3");
        await picker.Locator($"[name='variants:photos.label:{Photo(bottle)}']").FillAsync("Green");
        // Its name is longer than a label may be, so none is suggested.
        await picker.Locator($"[name='variants:photos.label:{Photo(boot)}']").FillAsync("Boot");
        var before = _site.Shop.Generations.Count;
        await page.RunAndWaitForResponseAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Make 1" }).ClickAsync(), answer => answer.Request.Method == "POST");

        _site.Shop.Generations.Skip(before).ShouldHaveSingleItem().Parameters.GetProperty("photos").EnumerateArray().Select(p => (p.GetProperty("photoId").GetGuid(), p.GetProperty("label").GetString()))
            .ShouldBe([(Photo(mug), "White"), (Photo(boot), "Boot"), (Photo(bottle), "Green")]);
        problems.ShouldBeEmpty();
    }

    private Guid Photo(ProductDto product) => _site.Shop.Assets.First(a => a.ProductId == product.Id && a.Kind == AssetKind.Photo).Id;
}
