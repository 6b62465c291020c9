using System.Net;
using System.Text;
using System.Text.Json;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Accounts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using CommerceOS.Data.Objects;
using CommerceOS.Studio.Matting;
using CommerceOS.Tests.Harness;
using CommerceOS.Tests.Studio;
using CommerceOS.Workers.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.ApiService;

/// <summary>Correcting the outline of a photo, with the real worker. The sample is a bottle whose bamboo lid the strokes take away.</summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class OutlineTests(CommerceSystem system)
{
    // Shares of the photo's longer side, of a photo of 3:4.
    private static readonly OutlineStrokeDto EraseLid = new("erase", .045, [new(.31, .2), new(.44, .2)]);
    private static readonly OutlinePointDto Lid = new(.374, .205), Body = new(.374, .4), Wall = new(.1, .2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private WorkspaceObjects Objects => system.Api.GetRequiredService<WorkspaceObjects>();

    [Fact]
    public async Task Strokes_change_the_outline_and_their_removal_brings_it_back()
    {
        var (merchant, _, photo) = await system.WithFlaskAsync();
        var start = await merchant.Client.GetOutlineAsync(merchant.Workspace, photo, Stop);
        start.Value.Strokes.ShouldBeEmpty();
        var automatic = await DoneAsync(merchant, photo, start.Value.Preview);
        (await CoversAsync(merchant, photo, automatic, Lid), await CoversAsync(merchant, photo, automatic, Body), await CoversAsync(merchant, photo, automatic, Wall)).ShouldBe((true, true, false));

        var erased = await TryAsync(merchant, photo, EraseLid);
        (await CoversAsync(merchant, photo, erased, Lid), await CoversAsync(merchant, photo, erased, Body), await CoversAsync(merchant, photo, erased, Wall)).ShouldBe((false, true, false));

        // A later stroke wins: keeping the wall beside the bottle is nonsense, and it is obeyed.
        var kept = await TryAsync(merchant, photo, EraseLid, new("keep", .02, [new(.09, .2), new(.11, .2)]));
        (await CoversAsync(merchant, photo, kept, Lid), await CoversAsync(merchant, photo, kept, Wall)).ShouldBe((false, true));

        var none = await TryAsync(merchant, photo);
        none.Id.ShouldBe(automatic.Id, "the saved strokes' preview is kept beside those that are tried");
        (await merchant.Client.GetOutlineAsync(merchant.Workspace, photo, Stop)).ETag.ShouldBe(start.ETag, "looking changes nothing");
    }

    [Fact]
    public async Task Saved_strokes_count_for_results_made_from_then_on_and_a_capsule_keeps_those_it_had()
    {
        var (merchant, product, photo) = await system.WithFlaskAsync();
        var (client, workspace) = (merchant.Client, merchant.Workspace);
        var before = await MakeAsync(merchant, product);
        (await MakeAsync(merchant, product)).Sha256.ShouldBe(before.Sha256);
        var start = await client.GetOutlineAsync(workspace, photo, Stop);

        var saved = await client.SaveOutlineAsync(workspace, photo, new([EraseLid]), start.ETag, Stop);

        saved.Value.Strokes.ShouldHaveSingleItem().Points!.Count.ShouldBe(2);
        (await client.GetAssetAsync(workspace, photo, Stop)).OutlineStrokes.ShouldBe(1);
        (await client.GetAssetAsync(workspace, before.Id, Stop)).Sha256.ShouldBe(before.Sha256, "what was made stays as it is");
        var after = await MakeAsync(merchant, product);
        after.Lineage!.InputHash.ShouldNotBe(before.Lineage!.InputHash);
        after.Lineage.Alignment!.Source.Top.ShouldBeGreaterThan(before.Lineage.Alignment!.Source.Top + .05, "the product begins below the lid");
        (await KeysAsync(workspace, photo)).Count(k => k.Contains("/cutout-", StringComparison.Ordinal) && !k.EndsWith("/cutout-verdict", StringComparison.Ordinal)).ShouldBe(2, "a cut-out with these strokes and its verdict");

        // Both are made again from their capsules, whatever the photo's strokes are now.
        var reset = await client.ResetOutlineAsync(workspace, photo, saved.ETag, Stop);
        reset.Value.Strokes.ShouldBeEmpty();
        foreach (var result in new[] { before, after }) (await ReplayAsync(merchant, result.Id)).ShouldSatisfyAllConditions(c => c.Tone.ShouldBe(CheckTone.Ok, c.Message));
        (await MakeAsync(merchant, product)).Lineage!.InputHash.ShouldBe(before.Lineage.InputHash, "without strokes the capsule is the one from before there were any");

        // What the replay cut once more belongs to nobody now; the automatic cut-out stays.
        await SweepAsync(workspace);
        (await KeysAsync(workspace, photo)).Where(k => k.Contains("cutout", StringComparison.Ordinal)).Select(k => k.Split('/')[^1]).ShouldBe(["cutout", "cutout-verdict"], ignoreOrder: true);
    }

    [Fact]
    public async Task Only_the_version_that_was_read_is_changed()
    {
        var (merchant, _, photo) = await system.WithFlaskAsync();
        var (client, workspace) = (merchant.Client, merchant.Workspace);
        var start = await client.GetOutlineAsync(workspace, photo, Stop);
        var mine = await client.SaveOutlineAsync(workspace, photo, new([EraseLid]), start.ETag, Stop);

        (await Problem(() => client.SaveOutlineAsync(workspace, photo, new([]), start.ETag, Stop))).ShouldBe((412, "changed_meanwhile"));
        (await Problem(() => client.ResetOutlineAsync(workspace, photo, start.ETag, Stop))).ShouldBe((412, "changed_meanwhile"));
        (await SendAsync(merchant, HttpMethod.Put, photo, "", """{"strokes":[]}""")).ShouldBe((428, "version_needed"));
        (await SendAsync(merchant, HttpMethod.Delete, photo, "", null)).ShouldBe((428, "version_needed"));

        (await client.GetOutlineAsync(workspace, photo, Stop)).ShouldSatisfyAllConditions(o => o.ETag.ShouldBe(mine.ETag), o => o.Value.Strokes.Count.ShouldBe(1));
    }

    [Fact]
    public async Task Of_two_who_save_the_same_version_at_once_one_is_told()
    {
        var (merchant, _, photo) = await system.WithFlaskAsync();
        var start = await merchant.Client.GetOutlineAsync(merchant.Workspace, photo, Stop);
        async Task<bool> SaveAsync(double radius)
        {
            try
            {
                await merchant.Client.SaveOutlineAsync(merchant.Workspace, photo, new([EraseLid with { Radius = radius }]), start.ETag, Stop);
                return true;
            }
            catch (CommerceApiException e) when (e.Problem.Code == "changed_meanwhile")
            {
                return false;
            }
        }

        (await Task.WhenAll(Enumerable.Range(1, 6).Select(i => SaveAsync(i * .01)))).Count(saved => saved).ShouldBe(1);
    }

    [Fact]
    public async Task Only_the_newest_wish_is_worked_on_and_older_pictures_are_deleted()
    {
        var (merchant, _, photo) = await system.WithFlaskAsync();
        var (client, workspace) = (merchant.Client, merchant.Workspace);
        await DoneAsync(merchant, photo, (await client.GetOutlineAsync(workspace, photo, Stop)).Value.Preview);
        List<OutlinePreviewDto> wishes = [];
        for (var i = 1; i <= 8; i++) wishes.Add(await client.PreviewOutlineAsync(workspace, photo, new([EraseLid with { Radius = .01 + i * .003 }]), Stop));

        var newest = await DoneAsync(merchant, photo, wishes[^1]);

        foreach (var wish in wishes.SkipLast(1)) (await Problem(() => client.GetOutlinePreviewAsync(workspace, photo, wish.Id, 0, Stop))).ShouldBe((404, "not_found"));
        (await client.PreviewOutlineAsync(workspace, photo, new([EraseLid with { Radius = .034 }]), Stop)).Id.ShouldBe(newest.Id, "the same strokes are the same preview");
        await SweepAsync(workspace);
        (await KeysAsync(workspace, photo)).Count(k => k.Contains("/outline-", StringComparison.Ordinal)).ShouldBe(2, "the saved one's and the newest");

        await client.DeleteAssetAsync(workspace, photo, Stop);
        (await KeysAsync(workspace, photo)).ShouldBeEmpty();
        (await system.InDatabaseAsync(workspace, db => db.OutlinePreviews.CountAsync(Stop))).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_idempotency_key_asks_once()
    {
        var (merchant, _, photo) = await system.WithFlaskAsync();
        var first = await merchant.Client.PreviewOutlineAsync(merchant.Workspace, photo, new([EraseLid]), Stop, "stroke-1");
        await merchant.Client.PreviewOutlineAsync(merchant.Workspace, photo, new([]), Stop);

        (await merchant.Client.PreviewOutlineAsync(merchant.Workspace, photo, new([EraseLid]), Stop, "stroke-1")).Id.ShouldBe(first.Id);
        (await Should.ThrowAsync<CommerceApiException>(() => merchant.Client.PreviewOutlineAsync(merchant.Workspace, photo, new([]), Stop, "stroke-1"))).Problem.Code.ShouldBe("idempotency_key_reused");
    }

    public static TheoryData<string, int, string> Hostile => new()
    {
        { "strokes", 400, "bad_request" },
        { "null", 400, "bad_request" },
        { "{}", 422, "strokes" },
        { """{"strokes":5}""", 400, "bad_request" },
        { """{"strokes":[null]}""", 422, "strokes[0].mark" },
        { """{"strokes":[{"mark":"keep","radius":0.01,"points":[null]}]}""", 422, "strokes[0].points[0].x" },
        { """{"strokes":[{"mark":"keep","radius":0.01,"points":[{"x":0.1}]}]}""", 422, "strokes[0].points[0].y" },
        { """{"strokes":[{"mark":"Erase'; drop table","radius":0.01,"points":[{"x":0.1,"y":0.1}]}]}""", 422, "strokes[0].mark" },
        { """{"strokes":[{"mark":"keep","radius":"NaN","points":[{"x":0.1,"y":0.1}]}]}""", 422, "strokes[0].radius" },
        { """{"strokes":[{"mark":"keep","radius":"wide","points":[{"x":0.1,"y":0.1}]}]}""", 400, "bad_request" },
        { """{"strokes":[{"mark":"keep","radius":1e999,"points":[{"x":0.1,"y":0.1}]}]}""", 422, "strokes[0].radius" },
        { """{"strokes":[{"mark":"keep","radius":-0.01,"points":[{"x":0.1,"y":0.1}]}]}""", 422, "strokes[0].radius" },
        { """{"strokes":[{"mark":"keep","radius":0.01,"points":[{"x":0.76,"y":0.1}]}]}""", 422, "strokes[0].points[0].x" },
        { """{"strokes":[{"mark":"keep","radius":0.01,"points":[]}],"strokes":[]}""", 400, "bad_request" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Strokes_that_are_none_are_refused_by_field_and_nothing_changes(string body, int status, string fieldOrCode)
    {
        var (merchant, _, photo) = await system.WithFlaskAsync();
        foreach (var (method, path) in new[] { (HttpMethod.Put, ""), (HttpMethod.Post, "/previews") })
        {
            var (got, what) = await SendAsync(merchant, method, photo, path, body, "*");
            (got, what).ShouldBe((status, fieldOrCode), $"{method} {path}");
        }
        (await merchant.Client.GetOutlineAsync(merchant.Workspace, photo, Stop)).Value.Strokes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Too_much_is_refused_before_anybody_works_on_it()
    {
        var (merchant, _, photo) = await system.WithFlaskAsync();
        OutlineStrokeDto dot = new("keep", .01, [new(.1, .1)]), scribble = new("keep", .01, [.. Enumerable.Repeat(new OutlinePointDto(.12345, .54321), 500)]);

        (await Problem(() => merchant.Client.PreviewOutlineAsync(merchant.Workspace, photo, new([.. Enumerable.Repeat(dot, 101)]), Stop))).Status.ShouldBe(422);
        (await Problem(() => merchant.Client.PreviewOutlineAsync(merchant.Workspace, photo, new([.. Enumerable.Repeat(scribble, 21)]), Stop))).Status.ShouldBe(422);
        (await SendAsync(merchant, HttpMethod.Post, photo, "/previews", $$"""{"strokes":[{"mark":"{{new string('k', 2_000_000)}}"}]}""")).Status.ShouldBe(413);
        var most = await merchant.Client.PreviewOutlineAsync(merchant.Workspace, photo, new([.. Enumerable.Repeat(scribble, 20)]), Stop);
        (await DoneAsync(merchant, photo, most)).State.ShouldBe(OutlinePreviewState.Done);
        (await Problem(() => merchant.Client.GetOutlinePreviewAsync(merchant.Workspace, photo, most.Id, 21, Stop))).Status.ShouldBe(422);
    }

    [Fact]
    public async Task Viewers_look_editors_draw_and_nobody_else_finds_anything()
    {
        var (owner, product, photo) = await system.WithFlaskAsync(confirmed: true);
        var viewer = await system.InviteAsync(owner, Role.Viewer);
        var stranger = await system.SignUpAsync(confirmed: false);
        var seen = await viewer.Client.GetOutlineAsync(owner.Workspace, photo, Stop);
        var preview = await DoneAsync(viewer, photo, seen.Value.Preview);
        using (var picture = await viewer.Client.OpenOutlinePreviewAsync(owner.Workspace, photo, preview.Id, Stop)) picture.ContentType.ShouldBe("image/webp");

        (await Problem(() => viewer.Client.PreviewOutlineAsync(owner.Workspace, photo, new([]), Stop))).ShouldBe((403, "role_too_low"));
        (await Problem(() => viewer.Client.SaveOutlineAsync(owner.Workspace, photo, new([EraseLid]), seen.ETag, Stop))).ShouldBe((403, "role_too_low"));
        (await Problem(() => viewer.Client.ResetOutlineAsync(owner.Workspace, photo, seen.ETag, Stop))).ShouldBe((403, "role_too_low"));
        // From a workspace of one's own, the ids of another lead nowhere.
        foreach (var workspace in new[] { stranger.Workspace, owner.Workspace })
        {
            (await Problem(() => stranger.Client.GetOutlineAsync(workspace, photo, Stop))).ShouldBe((404, "not_found"));
            (await Problem(() => stranger.Client.PreviewOutlineAsync(workspace, photo, new([EraseLid]), Stop))).ShouldBe((404, "not_found"));
            (await Problem(() => stranger.Client.GetOutlinePreviewAsync(workspace, photo, preview.Id, 0, Stop))).ShouldBe((404, "not_found"));
            (await Problem(() => stranger.Client.OpenOutlinePreviewAsync(workspace, photo, preview.Id, Stop))).ShouldBe((404, "not_found"));
            (await Problem(() => stranger.Client.SaveOutlineAsync(workspace, photo, new([EraseLid]), "\"1\"", Stop))).ShouldBe((404, "not_found"));
        }
        (await system.InDatabaseAsync(stranger.Workspace, db => db.OutlinePreviews.IgnoreQueryFilters().CountAsync(Stop))).ShouldBe(0, "the second wall");

        // A picture that was made is no photo, and another photo has other previews.
        var result = await MakeAsync(owner, product);
        (await Problem(() => owner.Client.GetOutlineAsync(owner.Workspace, result.Id, Stop))).ShouldBe((404, "not_found"));
        var second = await owner.UploadBottleAsync(product);
        (await Problem(() => owner.Client.GetOutlinePreviewAsync(owner.Workspace, second, preview.Id, 0, Stop))).ShouldBe((404, "not_found"));
    }

    private static async Task<OutlinePreviewDto> TryAsync(Merchant merchant, Guid photo, params OutlineStrokeDto[] strokes) =>
        await DoneAsync(merchant, photo, await merchant.Client.PreviewOutlineAsync(merchant.Workspace, photo, new(strokes), Stop));

    private static async Task<OutlinePreviewDto> DoneAsync(Merchant merchant, Guid photo, OutlinePreviewDto preview)
    {
        while (preview.State == OutlinePreviewState.Working) preview = await merchant.Client.GetOutlinePreviewAsync(merchant.Workspace, photo, preview.Id, 20, Stop);
        preview.State.ShouldBe(OutlinePreviewState.Done);
        return preview;
    }

    private static async Task<bool> CoversAsync(Merchant merchant, Guid photo, OutlinePreviewDto preview, OutlinePointDto point)
    {
        using var content = await merchant.Client.OpenOutlinePreviewAsync(merchant.Workspace, photo, preview.Id, Stop);
        using var bytes = new MemoryStream();
        await content.Stream.CopyToAsync(bytes, Stop);
        Raster picture = StudioFixture.Decode(bytes.ToArray(), "webpload_buffer");
        Math.Max(picture.Width, picture.Height).ShouldBe(1280);
        var region = preview.Region!;
        // The photo is 3:4, so a share of the longer side is one of the height.
        var x = (int)((point.X!.Value * 4 / 3 - region.Left) / region.Width * picture.Width);
        var y = (int)((point.Y!.Value - region.Top) / region.Height * picture.Height);
        return x >= 0 && y >= 0 && x < picture.Width && y < picture.Height && picture.Pixels[(y * picture.Width + x) * 4 + 3] > 127;
    }

    private static async Task<AssetDto> MakeAsync(Merchant merchant, Guid product)
    {
        var run = (await merchant.Client.StartGenerationsAsync(merchant.Workspace, product, new(null, [new("main-image")]), Stop)).Single();
        while (run.State is GenerationState.Queued or GenerationState.Running)
        {
            await Task.Delay(50, Stop);
            run = await merchant.Client.GetGenerationAsync(merchant.Workspace, run.Id, Stop);
        }
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
    private static async Task<(int Status, string What)> SendAsync(Merchant merchant, HttpMethod method, Guid photo, string path, string? body, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, $"v1/workspaces/{merchant.Workspace}/assets/{photo}/outline{path}");
        request.Headers.Authorization = new("Bearer", merchant.Client.AccessToken);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await merchant.Http.SendAsync(request, Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        if (response.StatusCode == HttpStatusCode.RequestEntityTooLarge) return (413, "");
        using var problem = JsonDocument.Parse(text);
        var what = problem.RootElement.TryGetProperty("errors", out var errors) ? errors.EnumerateObject().First().Name : problem.RootElement.GetProperty("code").GetString()!;
        return ((int)response.StatusCode, what);
    }
}
