using System.Net;
using System.Text;
using System.Text.Json;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using CommerceOS.Data.Objects;
using CommerceOS.Tests.Harness;
using CommerceOS.Tests.Studio;
using CommerceOS.Workers.Privacy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;
using ChannelPresets = CommerceOS.Domain.Generation.ChannelPresets;

namespace CommerceOS.Tests.ApiService;

/// <summary>Editing photos through the API, with the real worker and object store.</summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class PhotoEditTests(CommerceSystem system)
{
    private const string Steps = """[{"kind":"crop","left":0.1,"top":0.05,"width":0.8,"height":0.9},{"kind":"light","exposure":0.4},{"kind":"erase","strokes":[{"radius":0.03,"points":[{"x":0.15,"y":0.2},{"x":0.2,"y":0.25}]}]},{"kind":"sharpen"}]""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private WorkspaceObjects Objects => system.Api.GetRequiredService<WorkspaceObjects>();

    [Fact]
    public async Task A_preview_shows_the_steps_and_is_the_same_for_the_same_steps()
    {
        var (merchant, _, photo) = await system.WithFlaskAsync();

        var preview = await PreviewAsync(merchant, photo, Steps);

        preview.State.ShouldBe(EditPreviewState.Done, preview.Problem);
        using var content = await merchant.Client.OpenEditPreviewAsync(merchant.Workspace, photo, preview.Id, Stop);
        using var bytes = new MemoryStream();
        await content.Stream.CopyToAsync(bytes, Stop);
        var picture = StudioFixture.Decode(bytes.ToArray(), "webpload_buffer");
        Math.Max(picture.Width, picture.Height).ShouldBe(1280);
        ((double)picture.Width / picture.Height).ShouldBe((double)preview.Width!.Value / preview.Height!.Value, .01);
        // The same list, written otherwise: nothing is made again.
        var again = await merchant.Client.PreviewEditAsync(merchant.Workspace, photo, Request(Steps.Replace("\"exposure\":0.4", "\"contrast\":0,\"exposure\":0.40000001", StringComparison.Ordinal)), Stop);
        (again.Id, again.State).ShouldBe((preview.Id, EditPreviewState.Done));
        (await PreviewAsync(merchant, photo, Steps.Replace("0.4", "0.5", StringComparison.Ordinal))).Id.ShouldNotBe(preview.Id);
    }

    [Fact]
    public async Task An_edit_is_a_new_picture_in_review_that_can_be_made_again_byte_for_byte_and_leaves_the_photo_alone()
    {
        var (merchant, product, photo) = await system.WithFlaskAsync();
        var before = (await merchant.Client.GetAssetAsync(merchant.Workspace, photo, Stop)).SizeBytes;

        var picture = await MakeAsync(merchant, product, photo, "photo-edit", """{"steps":""" + Steps + "}");

        picture.Review!.State.ShouldBe(ReviewState.ToReview);
        (picture.Lineage!.SourceAssetId, picture.Lineage.Recipe).ShouldBe((photo, "photo-edit"));
        picture.Lineage.Parameters.GetProperty("steps").GetArrayLength().ShouldBe(4);
        picture.Lineage.Engine.ShouldContain("edit/");
        (await ReplayAsync(merchant, picture.Id)).Tone.ShouldBe(CheckTone.Ok);
        (await merchant.Client.GetReviewQueueAsync(merchant.Workspace, null, null, 50, Stop)).Items.ShouldContain(i => i.Id == picture.Id);
        (await merchant.Client.GetAssetAsync(merchant.Workspace, photo, Stop)).SizeBytes.ShouldBe(before);
        // Made with a backdrop and in another format.
        var clear = await MakeAsync(merchant, product, photo, "photo-edit", """{"steps":[{"kind":"background","colour":null},{"kind":"output","format":"webp"}]}""");
        clear.ContentType.ShouldBe("image/webp");
        (await ReplayAsync(merchant, clear.Id)).Tone.ShouldBe(CheckTone.Ok);
    }

    [Fact]
    public async Task A_channel_s_size_is_a_picture_of_its_own_with_its_own_lineage()
    {
        var (merchant, product, photo) = await system.WithFlaskAsync();
        var presets = await merchant.Client.GetChannelPresetsAsync(Stop);
        presets.Count.ShouldBe(ChannelPresets.All.Count);

        foreach (var preset in presets.Where(p => p.Id is "amazon-main" or "instagram-story" or "shopify-square" or "web-banner"))
        {
            var picture = await MakeAsync(merchant, product, photo, "channel-sizes", $$"""{"channel":"{{preset.Id}}"}""");

            (picture.Width, picture.Height).ShouldBe((preset.Width, preset.Height), preset.Id);
            picture.SizeBytes.ShouldBeLessThanOrEqualTo(preset.MaxBytes);
            preset.Names.Keys.ShouldBe(["en", "zh-Hans"], ignoreOrder: true);
            if (preset.Id != "amazon-main") continue;
            (await ReplayAsync(merchant, picture.Id)).Tone.ShouldBe(CheckTone.Ok);
            var pixels = StudioFixture.Decode((await Objects.ReadAllAsync(merchant.Workspace, $"assets/{picture.Id:N}/full", Stop))!, "jpegload_buffer");
            pixels.Pixels.AsSpan(0, 30 * 3).IndexOfAnyExcept(byte.MaxValue).ShouldBe(-1, "white around the product");
            var rows = Enumerable.Range(0, 2000).Where(y => pixels.Pixels.AsSpan((y * 2000 + 900) * 3, 600).IndexOfAnyInRange((byte)0, (byte)200) >= 0).ToList();
            ((rows[^1] - rows[0] + 1) / 2000.0).ShouldBeInRange(.85, .9);
        }
    }

    [Theory]
    [InlineData("null", "steps")]
    [InlineData("[]", "steps")]
    [InlineData("{}", "steps")]
    [InlineData("\"crop\"", "steps")]
    [InlineData("[1]", "steps[0]")]
    [InlineData("[{}]", "steps[0].kind")]
    [InlineData("""[{"kind":"explode"}]""", "steps[0].kind")]
    [InlineData("""[{"kind":"turn","quarters":1},{"kind":"straighten","degrees":15.01}]""", "steps[1].degrees")]
    [InlineData("""[{"kind":"straighten","degrees":"5"}]""", "steps[0].degrees")]
    [InlineData("""[{"kind":"straighten","degrees":1e400}]""", "steps[0].degrees")]
    [InlineData("""[{"kind":"crop","left":0.5,"width":0.6}]""", "steps[0].width")]
    [InlineData("""[{"kind":"light","gamma":2}]""", "steps[0].gamma")]
    [InlineData("""[{"kind":"background","colour":"red"}]""", "steps[0].colour")]
    [InlineData("""[{"kind":"resize","width":8001}]""", "steps[0].width")]
    [InlineData("""[{"kind":"resize","fit":"stretch"}]""", "steps[0].fit")]
    [InlineData("""[{"kind":"output","format":"gif"}]""", "steps[0].format")]
    [InlineData("""[{"kind":"output"},{"kind":"upscale"}]""", "steps[0].kind")]
    [InlineData("""[{"kind":"turn","mirror":"yes"}]""", "steps[0].mirror")]
    [InlineData("""[{"kind":"erase"}]""", "steps[0].strokes")]
    [InlineData("""[{"kind":"erase","strokes":[{"radius":0.2,"points":[{"x":0,"y":0}]}]}]""", "steps[0].strokes[0].radius")]
    [InlineData("""[{"kind":"erase","strokes":[{"radius":0.02,"points":[{"x":0,"y":-1}]}]}]""", "steps[0].strokes[0].points[0].y")]
    [InlineData("""[{"kind":"erase","strokes":[{"radius":0.02,"points":[7]}]}]""", "steps[0].strokes[0].points[0].x")]
    public async Task A_bad_list_is_refused_with_the_field_that_is_wrong(string steps, string field)
    {
        var (merchant, product, photo) = await system.WithFlaskAsync();

        (await SendAsync(merchant, $"assets/{photo}/edits/previews", """{"steps":""" + steps + "}")).ShouldBe((422, field));
        var (status, generationField) = await SendAsync(merchant, $"products/{product}/generations", $$"""{"photoId":"{{photo}}","recipes":[{"recipe":"photo-edit","parameters":{"steps":""" + steps + "}}]}");
        (status, generationField).ShouldBe((422, "recipes[0].parameters." + field));
    }

    [Fact]
    public async Task A_list_beyond_its_limits_is_refused()
    {
        var (merchant, _, photo) = await system.WithFlaskAsync();
        string Many(int count, string one) => "[" + string.Join(',', Enumerable.Repeat(one, count)) + "]";
        var points = Many(500, """{"x":0.5,"y":0.5}""");
        (await SendAsync(merchant, $"assets/{photo}/edits/previews", """{"steps":""" + Many(41, """{"kind":"turn"}""") + "}")).ShouldBe((422, "steps"));
        string Erase(string strokes) => """{"steps":[{"kind":"erase","strokes":""" + strokes + "}]}";
        (await SendAsync(merchant, $"assets/{photo}/edits/previews", Erase(Many(21, """{"radius":0.01,"points":""" + points + "}")))).ShouldBe((422, "steps"));
        (await SendAsync(merchant, $"assets/{photo}/edits/previews", Erase(Many(101, """{"radius":0.01,"points":[{"x":0,"y":0}]}""")))).ShouldBe((422, "steps[0].strokes"));
        (await SendAsync(merchant, $"assets/{photo}/edits/previews", $$"""{"steps":"{{new string('x', 3_000_000)}}"}""")).Status.ShouldBe(413);
    }

    [Fact]
    public async Task What_only_the_engine_can_refuse_is_told_with_its_step()
    {
        var (merchant, product, photo) = await system.WithFlaskAsync();
        const string tooMuch = """[{"kind":"turn"},{"kind":"erase","strokes":[{"radius":0.1,"points":[{"x":0.1,"y":0.2},{"x":0.7,"y":0.2},{"x":0.7,"y":0.5},{"x":0.1,"y":0.5}]}]}]""";

        var preview = await PreviewAsync(merchant, photo, tooMuch);

        (preview.State, preview.Code, preview.Field).ShouldBe((EditPreviewState.Failed, "not_possible", "steps[1].strokes"));
        preview.Problem.ShouldNotBeNull().ShouldContain("expected 0 to 0.15 of the frame");
        (await Problem(() => merchant.Client.OpenEditPreviewAsync(merchant.Workspace, photo, preview.Id, Stop))).ShouldBe((422, "invalid_input"));
        var run = await RunAsync(merchant, product, photo, "photo-edit", """{"steps":""" + tooMuch + "}");
        (run.State, run.FailureCode).ShouldBe((GenerationState.Failed, "not_possible"));
    }

    [Fact]
    public async Task Only_the_newest_wish_is_made_and_a_repeated_one_is_made_after_all()
    {
        var (merchant, _, photo) = await system.WithFlaskAsync();
        List<EditPreviewDto> wishes = [];
        for (var i = 1; i <= 12; i++) wishes.Add(await merchant.Client.PreviewEditAsync(merchant.Workspace, photo, Request($$"""[{"kind":"denoise","strength":{{i}}}]"""), Stop));

        (await DoneAsync(merchant, photo, wishes[^1])).State.ShouldBe(EditPreviewState.Done);
        var made = 0;
        foreach (var wish in wishes) made += (await merchant.Client.GetEditPreviewAsync(merchant.Workspace, photo, wish.Id, 0, Stop)).State == EditPreviewState.Done ? 1 : 0;
        made.ShouldBeLessThan(12, "what nobody waits for any more is not made");
        (await PreviewAsync(merchant, photo, """[{"kind":"denoise","strength":3}]""")).State.ShouldBe(EditPreviewState.Done);
    }

    [Fact]
    public async Task Nobody_else_sees_or_starts_previews_of_a_photo()
    {
        var (owner, product, photo) = await system.WithFlaskAsync();
        var preview = await PreviewAsync(owner, photo, Steps);
        var (other, _, foreign) = await system.WithFlaskAsync();
        foreach (var workspace in new[] { owner.Workspace, other.Workspace })
        {
            (await Problem(() => other.Client.PreviewEditAsync(workspace, photo, Request(Steps), Stop))).ShouldBe((404, "not_found"));
            (await Problem(() => other.Client.GetEditPreviewAsync(workspace, photo, preview.Id, 0, Stop))).ShouldBe((404, "not_found"));
            (await Problem(() => other.Client.OpenEditPreviewAsync(workspace, photo, preview.Id, Stop))).ShouldBe((404, "not_found"));
        }
        (await Problem(() => other.Client.GetEditPreviewAsync(other.Workspace, foreign, preview.Id, 0, Stop))).ShouldBe((404, "not_found"), "an id of another photo says nothing");
        (await Problem(() => other.Client.StartGenerationsAsync(other.Workspace, product, new(photo, [new("photo-edit", Json("""{"steps":""" + Steps + "}"))]), Stop))).ShouldBe((404, "not_found"));
        (await Problem(() => owner.Client.GetEditPreviewAsync(owner.Workspace, photo, preview.Id, 21, Stop))).ShouldBe((422, "invalid_input"));
    }

    [Fact]
    public async Task A_preview_is_swept_after_a_day_and_goes_with_its_photo()
    {
        var (merchant, _, photo) = await system.WithFlaskAsync();
        var preview = await PreviewAsync(merchant, photo, Steps);
        (await KeysAsync(merchant.Workspace, photo)).ShouldContain($"assets/{photo:N}/edit-{preview.Id:N}");

        await SweepAsync(merchant.Workspace);

        (await KeysAsync(merchant.Workspace, photo)).ShouldNotContain(k => k.Contains("/edit-", StringComparison.Ordinal));
        (await KeysAsync(merchant.Workspace, photo)).ShouldContain($"assets/{photo:N}/full");
        (await Problem(() => merchant.Client.GetEditPreviewAsync(merchant.Workspace, photo, preview.Id, 0, Stop))).ShouldBe((404, "not_found"));
        (await PreviewAsync(merchant, photo, Steps)).State.ShouldBe(EditPreviewState.Done, "and is made again");
        await merchant.Client.DeleteAssetAsync(merchant.Workspace, photo, Stop);
        (await KeysAsync(merchant.Workspace, photo)).ShouldBeEmpty();
    }

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);

    private static EditStepsRequest Request(string steps) => new(Json(steps));

    private static async Task<EditPreviewDto> PreviewAsync(Merchant merchant, Guid photo, string steps) =>
        await DoneAsync(merchant, photo, await merchant.Client.PreviewEditAsync(merchant.Workspace, photo, Request(steps), Stop));

    private static async Task<EditPreviewDto> DoneAsync(Merchant merchant, Guid photo, EditPreviewDto preview)
    {
        while (preview.State == EditPreviewState.Working) preview = await merchant.Client.GetEditPreviewAsync(merchant.Workspace, photo, preview.Id, 20, Stop);
        return preview;
    }

    private static async Task<GenerationDto> RunAsync(Merchant merchant, Guid product, Guid photo, string recipe, string parameters)
    {
        var run = (await merchant.Client.StartGenerationsAsync(merchant.Workspace, product, new(photo, [new(recipe, Json(parameters))]), Stop)).Single();
        while (run.State is GenerationState.Queued or GenerationState.Running)
        {
            await Task.Delay(50, Stop);
            run = await merchant.Client.GetGenerationAsync(merchant.Workspace, run.Id, Stop);
        }
        return run;
    }

    private static async Task<AssetDto> MakeAsync(Merchant merchant, Guid product, Guid photo, string recipe, string parameters)
    {
        var run = await RunAsync(merchant, product, photo, recipe, parameters);
        return await merchant.Client.GetAssetAsync(merchant.Workspace, run.AssetIds.ShouldHaveSingleItem(run.FailureDetail), Stop);
    }

    private static async Task<CheckDto> ReplayAsync(Merchant merchant, Guid asset)
    {
        await merchant.Client.ReplayAssetAsync(merchant.Workspace, asset, Stop);
        while (true)
        {
            if ((await merchant.Client.GetAssetAsync(merchant.Workspace, asset, Stop)).Checks.SingleOrDefault(c => c.Code == "replay") is { } check) return check;
            await Task.Delay(50, Stop);
        }
    }

    private async Task<List<string>> KeysAsync(Guid workspace, Guid asset) => await Objects.ListAsync(workspace, $"assets/{asset:N}/", Stop).Select(o => o.Key.Value).ToListAsync(Stop);

    private Task<int> SweepAsync(Guid workspace) => system.InDatabaseAsync(workspace, database => new UnreferencedObjects(
        database, Objects, Options.Create(new UpkeepOptions()), new FakeClock(TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(25)), NullLogger<UnreferencedObjects>.Instance).SweepAsync(workspace, Stop));

    private static async Task<(int Status, string Code)> Problem(Func<Task> call)
    {
        var problem = (await Should.ThrowAsync<CommerceApiException>(call)).Problem;
        return (problem.Status, problem.Code);
    }

    /// <summary>The status, and the first field that is wrong or else the code.</summary>
    private static async Task<(int Status, string What)> SendAsync(Merchant merchant, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"v1/workspaces/{merchant.Workspace}/{path}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", merchant.Client.AccessToken);
        using var response = await merchant.Http.SendAsync(request, Stop);
        if (response.StatusCode == HttpStatusCode.RequestEntityTooLarge) return (413, "");
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop));
        var what = problem.RootElement.TryGetProperty("errors", out var errors) ? errors.EnumerateObject().First().Name : problem.RootElement.GetProperty("code").GetString()!;
        return ((int)response.StatusCode, what);
    }
}
