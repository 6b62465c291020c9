using System.Net;
using System.Text;
using System.Text.Json;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Branding;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using CommerceOS.Domain.Branding;
using CommerceOS.Studio;
using CommerceOS.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using BrandTone = CommerceOS.Contracts.Branding.BrandTone;
using LogoState = CommerceOS.Contracts.Branding.LogoState;

namespace CommerceOS.Tests.ApiService;

/// <summary>A workspace's brand: who may see and change it, what is refused, and what pictures make of it.</summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class BrandTests(CommerceSystem system)
{
    private static readonly BrandInput Blue = new("#1F3FBF", "#ffb300", "#0e1330", "#ffffff", "Noto Serif", null, BrandTone.Premium);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_brand_is_suggested_saved_and_changed_only_over_the_version_that_was_read()
    {
        var merchant = await system.SignUpAsync();
        var (none, etag) = await merchant.Client.GetBrandAsync(merchant.Workspace, Stop);
        (none.Exists, none.Logo, none.Fonts.Count > 3, none.Contrast >= BrandColours.LeastContrast).ShouldBe((false, null, true, true));

        var (saved, second) = await merchant.Client.SaveBrandAsync(merchant.Workspace, Blue, etag, Stop);
        (saved.Exists, saved.Primary, saved.HeadlineFont, saved.TextFont, saved.Tone).ShouldBe((true, "#1f3fbf", "Noto Serif", null, BrandTone.Premium));
        (await merchant.Client.GetBrandAsync(merchant.Workspace, Stop)).ETag.ShouldBe(second);

        (await ProblemAsync(() => merchant.Client.SaveBrandAsync(merchant.Workspace, Blue, etag, Stop))).Code.ShouldBe("changed_meanwhile");
        using var bare = new HttpRequestMessage(HttpMethod.Put, $"v1/workspaces/{merchant.Workspace}/brand") { Content = new StringContent("""{"primary":"#000000","accent":"#000000","ink":"#000000","ground":"#ffffff"}""", Encoding.UTF8, "application/json") };
        bare.Headers.Authorization = new("Bearer", merchant.Client.AccessToken);
        (await merchant.Http.SendAsync(bare, Stop)).StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);
    }

    [Fact]
    public async Task Workers_announce_what_they_can_draw_with_and_brands_are_offered_that()
    {
        var merchant = await system.SignUpAsync();
        StudioAbilities? announced;
        while ((announced = await system.InDatabaseAsync(null, database => database.StudioAbilities.AsNoTracking().SingleOrDefaultAsync(Stop))) is null) await Task.Delay(100, Stop);

        announced.Fonts.ShouldBe(StudioFonts.Installed());
        (await merchant.Client.GetBrandAsync(merchant.Workspace, Stop)).Value.Fonts.ShouldBe(announced.Fonts);
    }

    [Fact]
    public async Task What_is_no_colour_or_no_known_font_is_refused_by_its_field()
    {
        var merchant = await system.SignUpAsync();
        var etag = (await merchant.Client.GetBrandAsync(merchant.Workspace, Stop)).ETag;

        var problem = await ProblemAsync(() => merchant.Client.SaveBrandAsync(merchant.Workspace, new("blue", "#12345", null, "#ffffff;}", "Comic Sans MS", "x'};*{display:none"), etag, Stop));

        problem.Status.ShouldBe(422);
        problem.Errors!.ToDictionary(e => e.Key, e => e.Value[0].Code).ShouldBe(
            new Dictionary<string, string> { ["primary"] = "not_a_colour", ["accent"] = "not_a_colour", ["ink"] = "required", ["ground"] = "not_a_colour", ["headlineFont"] = "not_one_of", ["textFont"] = "not_one_of" }, ignoreOrder: true);
        (await merchant.Client.GetBrandAsync(merchant.Workspace, Stop)).Value.Exists.ShouldBeFalse();
    }

    [Fact]
    public async Task A_brand_and_its_logo_are_one_workspace_s_alone()
    {
        var (mine, theirs) = (await system.SignUpAsync(), await system.SignUpAsync());
        await mine.Client.SaveBrandAsync(mine.Workspace, Blue, "\"0\"", Stop);
        await UploadAsync(mine, Photos.Png(300, 120));

        (await theirs.Client.GetBrandAsync(theirs.Workspace, Stop)).Value.Exists.ShouldBeFalse();
        (await ProblemAsync(() => theirs.Client.OpenLogoAsync(theirs.Workspace, Stop))).Status.ShouldBe(404);
        (await ProblemAsync(() => theirs.Client.OpenLogoAsync(mine.Workspace, Stop))).Status.ShouldBe(404);
        (await ProblemAsync(() => theirs.Client.DeleteLogoAsync(mine.Workspace, Stop))).Status.ShouldBe(404);
        (await mine.Client.GetBrandAsync(mine.Workspace, Stop)).Value.Logo!.State.ShouldBe(LogoState.Ready);
    }

    [Fact]
    public async Task A_logo_is_decoded_shown_replaced_and_removed_and_leaves_nothing()
    {
        var merchant = await system.SignUpAsync();
        var files = system.CountStoredFiles(merchant);
        var brand = await UploadAsync(merchant, Photos.Png(1600, 400, ("tEXt", Encoding.ASCII.GetBytes("Author\0somebody"))));
        (brand.Exists, brand.Logo).ShouldBe((true, new BrandLogoDto(LogoState.Ready, 800, 200, null, null)));
        var first = await LogoAsync(merchant);
        first[1..4].ShouldBe("PNG"u8.ToArray());
        Encoding.ASCII.GetString(first).ShouldNotContain("somebody", Case.Sensitive, "metadata is not kept");

        await UploadAsync(merchant, Photos.Png(200, 200));
        (await LogoAsync(merchant)).ShouldNotBe(first);
        system.CountStoredFiles(merchant).ShouldBe(files + 1, "the upload and the logo before are gone");
        await merchant.Client.DeleteLogoAsync(merchant.Workspace, Stop);
        system.CountStoredFiles(merchant).ShouldBe(files);
        (await merchant.Client.GetBrandAsync(merchant.Workspace, Stop)).Value.Logo.ShouldBeNull();
        (await ProblemAsync(() => merchant.Client.DeleteLogoAsync(merchant.Workspace, Stop))).Status.ShouldBe(404);
    }

    public static TheoryData<string, int, string> Hostile => new()
    {
        { "empty", 422, "photo_empty" }, { "svg", 415, "logo_format" }, { "html", 415, "logo_format" }, { "gif", 415, "logo_format" }, { "bomb", 422, "photo_too_many_pixels" },
        { "cut", 422, "photo_truncated" }, { "large", 413, "logo_too_large" }, { "tiny", 422, "photo_too_small" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task What_is_no_sound_logo_is_refused_and_not_stored(string file, int status, string code)
    {
        var merchant = await system.SignUpAsync();
        var files = system.CountStoredFiles(merchant);
        byte[] bytes = file switch
        {
            "svg" => Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
            "html" => Encoding.UTF8.GetBytes("<!DOCTYPE html><script>alert(1)</script>"),
            "gif" => Encoding.ASCII.GetBytes("GIF89a\u0001\0\u0001\0"),
            "bomb" => Photos.PngBomb(30000, 30000),
            "cut" => Photos.Png(200, 200)[..^30],
            "large" => new byte[LogoProbe.MaxSizeBytes + 1],
            "tiny" => Photos.Png(20, 20),
            _ => [],
        };

        var problem = await ProblemAsync(() => merchant.Client.UploadLogoAsync(merchant.Workspace, new MemoryStream(bytes), Stop));

        (problem.Status, problem.Code).ShouldBe((status, code));
        system.CountStoredFiles(merchant).ShouldBe(files);
        (await merchant.Client.GetBrandAsync(merchant.Workspace, Stop)).Value.Logo.ShouldBeNull();
    }

    [Fact]
    public async Task A_logo_whose_pixels_are_damaged_is_refused_by_the_decoder_with_its_reason()
    {
        var merchant = await system.SignUpAsync();
        // Sound outside, wrong inside: the checksums fit, the pixels are no zlib stream.
        var logo = await UploadAsync(merchant, Photos.Assemble([("IHDR", Photos.Header(200, 200)), ("IDAT", new byte[500]), ("IEND", [])]));

        (logo.Logo!.State, logo.Logo.RefusedCode).ShouldBe((LogoState.Refused, "photo_corrupt"));
        (await ProblemAsync(() => merchant.Client.OpenLogoAsync(merchant.Workspace, Stop))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Pictures_take_the_brand_of_their_time_and_are_made_again_with_it()
    {
        var merchant = await system.SignUpAsync();
        var product = await AddProductAsync(merchant);
        RecipeRequest[] wishes = [new("main-image"), new("infographic"), Wish("infographic", new { style = "clean" }), Wish("infographic", new { theme = "mist" }), Wish("card", new { style = "bold", format = "square" })];
        var before = await MakeAsync(merchant, product, wishes);

        await merchant.Client.SaveBrandAsync(merchant.Workspace, Blue, "\"0\"", Stop);
        await UploadAsync(merchant, Photos.Png(300, 120));
        var after = await MakeAsync(merchant, product, wishes);

        after[0].Sha256.ShouldBe(before[0].Sha256, "a main image takes nothing of a brand");
        foreach (var i in (int[])[1, 2, 4]) after[i].Sha256.ShouldNotBe(before[i].Sha256, $"{after[i].Lineage!.Recipe} {after[i].Lineage!.Parameters}");
        after[4].Checks.ShouldContain(c => c.Code == "renderer" && c.Tone == CheckTone.Ok);
        after[4].Lineage!.Engine.ShouldContain("templates/");
        after.Take(1).Concat(before).ShouldAllBe(a => !a.Checks.Any(c => c.Tone == CheckTone.Bad));

        // The brand becomes another one, and its logo goes: capsules still hold what they were made with.
        await merchant.Client.SaveBrandAsync(merchant.Workspace, Blue with { Primary = "#aa0000", HeadlineFont = null }, (await merchant.Client.GetBrandAsync(merchant.Workspace, Stop)).ETag, Stop);
        await merchant.Client.DeleteLogoAsync(merchant.Workspace, Stop);
        foreach (var asset in before.Concat(after))
        {
            await merchant.Client.ReplayAssetAsync(merchant.Workspace, asset.Id, Stop);
            var check = await WaitForReplayAsync(merchant, asset.Id);
            check.Message.ShouldStartWith("Made again from its capsule: the same, byte for byte.", Case.Sensitive, $"{asset.Lineage!.Recipe} {asset.Lineage.Parameters}");
        }
        var now = await MakeAsync(merchant, product, [wishes[4]]);
        now[0].Sha256.ShouldNotBe(after[4].Sha256);
    }

    [Fact]
    public async Task A_comparison_shows_what_was_stated_and_refuses_what_is_no_table()
    {
        var merchant = await system.SignUpAsync();
        var product = await AddProductAsync(merchant);
        object[] rows = [new { label = "Cold for 24 hours", values = new[] { "yes", "no" } }, new { label = "Weight", values = new[] { "310 g", "90 g" } }, new { label = "<script>x</script>", values = new[] { "yes", "yes" } }];
        string[] columns = ["Flask", "Plastic"];

        var made = (await MakeAsync(merchant, product, [Wish("comparison", new { table = new { columns, rows } })])).ShouldHaveSingleItem();

        (made.Width, made.Height).ShouldBe((2000, 2000));
        made.Checks.ShouldNotContain(c => c.Tone == CheckTone.Bad);
        foreach (var (wrong, field, code) in new (object?, string, string)[]
        {
            (null, "table", "required"), ("x", "table", "not_a_table"), (new { columns = new[] { "one" }, rows }, "table.columns", "wrong_count"), (new { columns, rows = rows.Take(2) }, "table.rows", "wrong_count"),
            (new { columns, rows = rows.Append(new { label = "", values = columns }) }, "table.rows[3].label", "required"),
            (new { columns, rows = rows.Append(new { label = "x", values = new[] { "yes" } }) }, "table.rows[3].values", "wrong_count"),
            (new { columns, rows = rows.Append(new { label = "x", values = new[] { "yes", new string('x', 33) } }) }, "table.rows[3].values[1]", "too_long"),
        })
        {
            var request = wrong is null ? new RecipeRequest("comparison") : Wish("comparison", new { table = wrong });
            var problem = await ProblemAsync(() => merchant.Client.StartGenerationsAsync(merchant.Workspace, product, new(null, [request]), Stop));
            problem.Errors.ShouldNotBeNull().ToDictionary(e => e.Key, e => e.Value[0].Code).ShouldBe(new Dictionary<string, string> { [$"recipes[0].parameters.{field}"] = code });
        }
    }

    private static RecipeRequest Wish(string recipe, object parameters) => new(recipe, JsonSerializer.SerializeToElement(parameters, JsonSerializerOptions.Web));

    private static async Task<ApiProblem> ProblemAsync(Func<Task> act) => (await Should.ThrowAsync<CommerceApiException>(act)).Problem;

    private static async Task<BrandDto> UploadAsync(Merchant merchant, byte[] logo)
    {
        await merchant.Client.UploadLogoAsync(merchant.Workspace, new MemoryStream(logo), Stop);
        while (true)
        {
            var (brand, _) = await merchant.Client.GetBrandAsync(merchant.Workspace, Stop);
            if (brand.Logo?.State != LogoState.Processing) return brand;
            await Task.Delay(50, Stop);
        }
    }

    private static async Task<byte[]> LogoAsync(Merchant merchant)
    {
        using var content = await merchant.Client.OpenLogoAsync(merchant.Workspace, Stop);
        content.ContentType.ShouldBe("image/png");
        using var bytes = new MemoryStream();
        await content.Stream.CopyToAsync(bytes, Stop);
        return bytes.ToArray();
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

    private static async Task<Guid> AddProductAsync(Merchant merchant)
    {
        var product = await merchant.Client.CreateProductAsync(
            merchant.Workspace, new("BRAND", [new("en", "Trail Flask", "", ["Keeps drinks cold for 24 hours", "Bamboo lid", "Leak-proof"])], "Northlight", "", null, null, [], ["en"]), Stop);
        await merchant.Client.UploadPhotoAsync(merchant.Workspace, product.Value.Id, "bottle.jpg", new MemoryStream(Photos.Bottle), Stop);
        return product.Value.Id;
    }

    /// <summary>The results in the order of the wishes.</summary>
    private static async Task<List<AssetDto>> MakeAsync(Merchant merchant, Guid product, IReadOnlyList<RecipeRequest> wishes)
    {
        List<AssetDto> made = [];
        foreach (var run in await merchant.Client.StartGenerationsAsync(merchant.Workspace, product, new(null, wishes), Stop))
        {
            var now = run;
            while (now.State is GenerationState.Queued or GenerationState.Running)
            {
                await Task.Delay(100, Stop);
                now = await merchant.Client.GetGenerationAsync(merchant.Workspace, run.Id, Stop);
            }
            now.State.ShouldBe(GenerationState.Done, $"{now.Recipe}: {now.FailureDetail}");
            made.Add(await merchant.Client.GetAssetAsync(merchant.Workspace, now.AssetIds.Single(), Stop));
        }
        return made;
    }
}
