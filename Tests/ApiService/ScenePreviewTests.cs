using CommerceOS.Contracts;
using CommerceOS.Data.Objects;
using CommerceOS.Domain.Generation;
using CommerceOS.Studio.Matting;
using CommerceOS.Tests.Harness;
using CommerceOS.Tests.Studio;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.ApiService;

/// <summary>A merchant's own product in every scene, with the real worker.</summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class ScenePreviewTests(CommerceSystem system)
{
    private const int Side = 224, Columns = 6;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_scene_shows_the_merchants_product_in_the_order_of_the_choices()
    {
        var (merchant, _, photo) = await system.WithFlaskAsync();
        await merchant.Client.PreviewScenesAsync(merchant.Workspace, photo, Stop);

        var sheet = await SheetAsync(merchant, photo);

        (sheet.Width, sheet.Height).ShouldBe((Columns * Side, 5 * Side)); // 26 scenes
        var (mist, night) = (Place("mist"), Place("black-marble"));
        Level(sheet, mist, 8, 8).ShouldBeGreaterThan(Level(sheet, night, 8, 8) + 60, "a light scene and a dark one");
        // The flask stands in the middle of each: its body has the same colour whatever is around it.
        foreach (var scene in (string[])["mist", "black-marble", "oak-table", "winter-snow"])
            Math.Abs(Level(sheet, Place(scene), Side / 2, Side * 6 / 10) - Level(sheet, mist, Side / 2, Side * 6 / 10)).ShouldBeLessThan(14, scene);
    }

    [Fact]
    public async Task Nothing_is_made_twice_and_another_outline_has_previews_of_its_own()
    {
        var (merchant, _, photo) = await system.WithFlaskAsync();
        await merchant.Client.PreviewScenesAsync(merchant.Workspace, photo, Stop);
        await SheetAsync(merchant, photo);
        var first = await ObjectsAsync(merchant, photo);
        first.Count.ShouldBe(2, "the picture and which engine made it");

        await merchant.Client.PreviewScenesAsync(merchant.Workspace, photo, Stop);
        var outline = await merchant.Client.GetOutlineAsync(merchant.Workspace, photo, Stop);
        await merchant.Client.SaveOutlineAsync(merchant.Workspace, photo, new([new("erase", .045, [new(.31, .2), new(.44, .2)])]), outline.ETag, Stop);
        var missing = await Should.ThrowAsync<CommerceApiException>(() => merchant.Client.OpenScenePreviewsAsync(merchant.Workspace, photo, 0, Stop));
        missing.Problem.Code.ShouldBe("not_ready");
        await merchant.Client.PreviewScenesAsync(merchant.Workspace, photo, Stop);
        await SheetAsync(merchant, photo);

        var then = await ObjectsAsync(merchant, photo);
        foreach (var (key, modified) in first) then[key].ShouldBe(modified, "not written again");
        then.Count.ShouldBe(4, "the sweep takes those of the outline that was replaced");
    }

    [Fact]
    public async Task What_is_not_there_is_said()
    {
        var (merchant, _, photo) = await system.WithFlaskAsync();

        (await Should.ThrowAsync<CommerceApiException>(() => merchant.Client.OpenScenePreviewsAsync(merchant.Workspace, photo, 0, Stop))).Problem.Code.ShouldBe("not_ready");
        (await Should.ThrowAsync<CommerceApiException>(() => merchant.Client.OpenScenePreviewsAsync(merchant.Workspace, photo, 21, Stop))).Problem.Errors!.Keys.ShouldBe(["waitSeconds"]);
        (await Should.ThrowAsync<CommerceApiException>(() => merchant.Client.PreviewScenesAsync(merchant.Workspace, Guid.CreateVersion7(), Stop))).Problem.Status.ShouldBe(404);
    }

    private static (int Left, int Top) Place(string scene)
    {
        var at = Recipes.Scenes.ToList().IndexOf(scene);
        return (at % Columns * Side, at / Columns * Side);
    }

    private static int Level(Raster sheet, (int Left, int Top) place, int x, int y)
    {
        var at = ((place.Top + y) * sheet.Width + place.Left + x) * sheet.Bands;
        return (sheet.Pixels[at] + sheet.Pixels[at + 1] + sheet.Pixels[at + 2]) / 3;
    }

    private static async Task<Raster> SheetAsync(Merchant merchant, Guid photo)
    {
        using var content = await merchant.Client.OpenScenePreviewsAsync(merchant.Workspace, photo, 20, Stop);
        content.ContentType.ShouldBe("image/webp");
        using var bytes = new MemoryStream();
        await content.Stream.CopyToAsync(bytes, Stop);
        return StudioFixture.Decode(bytes.ToArray(), "webpload_buffer");
    }

    private async Task<Dictionary<string, DateTimeOffset>> ObjectsAsync(Merchant merchant, Guid photo) =>
        await system.Api.GetRequiredService<WorkspaceObjects>().ListAgesAsync(merchant.Workspace, Stop)
            .Where(o => o.Key.Value.StartsWith($"assets/{photo:N}/scenes-", StringComparison.Ordinal)).ToDictionaryAsync(o => o.Key.Value, o => o.ModifiedAt, cancellationToken: Stop);
}
