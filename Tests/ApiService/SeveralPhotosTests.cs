using System.Net;
using System.Text.Json;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using CommerceOS.Domain;
using CommerceOS.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.ApiService;

/// <summary>Size guides, before and after, variants and groups, through the real worker and object store.</summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class SeveralPhotosTests(CommerceSystem system)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_size_guide_shows_the_lengths_of_the_facts_or_those_that_were_given_and_nothing_else()
    {
        var merchant = await system.SignUpAsync();
        var (flask, _) = await AddAsync(merchant, "bottle.jpg", "Trail Flask", new ProductAttribute("Dimensions", "Ø 7.4 x 24 cm"));
        var (pouch, _) = await AddAsync(merchant, "pouch.jpg", "Canvas Pouch", new ProductAttribute("Dimensions", "25 x 16 x 5 cm"));

        var made = await MakeAsync(merchant, flask, Wish("size-guide", new { }), Wish("size-guide", new { size = new { width = 2.9, height = 9.45, depth = 2.9, unit = "in" }, language = "zh-Hans", title = "尺寸" }));

        made.ShouldAllBe(a => a.Checks.All(c => c.Tone != CheckTone.Bad) && a.Review!.State == ReviewState.ToReview);
        made[0].Checks.ShouldContain(c => c.Code == "proportions" && c.Tone == CheckTone.Ok);
        made[0].Sha256.ShouldNotBe(made[1].Sha256);
        foreach (var asset in made) (await ReplayAsync(merchant, asset.Id)).ShouldBe((CheckTone.Ok, "Made again from its capsule: the same, byte for byte."));
        (await RefusedAsync(merchant, pouch, Wish("size-guide", new { }))).ShouldBe([("recipes[0].parameters.size", "no_length")]);
        var sizes = await merchant.Client.GetMaterialsAsync(merchant.Workspace, flask, null, null, Stop);
        (sizes.Size, (await merchant.Client.GetMaterialsAsync(merchant.Workspace, pouch, null, null, Stop)).Size).ShouldBe((new(7.4m, 24, null, "cm"), null));
    }

    [Fact]
    public async Task A_photo_stands_beside_its_finished_picture_and_both_are_its_lineage()
    {
        var merchant = await system.SignUpAsync();
        var (flask, photo) = await AddAsync(merchant, "bottle.jpg", "Trail Flask");
        var (mug, mugPhoto) = await AddAsync(merchant, "mug.jpg", "Mug");
        var main = (await MakeAsync(merchant, flask, Wish("main-image", new { })))[0];
        var graphic = (await MakeAsync(merchant, flask, Wish("infographic", new { })))[0];

        var both = (await MakeAsync(merchant, flask, Wish("before-after", new { picture = main.Id })))[0];
        var square = (await MakeAsync(merchant, flask, Wish("before-after", new { picture = main.Id, format = "square", language = "zh-Hans" })))[0];

        (both.Width, both.Height, square.Width, square.Height).ShouldBe((2000, 1000, 2000, 2000));
        both.Checks.ShouldNotContain(c => c.Tone == CheckTone.Bad);
        both.Lineage!.SourceAssetId.ShouldBe(photo);
        both.Lineage.Sources!.Select(s => s.AssetId).ShouldBe([photo, main.Id]);
        both.Lineage.Sources![1].Sha256.ShouldBe(main.Sha256);
        (await ReplayAsync(merchant, both.Id)).Tone.ShouldBe(CheckTone.Ok);
        foreach (var (picture, code) in new (object, string)[] { (graphic.Id, "not_finished"), (photo, "not_finished"), (Guid.CreateVersion7(), "not_found"), (both.Id, "not_finished"), ("x", "not_an_id") })
        {
            (await RefusedAsync(merchant, flask, Wish("before-after", new { picture }))).ShouldBe([("recipes[0].parameters.picture", code)], $"{picture}");
        }
        (await RefusedAsync(merchant, flask, Wish("before-after", new { }))).ShouldBe([("recipes[0].parameters.picture", "required")]);
        (await RefusedAsync(merchant, mug, Wish("before-after", new { picture = main.Id }))).ShouldBe([("recipes[0].parameters.picture", "not_found")], "it is another product's");

        await merchant.Client.DeleteAssetAsync(merchant.Workspace, main.Id, Stop);
        var gone = await ReplayAsync(merchant, both.Id);
        (gone.Tone, gone.Message).ShouldBe((CheckTone.Warn, $"Of the 2 photos that it was made from, number 2 ({main.Id}) is not there any more."));
        mugPhoto.ShouldNotBe(photo);
    }

    [Fact]
    public async Task Variants_and_groups_keep_every_photo_by_id_and_hash_and_are_made_again_byte_for_byte()
    {
        var merchant = await system.SignUpAsync();
        var (flask, one) = await AddAsync(merchant, "bottle.jpg", "Trail Flask", new ProductAttribute("Height", "24 cm"));
        var (_, two) = await AddAsync(merchant, "mug.jpg", "Mug", new ProductAttribute("Height", "9.7 cm"));
        var (_, three) = await AddAsync(merchant, "candle.jpg", "Candle");

        var made = await MakeAsync(
            merchant, flask,
            Wish("variants", new { photos = new[] { Labelled(one, "Pine green"), Labelled(two, "湖蓝"), Labelled(three, "<b>Amber</b> & \"smoke\"") }, title = "Three of us" }),
            Wish("group", new { photos = new[] { Sized(one), Sized(two), Sized(three, 6.6m) }, preset = "oak-table" }),
            Wish("group", new { photos = new[] { Sized(one), Sized(three) } }));

        foreach (var asset in made)
        {
            asset.Checks.ShouldNotContain(c => c.Tone == CheckTone.Bad);
            (asset.Width, asset.Height, asset.Lineage!.SourceAssetId).ShouldBe((2000, 2000, one));
            foreach (var source in asset.Lineage.Sources!) source.Sha256.ShouldBe((await merchant.Client.GetAssetAsync(merchant.Workspace, source.AssetId, Stop)).Sha256);
        }
        made.Select(a => a.Lineage!.Sources!.Select(s => s.AssetId)).ShouldBe([[one, two, three], [one, two, three], [one, three]]);
        made[1].Checks.ShouldContain(c => c.Code == "relative_heights" && c.Tone == CheckTone.Ok);
        made[2].Checks.ShouldContain(c => c.Code == "relative_heights" && c.Tone == CheckTone.Warn && c.Measured == 1);
        (await merchant.Client.GetReviewQueueAsync(merchant.Workspace, null, null, 50, Stop)).Items.Select(i => i.Id).ShouldBe(made.Select(a => a.Id), ignoreOrder: true);
        // The same wish finds what was made; another order is another picture.
        var again = await MakeAsync(merchant, flask, Wish("group", new { photos = new[] { Sized(one), Sized(three) } }), Wish("variants", new { photos = new[] { Labelled(one, "A"), Labelled(two, "B") } }), Wish("variants", new { photos = new[] { Labelled(one, "B"), Labelled(two, "A") } }));
        again[0].Sha256.ShouldBe(made[2].Sha256);
        again[1].Sha256.ShouldNotBe(again[2].Sha256);

        foreach (var asset in made) (await ReplayAsync(merchant, asset.Id)).ShouldBe((CheckTone.Ok, "Made again from its capsule: the same, byte for byte."), asset.Lineage!.Recipe);
        // A photo whose bytes are others than the capsule's, and one that is gone.
        await system.InDatabaseAsync(merchant.Workspace, database => database.Assets.Where(a => a.Id == new AssetId(two)).ExecuteUpdateAsync(a => a.SetProperty(x => x.Sha256, new string('0', 64)), Stop));
        (await ReplayAsync(merchant, made[0].Id)).Message.ShouldBe($"Of the 3 photos that it was made from, number 2 ({two}) has changed since.");
        await merchant.Client.DeleteAssetAsync(merchant.Workspace, three, Stop);
        (await ReplayAsync(merchant, made[2].Id)).ShouldBe((CheckTone.Warn, $"Of the 2 photos that it was made from, number 2 ({three}) is not there any more."));
    }

    [Fact]
    public async Task Photos_that_cannot_be_used_are_refused_and_another_workspaces_photo_is_not_found()
    {
        var (mine, theirs) = (await system.SignUpAsync(), await system.SignUpAsync());
        var (flask, own) = await AddAsync(mine, "bottle.jpg", "Trail Flask", new ProductAttribute("Height", "240 cm"));
        var (mug, other) = await AddAsync(mine, "mug.jpg", "Mug", new ProductAttribute("Height", "9.7 cm"));
        var (_, foreign) = await AddAsync(theirs, "candle.jpg", "Candle");
        var picture = (await MakeAsync(mine, flask, Wish("main-image", new { })))[0].Id;
        var broken = (await mine.Client.UploadPhotoAsync(mine.Workspace, mug, "broken.png", new MemoryStream(Photos.Assemble([("IHDR", Photos.Header(200, 200)), ("IDAT", new byte[500]), ("IEND", [])])), Stop)).Id;
        while ((await mine.Client.GetAssetAsync(mine.Workspace, broken, Stop)).State == AssetState.Processing) await Task.Delay(50, Stop);
        var unknown = Guid.CreateVersion7();

        foreach (var (second, code) in new[] { (foreign, "not_found"), (unknown, "not_found"), (picture, "not_a_photo"), (broken, "not_ready") })
        {
            (await RefusedAsync(mine, flask, Wish("variants", new { photos = new[] { Labelled(own, "A"), Labelled(second, "B") } }))).ShouldBe([("recipes[0].parameters.photos[1].photoId", code)]);
            (await RefusedAsync(mine, flask, Wish("group", new { photos = new[] { Sized(own), Sized(second) } }))).ShouldBe([("recipes[0].parameters.photos[1].photoId", code)]);
        }
        // Nothing tells a photo of somebody else's from one that never was.
        string Said(ApiProblem problem, Guid id) => problem.Detail!.Replace(id.ToString(), "ID", StringComparison.Ordinal);
        var (there, nowhere) = (await ProblemAsync(mine, flask, Wish("group", new { photos = new[] { Sized(own), Sized(foreign) } })), await ProblemAsync(mine, flask, Wish("group", new { photos = new[] { Sized(own), Sized(unknown) } })));
        Said(there, foreign).ShouldBe(Said(nowhere, unknown));
        Said(there, foreign).ShouldContain("Expected the id of a photo of this workspace; got “ID”.");
        (await RefusedAsync(mine, flask, Wish("main-image", new { }), Wish("group", new { photos = new[] { Sized(other), Sized(own) } }))).ShouldBe([("recipes[1].parameters.photos[0].photoId", "not_of_product")]);
        (await RefusedAsync(mine, flask, Wish("group", new { photos = new[] { Sized(own), Sized(other) } }))).ShouldBe([("recipes[0].parameters.photos[1].height", "heights_apart")]);
        (await mine.Client.GetGenerationsAsync(mine.Workspace, new(ProductId: flask), Stop)).Total.ShouldBe(1, "what is refused starts nothing");

        // A deleted product's photos are gone as well.
        await mine.Client.DeleteProductAsync(mine.Workspace, mug, Stop);
        (await RefusedAsync(mine, flask, Wish("group", new { photos = new[] { Sized(own), Sized(other) } }))).ShouldBe([("recipes[0].parameters.photos[1].photoId", "not_found")]);
        var choices = await mine.Client.GetMaterialsAsync(mine.Workspace, flask, null, null, Stop);
        choices.Photos.Select(p => p.PhotoId).ShouldBe([own]);
        (await Should.ThrowAsync<CommerceApiException>(() => theirs.Client.GetMaterialsAsync(theirs.Workspace, flask, null, null, Stop))).Problem.Status.ShouldBe(404);
    }

    [Fact]
    public async Task Photos_to_choose_are_the_products_own_and_then_others_that_a_search_narrows_with_what_the_facts_suggest()
    {
        var merchant = await system.SignUpAsync();
        var (flask, one) = await AddAsync(merchant, "bottle.jpg", "Trail Flask", new ProductAttribute("Colour", "dark green"), new ProductAttribute("Height", "10 in"));
        var second = await UploadAsync(merchant, flask, "mug.jpg");
        var (_, candle) = await AddAsync(merchant, "candle.jpg", "Amber Candle");

        var all = await merchant.Client.GetMaterialsAsync(merchant.Workspace, flask, null, "zh-Hans", Stop);

        all.Photos.Select(p => (p.PhotoId, p.Product, p.Label, p.HeightCm)).ShouldBe([(one, "Trail Flask", "深绿色", 25.4m), (second, "Trail Flask", null, 25.4m), (candle, "Amber Candle", null, null)]);
        all.More.ShouldBeFalse();
        (await merchant.Client.GetMaterialsAsync(merchant.Workspace, flask, "candle", null, Stop)).Photos.Count.ShouldBe(3);
        (await merchant.Client.GetMaterialsAsync(merchant.Workspace, flask, "%", null, Stop)).Photos.Select(p => p.PhotoId).ShouldBe([one, second], "a sign of the pattern's own means itself");
        (await Should.ThrowAsync<CommerceApiException>(() => merchant.Client.GetMaterialsAsync(merchant.Workspace, flask, new string('x', 201), null, Stop))).Problem.Status.ShouldBe(422);
        (await Should.ThrowAsync<CommerceApiException>(() => merchant.Client.GetMaterialsAsync(merchant.Workspace, flask, null, "fr", Stop))).Problem.Status.ShouldBe(422);
    }

    [Fact]
    public async Task A_photo_that_is_deleted_before_its_turn_ends_the_work_with_its_number()
    {
        var merchant = await system.SignUpAsync();
        var (flask, own) = await AddAsync(merchant, "bottle.jpg", "Trail Flask");
        var (_, other) = await AddAsync(merchant, "mug.jpg", "Mug");
        var run = (await merchant.Client.StartGenerationsAsync(merchant.Workspace, flask, new(null, [Wish("group", new { photos = new[] { Sized(own), Sized(other) } })]), Stop))[0].Id;
        await merchant.Client.CancelGenerationAsync(merchant.Workspace, run, Stop);
        await merchant.Client.DeleteAssetAsync(merchant.Workspace, other, Stop);
        await merchant.Client.RetryGenerationAsync(merchant.Workspace, run, Stop);

        var ended = await FinishAsync(merchant, run);
        (ended.State, ended.FailureCode, ended.FailureDetail).ShouldBe((GenerationState.Failed, "photo_gone", "Photo 2 of 2 was deleted before its turn came."));
    }

    private static object Labelled(Guid photoId, string label) => new { photoId, label };

    private static object Sized(Guid photoId, decimal? height = null) => new { photoId, height };

    private static RecipeRequest Wish(string recipe, object parameters) => new(recipe, JsonSerializer.SerializeToElement(parameters, JsonSerializerOptions.Web));

    private static async Task<ApiProblem> ProblemAsync(Merchant merchant, Guid product, params RecipeRequest[] wishes) =>
        (await Should.ThrowAsync<CommerceApiException>(() => merchant.Client.StartGenerationsAsync(merchant.Workspace, product, new(null, wishes), Stop))).Problem;

    private static async Task<List<(string Field, string Code)>> RefusedAsync(Merchant merchant, Guid product, params RecipeRequest[] wishes)
    {
        var problem = await ProblemAsync(merchant, product, wishes);
        problem.Status.ShouldBe((int)HttpStatusCode.UnprocessableEntity);
        return [.. problem.Errors!.Select(e => (e.Key, e.Value[0].Code))];
    }

    private static async Task<(CheckTone Tone, string Message)> ReplayAsync(Merchant merchant, Guid asset)
    {
        var before = (await merchant.Client.GetAssetAsync(merchant.Workspace, asset, Stop)).Checks.SingleOrDefault(c => c.Code == "replay");
        await merchant.Client.ReplayAssetAsync(merchant.Workspace, asset, Stop);
        while (true)
        {
            var check = (await merchant.Client.GetAssetAsync(merchant.Workspace, asset, Stop)).Checks.SingleOrDefault(c => c.Code == "replay");
            // The note ends with its day.
            if (check is not null && check.Message != before?.Message) return (check.Tone, check.Message[..check.Message.LastIndexOf(" (", StringComparison.Ordinal)]);
            await Task.Delay(100, Stop);
        }
    }

    private static async Task<(Guid Product, Guid Photo)> AddAsync(Merchant merchant, string sample, string title, params ProductAttribute[] facts)
    {
        var product = await merchant.Client.CreateProductAsync(
            merchant.Workspace, new(title.Replace(' ', '-'), [new("en", title, "", [])], "", "", null, null, facts, ["en"]), Stop);
        return (product.Value.Id, await UploadAsync(merchant, product.Value.Id, sample));
    }

    private static async Task<Guid> UploadAsync(Merchant merchant, Guid product, string sample)
    {
        var photo = await merchant.Client.UploadPhotoAsync(merchant.Workspace, product, sample, new MemoryStream(await File.ReadAllBytesAsync(Path.Combine(Photos.SamplesFolder, sample), Stop)), Stop);
        while ((await merchant.Client.GetAssetAsync(merchant.Workspace, photo.Id, Stop)).State == AssetState.Processing) await Task.Delay(50, Stop);
        return photo.Id;
    }

    private static async Task<GenerationDto> FinishAsync(Merchant merchant, Guid run)
    {
        while (true)
        {
            var now = await merchant.Client.GetGenerationAsync(merchant.Workspace, run, Stop);
            if (now.State is not (GenerationState.Queued or GenerationState.Running)) return now;
            await Task.Delay(100, Stop);
        }
    }

    /// <summary>The results in the order of the wishes.</summary>
    private static async Task<List<AssetDto>> MakeAsync(Merchant merchant, Guid product, params RecipeRequest[] wishes)
    {
        List<AssetDto> made = [];
        foreach (var run in await merchant.Client.StartGenerationsAsync(merchant.Workspace, product, new(null, wishes), Stop))
        {
            var now = await FinishAsync(merchant, run.Id);
            now.State.ShouldBe(GenerationState.Done, $"{now.Recipe}: {now.FailureDetail}");
            made.Add(await merchant.Client.GetAssetAsync(merchant.Workspace, now.AssetIds.Single(), Stop));
        }
        return made;
    }
}
