using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using CommerceOS.Tests.Harness;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.ApiService;

/// <summary>The full set of a product, its video, and making results again.</summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class FullSetTests(CommerceSystem system)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_wish_makes_the_full_set_and_a_second_one_finds_it_made()
    {
        var merchant = await system.SignUpAsync();
        var (client, workspace) = (merchant.Client, merchant.Workspace);
        var product = await AddProductAsync(merchant, "SET-1");

        var first = await MakeAsync(merchant, product, new(null, null, Set: "full"));
        var made = await AssetsOfAsync(merchant, product, first);

        made.Select(a => (a.Lineage!.Recipe, a.Kind)).ShouldBe(
            [("main-image", AssetKind.Image), ("studio-scene", AssetKind.Image), ("studio-scene", AssetKind.Image), ("studio-scene", AssetKind.Image), ("infographic", AssetKind.Image), ("product-video", AssetKind.Video)],
            ignoreOrder: true);
        made.SelectMany(a => a.Checks).ShouldNotContain(c => c.Tone == CheckTone.Bad);
        first.Select(r => r.SetId).Distinct().Count().ShouldBe(1);
        (await client.GetGenerationsAsync(workspace, new(SetId: first[0].SetId), Stop)).Total.ShouldBe(first.Count);
        (await client.GetGenerationsAsync(workspace, new(SetId: product), Stop)).Total.ShouldBe(0);
        await CheckVideoAsync(merchant, made.Single(a => a.Kind == AssetKind.Video));

        var again = await AssetsOfAsync(merchant, product, await MakeAsync(merchant, product, new(null, null, Set: "full")));
        again.Select(a => a.Sha256).Order().ShouldBe(made.Select(a => a.Sha256).Order());
        again.Select(a => a.Id).Intersect(made.Select(a => a.Id)).ShouldBeEmpty("each result is reviewed and deleted for itself");
        again.Single(a => a.Kind == AssetKind.Video).Lineage!.DurationMs.ShouldBeLessThan(made.Single(a => a.Kind == AssetKind.Video).Lineage!.DurationMs / 3, "it was not rendered again");

        // What was copied stays when its twin goes.
        var (gone, stays) = (made.Single(a => a.Lineage!.Recipe == "main-image"), again.Single(a => a.Lineage!.Recipe == "main-image"));
        await client.DeleteAssetAsync(workspace, gone.Id, Stop);
        using var content = await client.OpenAssetAsync(workspace, stays.Id, Rendition.Full, Stop);
        Convert.ToHexStringLower(await SHA256.HashDataAsync(content.Stream, Stop)).ShouldBe(stays.Sha256);
    }

    [Fact]
    public async Task A_result_is_made_again_byte_for_byte_even_when_the_facts_have_changed()
    {
        var merchant = await system.SignUpAsync();
        var (client, workspace) = (merchant.Client, merchant.Workspace);
        var product = await AddProductAsync(merchant, "REPLAY");
        var shots = new[] { new ShotDto("text", 1.2, Title: "Own words"), new ShotDto("studio", 1.4, Scene: "sand", Caption: "Own caption") };
        var runs = await MakeAsync(merchant, product, new(null, [new("infographic"), new("product-video", Parameters(new { shape = "portrait", storyboard = shots }))]));
        var (product1, etag) = (await client.GetProductAsync(workspace, product, Stop)) is var versioned ? (versioned.Value, versioned.ETag) : default;
        await client.UpdateProductAsync(workspace, product, new("REPLAY", [new("en", "Another name", "", ["Other features"])], product1.Brand, "", null, null, [], ["en"]), etag, Stop);

        foreach (var asset in await AssetsOfAsync(merchant, product, runs))
        {
            await client.ReplayAssetAsync(workspace, asset.Id, Stop);
            var check = await WaitForReplayAsync(merchant, asset.Id);

            check.Tone.ShouldBe(CheckTone.Ok, check.Message);
            check.Message.ShouldStartWith("Made again from its capsule: the same, byte for byte.", Case.Sensitive, asset.Lineage!.Recipe);
        }
        var photo = (await client.GetAssetsAsync(workspace, product, Stop)).Single(a => a.Kind == AssetKind.Photo);
        (await Should.ThrowAsync<CommerceApiException>(() => client.ReplayAssetAsync(workspace, photo.Id, Stop))).Problem.Code.ShouldBe("nothing_to_replay");
    }

    public static TheoryData<object, string, string> WrongVideos => new()
    {
        { new { storyboard = "none" }, "recipes[0].parameters.storyboard", "not_a_list" },
        { new { storyboard = new[] { "a" } }, "recipes[0].parameters.storyboard[0]", "not_a_shot" },
        { new { storyboard = new[] { new { kind = "explosion", seconds = 2 } } }, "recipes[0].parameters.storyboard[0].kind", "not_one_of" },
        { new { storyboard = new[] { new { kind = "studio", seconds = 1.1 } } }, "recipes[0].parameters.storyboard[0].seconds", "out_of_range" },
        { new { storyboard = new[] { new { kind = "studio", seconds = 2, scene = "../etc" } } }, "recipes[0].parameters.storyboard[0].scene", "not_one_of" },
        { new { storyboard = new[] { new { kind = "text", seconds = 2 } } }, "recipes[0].parameters.storyboard[0].title", "required" },
        { new { storyboard = new[] { new { kind = "studio", seconds = 2, caption = new string('x', 91) } } }, "recipes[0].parameters.storyboard[0].caption", "too_long" },
        { new { storyboard = new[] { new { kind = "studio", seconds = 2, file = "/etc/passwd" } } }, "recipes[0].parameters.storyboard[0]", "not_a_shot" },
        { new { storyboard = Enumerable.Repeat(new { kind = "studio", seconds = 2 }, 9) }, "recipes[0].parameters.storyboard", "too_many" },
        { new { storyboard = Enumerable.Repeat(new { kind = "studio", seconds = 12 }, 8) }, "recipes[0].parameters.storyboard", "out_of_range" },
        { new { shape = "round" }, "recipes[0].parameters.shape", "not_one_of" },
    };

    [Theory]
    [MemberData(nameof(WrongVideos))]
    public async Task A_video_that_cannot_be_made_is_refused_by_field(object parameters, string field, string code)
    {
        var merchant = await system.SignUpAsync();
        var product = await AddProductAsync(merchant, "WRONG");

        var refused = await Should.ThrowAsync<CommerceApiException>(() =>
            merchant.Client.StartGenerationsAsync(merchant.Workspace, product, new(null, [new("product-video", Parameters(parameters))]), Stop));

        refused.Problem.Status.ShouldBe(422);
        refused.Problem.Errors!.SelectMany(e => e.Value.Select(problem => (e.Key, problem.Code))).ShouldBe([(field, code)]);
    }

    [Fact]
    public async Task A_set_that_does_not_exist_or_comes_with_recipes_is_refused()
    {
        var merchant = await system.SignUpAsync();
        var product = await AddProductAsync(merchant, "NOSET");

        foreach (var request in (StartGenerationsRequest[])[new(null, null, "half"), new(null, [new("main-image")], "full"), new(null, null)])
        {
            (await Should.ThrowAsync<CommerceApiException>(() => merchant.Client.StartGenerationsAsync(merchant.Workspace, product, request, Stop))).Problem.Status.ShouldBe(422);
        }
        (await merchant.Client.GetGenerationsAsync(merchant.Workspace, new(ProductId: product), Stop)).Total.ShouldBe(0);
    }

    private static async Task CheckVideoAsync(Merchant merchant, AssetDto video)
    {
        (video.ContentType, video.Width, video.Height, video.PlaySeconds).ShouldBe(("video/mp4", 1080, 1080, 8));
        using var whole = await merchant.Client.OpenAssetAsync(merchant.Workspace, video.Id, Rendition.Full, Stop);
        using var bytes = new MemoryStream();
        await whole.Stream.CopyToAsync(bytes, Stop);
        Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())).ShouldBe(video.Sha256);
        Encoding.ASCII.GetString(bytes.ToArray(), 4, 4).ShouldBe("ftyp");

        // A player that begins in the middle.
        foreach (var (range, expected) in ((RangeHeaderValue, Range)[])[(new(1000, 70_000), 1000..70_001), (new(200_000, null), 200_000..), (new(null, 500), ^500..), (new(5000, long.MaxValue), 5000..)])
        {
            using var part = await merchant.Client.OpenAssetAsync(merchant.Workspace, video.Id, Rendition.Full, Stop, range);
            using var got = new MemoryStream();
            await part.Stream.CopyToAsync(got, Stop);
            got.ToArray().AsSpan().SequenceEqual(bytes.ToArray().AsSpan()[expected]).ShouldBeTrue(range.ToString());
            part.Range!.Length.ShouldBe(video.SizeBytes);
        }
        using var beyond = new HttpRequestMessage(HttpMethod.Get, $"v1/workspaces/{merchant.Workspace}/assets/{video.Id}/content");
        beyond.Headers.Authorization = new("Bearer", merchant.Client.AccessToken);
        beyond.Headers.Range = new(video.SizeBytes, null);
        using var refused = await merchant.Http.SendAsync(beyond, Stop);
        (refused.StatusCode, refused.Content.Headers.ContentRange?.ToString()).ShouldBe((HttpStatusCode.RequestedRangeNotSatisfiable, $"bytes */{video.SizeBytes}"));

        using var captions = await merchant.Client.OpenAssetAsync(merchant.Workspace, video.Id, Rendition.Captions, Stop);
        (await new StreamReader(captions.Stream).ReadToEndAsync(Stop)).ShouldStartWith("WEBVTT\n");
        using var poster = await merchant.Client.OpenAssetAsync(merchant.Workspace, video.Id, Rendition.Thumb, Stop);
        poster.ContentType.ShouldBe("image/webp");
    }

    private static async Task<CheckDto> WaitForReplayAsync(Merchant merchant, Guid asset)
    {
        while (true)
        {
            var now = await merchant.Client.GetAssetAsync(merchant.Workspace, asset, Stop);
            if (now.Checks.SingleOrDefault(c => c.Code == "replay") is { } check) return check;
            await Task.Delay(100, Stop);
        }
    }

    private static async Task<Guid> AddProductAsync(Merchant merchant, string sku)
    {
        var product = await merchant.Client.CreateProductAsync(
            merchant.Workspace, new(sku, [new("en", "Trail Flask", "", ["Keeps drinks cold for 24 hours", "Bamboo lid", "Leak-proof"])], "Northlight", "", null, null, [], ["en"]), Stop);
        await merchant.Client.UploadPhotoAsync(merchant.Workspace, product.Value.Id, "bottle.jpg", new MemoryStream(Photos.Bottle), Stop);
        return product.Value.Id;
    }

    private static async Task<IReadOnlyList<GenerationDto>> MakeAsync(Merchant merchant, Guid product, StartGenerationsRequest request)
    {
        var runs = await merchant.Client.StartGenerationsAsync(merchant.Workspace, product, request, Stop);
        List<GenerationDto> finished = [];
        foreach (var run in runs)
        {
            var now = run;
            while (now.State is GenerationState.Queued or GenerationState.Running)
            {
                await Task.Delay(100, Stop);
                now = await merchant.Client.GetGenerationAsync(merchant.Workspace, run.Id, Stop);
            }
            now.State.ShouldBe(GenerationState.Done, $"{now.Recipe}: {now.FailureDetail}");
            finished.Add(now);
        }
        return finished;
    }

    private static async Task<List<AssetDto>> AssetsOfAsync(Merchant merchant, Guid product, IReadOnlyList<GenerationDto> runs)
    {
        var wanted = runs.SelectMany(r => r.AssetIds).ToHashSet();
        return [.. (await merchant.Client.GetAssetsAsync(merchant.Workspace, product, Stop)).Where(a => wanted.Contains(a.Id))];
    }

    private static JsonElement Parameters(object value) => JsonSerializer.SerializeToElement(value, JsonSerializerOptions.Web);
}
