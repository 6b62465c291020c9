using System.IO.Compression;
using System.Security.Cryptography;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using CommerceOS.Contracts.Publishing;
using CommerceOS.Tests.Harness;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.ApiService;

/// <summary>From a photo to a listing package, through the API, with a worker and the real Studio.</summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class MainJobTests(CommerceSystem system)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pictures_and_copy_are_made_reviewed_and_published()
    {
        var merchant = await system.SignUpAsync();
        var (client, workspace) = (merchant.Client, merchant.Workspace);
        var product = await AddProductAsync(merchant, "FLASK-1");
        await UploadAsync(merchant, product);
        await RunAsync(merchant, product, "main-image", "infographic", "listing-copy");

        var missing = await Problem(() => client.PublishAsync(workspace, new("listing-package", [new(product)]), Stop));
        missing.Code.ShouldBe("not_ready");
        missing.Detail.ShouldNotBeNull().ShouldContain("main image");

        var pictures = (await client.GetAssetsAsync(workspace, product, Stop)).Where(a => a.Kind == AssetKind.Image).ToList();
        pictures.Count.ShouldBe(2);
        foreach (var picture in pictures) await client.ApproveAssetAsync(workspace, picture.Id, Stop);
        foreach (var copy in await client.GetCopiesAsync(workspace, product, Stop)) await client.ApproveCopyAsync(workspace, copy.Id, Stop);

        var publication = await client.PublishAsync(workspace, new("listing-package", [new(product)]), Stop);
        while (publication.State is PublicationState.Queued or PublicationState.Running)
        {
            await Task.Delay(50, Stop);
            publication = await client.GetPublicationAsync(workspace, publication.Id, Stop);
        }
        publication.State.ShouldBe(PublicationState.Done, publication.FailureDetail);
        var link = await client.CreateDownloadLinkAsync(workspace, publication.Id, Stop);
        // No token: the link itself is the permission.
        using var package = await new CommerceClient(system.NewHttp()).DownloadAsync(link.Path, Stop);
        using var bytes = new MemoryStream();
        await package.Stream.CopyToAsync(bytes, Stop);
        Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())).ShouldBe(publication.Sha256);
        using var zip = new ZipArchive(bytes);
        zip.Entries.Select(e => e.FullName).ShouldBe(
            ["images/FLASK-1.MAIN.jpg", "images/FLASK-1.PT01.jpg", "shopify-products.en.csv", "amazon-listings.en.txt", "google-merchant.en.xml", "shopify-products.zh-Hans.csv",
                "amazon-listings.zh-Hans.txt", "google-merchant.zh-Hans.xml", "READ-ME.txt", "manifest.json"],
            ignoreOrder: true);
    }

    [Fact]
    public async Task Only_what_was_chosen_of_a_product_goes_out()
    {
        var merchant = await system.SignUpAsync();
        var (client, workspace) = (merchant.Client, merchant.Workspace);
        var product = await AddProductAsync(merchant, "CHOICE");
        await UploadAsync(merchant, product);
        await RunAsync(merchant, product, "main-image", "studio-scene", "listing-copy");
        var pictures = (await client.GetAssetsAsync(workspace, product, Stop)).Where(a => a.Kind == AssetKind.Image).ToList();
        foreach (var picture in pictures) await client.ApproveAssetAsync(workspace, picture.Id, Stop);
        var english = (await client.GetCopiesAsync(workspace, product, Stop)).Single(c => c.Language == "en");
        await client.ApproveCopyAsync(workspace, english.Id, Stop);
        var main = pictures.Single(p => p.Lineage!.Recipe == "main-image").Id;
        var scene = pictures.Single(p => p.Lineage!.Recipe == "studio-scene").Id;

        var all = (await client.GetReadinessAsync(workspace, "listing-package", product, null, Stop)).Items.Single();
        all.Ready.ShouldBeFalse("the Chinese copy waits");
        all.Pictures.Select(p => p.AssetId).ShouldBe([main, scene]);
        all.Languages.ShouldBe([new("en", true), new("zh-Hans", false)]);

        (await CheckAsync([scene], ["en"])).ShouldBe(["main_image_first"]);
        (await CheckAsync([], [])).ShouldBe(["main_image_first", "language_chosen"], ignoreOrder: true);
        (await CheckAsync([main], ["en"])).ShouldBeEmpty();
        var refused = await Problem(() => client.PublishAsync(workspace, new("listing-package", [new(product, [scene], ["en"])]), Stop));
        refused.Code.ShouldBe("not_ready");
        refused.Detail.ShouldNotBeNull().ShouldContain("main image");
        (await Problem(() => client.PublishAsync(workspace, new("listing-package", [new(product, [main, main], ["en", "fr"])]), Stop))).Errors.ShouldNotBeNull().Keys
            .ShouldBe(["items[0].languages[1]", "items[0].assetIds"], ignoreOrder: true);
        (await client.GetPublicationsAsync(workspace, null, 10, Stop)).Total.ShouldBe(0, "a check and a refusal store nothing");

        var publication = await client.PublishAsync(workspace, new("listing-package", [new(product, [main], ["en"])]), Stop);
        publication.Items.Single().ShouldSatisfyAllConditions(i => i.Images.ShouldBe(1), i => i.Languages.ShouldBe(["en"]));

        // Somebody else's products are not there, for a check as for everything.
        var stranger = await system.SignUpAsync();
        (await Problem(() => stranger.Client.CheckPublicationAsync(stranger.Workspace, new("listing-package", [new(product)]), Stop))).Status.ShouldBe(404);

        async Task<IEnumerable<string>> CheckAsync(Guid[] assets, string[] languages) =>
            (await client.CheckPublicationAsync(workspace, new("listing-package", [new(product, assets, languages)]), Stop)).Single().Requirements.Where(r => r is { Met: false, Blocking: true }).Select(r => r.Code);
    }

    [Fact]
    public async Task The_same_photo_recipe_and_parameters_give_the_same_bytes()
    {
        var merchant = await system.SignUpAsync();
        var product = await AddProductAsync(merchant, "TWICE");
        await UploadAsync(merchant, product);
        await RunAsync(merchant, product, "studio-scene");
        await RunAsync(merchant, product, "studio-scene");
        var pictures = (await merchant.Client.GetAssetsAsync(merchant.Workspace, product, Stop)).Where(a => a.Kind == AssetKind.Image).ToList();
        pictures.Count.ShouldBe(2);
        pictures[1].Sha256.ShouldBe(pictures[0].Sha256);
        pictures[1].Lineage!.InputHash.ShouldBe(pictures[0].Lineage!.InputHash);
    }

    [Fact]
    public async Task A_cancelled_generation_has_no_result_and_can_be_tried_again()
    {
        var merchant = await system.SignUpAsync();
        var (client, workspace) = (merchant.Client, merchant.Workspace);
        var product = await AddProductAsync(merchant, "STOP");
        await UploadAsync(merchant, product);
        var runs = await client.StartGenerationsAsync(workspace, product, new(null, [new("studio-scene"), new("main-image"), new("infographic")]), Stop);
        // One photo is worked on by one generation at a time, so the last one still waits.
        var cancelled = await client.CancelGenerationAsync(workspace, runs[^1].Id, Stop);
        cancelled.State.ShouldBe(GenerationState.Cancelled);
        foreach (var run in runs.SkipLast(1)) await FinishAsync(merchant, run.Id);
        (await client.GetAssetsAsync(workspace, product, Stop)).Count(a => a.Kind == AssetKind.Image).ShouldBe(2);
        (await Problem(() => client.CancelGenerationAsync(workspace, runs[0].Id, Stop))).Code.ShouldBe("already_finished");
        await client.RetryGenerationAsync(workspace, runs[^1].Id, Stop);
        (await FinishAsync(merchant, runs[^1].Id)).AssetIds.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_idempotency_key_does_the_work_once()
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        var product = await AddProductAsync(merchant, "ONCE");
        var request = new StartGenerationsRequest(null, [new("listing-copy")]);
        var first = await merchant.Client.StartGenerationsAsync(merchant.Workspace, product, request, Stop, "key-1");
        var second = await merchant.Client.StartGenerationsAsync(merchant.Workspace, product, request, Stop, "key-1");
        second.Single().Id.ShouldBe(first.Single().Id);
        (await merchant.Client.GetGenerationsAsync(merchant.Workspace, new(), Stop)).Total.ShouldBe(1);
        (await Problem(() => merchant.Client.StartGenerationsAsync(merchant.Workspace, product, new(null, [new("listing-copy"), new("listing-copy")]), Stop, "key-1")))
            .Code.ShouldBe("idempotency_key_reused");
    }

    [Fact]
    public async Task A_decision_can_be_undone_and_an_edit_asks_for_a_new_one()
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        var (client, workspace) = (merchant.Client, merchant.Workspace);
        var product = await AddProductAsync(merchant, "EDIT");
        await RunAsync(merchant, product, "listing-copy");
        var copy = (await client.GetCopiesAsync(workspace, product, Stop)).Single(c => c.Language == "en");
        (await client.ApproveCopyAsync(workspace, copy.Id, Stop)).Review.State.ShouldBe(ReviewState.Approved);
        (await client.UndoCopyDecisionAsync(workspace, copy.Id, Stop)).Review.State.ShouldBe(ReviewState.ToReview);
        (await client.RejectCopyAsync(workspace, copy.Id, new("wording"), Stop)).Review.Reason.ShouldBe("wording");

        var current = await client.GetCopyAsync(workspace, copy.Id, Stop);
        var longer = await client.UpdateCopyAsync(workspace, copy.Id, current.Text with { Title = new string('t', 201) }, current.ETag, Stop);
        longer.Review.State.ShouldBe(ReviewState.ToReview);
        longer.Edited.ShouldBeTrue();
        (await Problem(() => client.ApproveCopyAsync(workspace, copy.Id, Stop))).Code.ShouldBe("over_limit");
        (await Problem(() => client.UpdateCopyAsync(workspace, copy.Id, current.Text, current.ETag, Stop))).Code.ShouldBe("changed_meanwhile");
    }

    [Fact]
    public async Task Only_a_confirmed_address_publishes()
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        var product = await AddProductAsync(merchant, "EARLY");
        (await Problem(() => merchant.Client.PublishAsync(merchant.Workspace, new("listing-package", [new(product)]), Stop))).Code.ShouldBe("email_not_confirmed");
    }

    private static async Task<Guid> AddProductAsync(Merchant merchant, string sku)
    {
        var product = await merchant.Client.CreateProductAsync(
            merchant.Workspace,
            new(
                sku, [new("en", "Trail Flask", "Keeps drinks hot or cold.", ["Double wall", "Bamboo lid"]), new("zh-Hans", "山径保温瓶", "保温保冷。", ["双层瓶身", "竹盖"])],
                "Northlight", "Bottles", new(29.90m, "EUR"), null, [new("Capacity", "750 ml")], ["en", "zh-Hans"]),
            Stop);
        return product.Value.Id;
    }

    private static async Task UploadAsync(Merchant merchant, Guid product)
    {
        var asset = await merchant.Client.UploadPhotoAsync(merchant.Workspace, product, "bottle.jpg", new MemoryStream(Photos.Bottle), Stop);
        while (asset.State == AssetState.Processing)
        {
            await Task.Delay(50, Stop);
            asset = await merchant.Client.GetAssetAsync(merchant.Workspace, asset.Id, Stop);
        }
        asset.State.ShouldBe(AssetState.Ready, asset.RefusedDetail);
    }

    private static async Task RunAsync(Merchant merchant, Guid product, params string[] recipes)
    {
        var runs = await merchant.Client.StartGenerationsAsync(merchant.Workspace, product, new(null, [.. recipes.Select(r => new RecipeRequest(r))]), Stop);
        foreach (var run in runs) (await FinishAsync(merchant, run.Id)).State.ShouldBe(GenerationState.Done);
    }

    private static async Task<GenerationDto> FinishAsync(Merchant merchant, Guid generation)
    {
        while (true)
        {
            var run = await merchant.Client.GetGenerationAsync(merchant.Workspace, generation, Stop);
            if (run.State is not (GenerationState.Queued or GenerationState.Running)) return run;
            await Task.Delay(50, Stop);
        }
    }

    private static async Task<ApiProblem> Problem(Func<Task> call) => (await Should.ThrowAsync<CommerceApiException>(call)).Problem;
}
