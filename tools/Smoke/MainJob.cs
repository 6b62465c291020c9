using System.Security.Cryptography;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Accounts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using CommerceOS.Contracts.Publishing;

namespace CommerceOS.Smoke;

/// <summary>From sign-up to a listing package, checking every output on the way.</summary>
internal sealed class MainJob(CommerceClient client, HttpClient plain, Steps steps, string? keepIn)
{
    private const string Sku = "SMOKE-1";
    private static readonly string[] FullSet = ["infographic", "main-image", "product-video", "studio-scene", "studio-scene", "studio-scene"];

    public async Task RunAsync(string photoFile, CancellationToken cancellationToken)
    {
        var workspace = await SignUpAsync(cancellationToken);
        var product = await steps.RunAsync("add a product", async () =>
        {
            var created = await client.CreateProductAsync(workspace, Facts(), cancellationToken, idempotencyKey: "smoke-product");
            return (created.Value.Id, $"{created.Value.Sku}, {created.Value.Texts.Count} languages");
        });
        var started = steps.Elapsed;
        var photo = await UploadAsync(workspace, product, photoFile, cancellationToken);
        await GenerateAsync(workspace, product, photo, cancellationToken);
        Console.WriteLine($"{"",-34} {(steps.Elapsed - started).TotalSeconds,6:0.00} s   from upload to results");
        var pieces = await CheckPiecesAsync(workspace, product, cancellationToken);
        await CheckCopyAsync(workspace, product, cancellationToken);
        await ApproveAsync(workspace, product, pieces, cancellationToken);
        await PublishAsync(workspace, product, pieces.Count(p => p.Kind == AssetKind.Image), cancellationToken);
        await CheckPagesAsync(cancellationToken);
    }

    private async Task<Guid> SignUpAsync(CancellationToken cancellationToken)
    {
        var email = "merchant@smoke.example";
        var session = await steps.RunAsync("sign up", async () =>
        {
            var result = await client.SignUpAsync(new(email, "correct horse battery", "Smoke test", "en", IsAdult: true), cancellationToken);
            return (result, result.Account.Memberships[0].WorkspaceName);
        });
        client.AccessToken = session.AccessToken;
        await steps.RunAsync("confirm the e-mail address", async () =>
        {
            var (token, subject) = await new Inbox(plain).WaitForTokenAsync(email, cancellationToken);
            await client.ConfirmEmailAsync(token, cancellationToken);
            Steps.Require((await client.GetAccountAsync(cancellationToken)).EmailConfirmed, "the address is not confirmed");
            return (true, $"“{subject}”");
        });
        return session.Account.Memberships.Single(m => m.Role == Role.Owner).WorkspaceId;
    }

    private static ProductInput Facts() => new(
        Sku,
        [
            new("en", "Everyday product, sample", "A product for trying the whole way from a photo to a listing.", ["Made to be looked at: every step is checked", "Comes with facts in two languages", "Small enough to finish in seconds"]),
            new("zh-Hans", "日常商品 样品", "用于体验从照片到商品页的完整流程。", ["每一步都经过检查", "提供中英双语信息", "数秒即可完成"]),
        ],
        "Northlight", "Home & Kitchen", new(18.90m, "EUR"), "4006381333931",
        [new("Material", "Stoneware"), new("Colour", "White"), new("Capacity", "350 ml")], ["en", "zh-Hans"]);

    private Task<Guid> UploadAsync(Guid workspace, Guid product, string file, CancellationToken cancellationToken) => steps.RunAsync("upload the photo", async () =>
    {
        await using var stream = File.OpenRead(file);
        var asset = await client.UploadPhotoAsync(workspace, product, Path.GetFileName(file), stream, cancellationToken);
        while (asset.State == AssetState.Processing)
        {
            await Task.Delay(100, cancellationToken);
            asset = await client.GetAssetAsync(workspace, asset.Id, cancellationToken);
        }
        Steps.Require(asset.State == AssetState.Ready, $"the photo was refused: {asset.RefusedDetail}");
        return (asset.Id, $"{asset.Width} x {asset.Height} px, {stream.Length / 1024.0 / 1024.0:0.0} MB");
    });

    private Task GenerateAsync(Guid workspace, Guid product, Guid photo, CancellationToken cancellationToken) => steps.RunAsync("make the full set", async () =>
    {
        var request = new StartGenerationsRequest(photo, Recipes: null, Set: "full");
        var runs = await client.StartGenerationsAsync(workspace, product, request, cancellationToken, idempotencyKey: "smoke-generations");
        var open = runs.Select(r => r.Id).ToHashSet();
        long last = 0;
        var events = 0;
        while (open.Count > 0)
        {
            await foreach (var change in client.WatchGenerationsAsync(workspace, product, last, cancellationToken))
            {
                last = change.Sequence;
                events++;
                Steps.Require(change.State is not (GenerationState.Failed or GenerationState.Cancelled), $"{change.Recipe}: {change.FailureDetail}");
                if (change.State == GenerationState.Done && open.Remove(change.Id) && open.Count == 0) break;
            }
        }
        return (true, $"{runs.Count} generations, {events} progress events");
    });

    private Task<List<AssetDto>> CheckPiecesAsync(Guid workspace, Guid product, CancellationToken cancellationToken) => steps.RunAsync("check every piece", async () =>
    {
        var pieces = (await client.GetAssetsAsync(workspace, product, cancellationToken)).Where(a => a.Kind != AssetKind.Photo).ToList();
        var recipes = pieces.Select(p => p.Lineage!.Recipe).Order(StringComparer.Ordinal).ToList();
        Steps.Require(recipes.SequenceEqual(FullSet), $"expected {string.Join(", ", FullSet)}; got {string.Join(", ", recipes)}");
        var folder = Directory.CreateTempSubdirectory("commerceos-smoke-");
        var found = new List<string>();
        try
        {
            foreach (var piece in pieces) found.Add(await CheckAsync(workspace, piece, folder.FullName, cancellationToken));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        return (pieces, string.Join("; ", found.Where(f => f.Length > 0)));
    });

    private async Task<string> CheckAsync(Guid workspace, AssetDto piece, string folder, CancellationToken cancellationToken)
    {
        var recipe = piece.Lineage!.Recipe;
        Steps.Require(piece.Checks.All(c => c.Tone != CheckTone.Bad), $"{recipe}: {piece.Checks.FirstOrDefault(c => c.Tone == CheckTone.Bad)?.Message}");
        Steps.Require(piece.ContentType == (piece.Kind == AssetKind.Video ? "video/mp4" : "image/jpeg"), $"{recipe}: unexpected {piece.ContentType}");
        var file = Path.Combine(keepIn is null ? folder : Directory.CreateDirectory(keepIn).FullName, $"{recipe}-{piece.Id:N}{Path.GetExtension(piece.FileName)}");
        using (var content = await client.OpenAssetAsync(workspace, piece.Id, Rendition.Full, cancellationToken))
        {
            await using var target = File.Create(file);
            await content.Stream.CopyToAsync(target, cancellationToken);
        }
        await using (var bytes = File.OpenRead(file))
        {
            Steps.Require(Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancellationToken)) == piece.Sha256, $"{recipe}: the bytes do not have the hash that the API tells");
        }
        using var thumb = await client.OpenAssetAsync(workspace, piece.Id, Rendition.Thumb, cancellationToken);
        Steps.Require(thumb.ContentType == "image/webp", $"{recipe}: the thumb is {thumb.ContentType}");
        if (piece.Kind == AssetKind.Video) return await Media.CheckVideoAsync(piece, file, cancellationToken);
        Steps.Require(piece is { Width: 2000, Height: 2000 }, $"{recipe}: expected 2000 x 2000, got {piece.Width} x {piece.Height}");
        return await Media.CheckPictureAsync(piece, file, cancellationToken);
    }

    private Task CheckCopyAsync(Guid workspace, Guid product, CancellationToken cancellationToken) => steps.RunAsync("check the copy", async () =>
    {
        var copies = await client.GetCopiesAsync(workspace, product, cancellationToken);
        Steps.Require(copies.Select(c => c.Language).Order(StringComparer.Ordinal).SequenceEqual(["en", "zh-Hans"]), "expected copy in English and Chinese");
        foreach (var copy in copies)
        {
            Steps.Require(copy.Text is { Title.Length: > 0, Bullets.Count: > 0, Description.Length: > 0, Keywords.Length: > 0, SeoTitle.Length: > 0, SeoDescription.Length: > 0 }, $"{copy.Language}: a field is empty");
            var over = copy.Limits.FirstOrDefault(l => l.Used > l.Max);
            Steps.Require(over is null, $"{copy.Language}: {over?.Field} is {over?.Used} long, {over?.Target} takes {over?.Max}");
        }
        return (true, string.Join(" / ", copies.OrderBy(c => c.Language, StringComparer.Ordinal).Select(c => c.Text.Title)));
    });

    private Task ApproveAsync(Guid workspace, Guid product, List<AssetDto> pieces, CancellationToken cancellationToken) => steps.RunAsync("approve", async () =>
    {
        foreach (var piece in pieces) await client.ApproveAssetAsync(workspace, piece.Id, cancellationToken);
        var copies = await client.GetCopiesAsync(workspace, product, cancellationToken);
        foreach (var copy in copies) await client.ApproveCopyAsync(workspace, copy.Id, cancellationToken);
        var queue = await client.GetReviewQueueAsync(workspace, null, null, 50, cancellationToken);
        Steps.Require(queue.Total == 0, $"{queue.Total} results still wait for review");
        return (true, $"{pieces.Count} pictures and videos, {copies.Count} copies");
    });

    private Task PublishAsync(Guid workspace, Guid product, int images, CancellationToken cancellationToken) => steps.RunAsync("publish the listing package", async () =>
    {
        var readiness = (await client.GetReadinessAsync(workspace, "listing-package", product, null, cancellationToken)).Items.Single();
        Steps.Require(readiness.Ready, string.Join(" ", readiness.Requirements.Where(r => !r.Met && r.Blocking).Select(r => r.Message)));
        var publication = await client.PublishAsync(workspace, new("listing-package", [new(product)]), cancellationToken, idempotencyKey: "smoke-publication");
        while (publication.State is PublicationState.Queued or PublicationState.Running)
        {
            await Task.Delay(100, cancellationToken);
            publication = await client.GetPublicationAsync(workspace, publication.Id, cancellationToken);
        }
        Steps.Require(publication.State == PublicationState.Done, $"{publication.FailureCode}: {publication.FailureDetail}");
        var link = await client.CreateDownloadLinkAsync(workspace, publication.Id, cancellationToken);
        using var package = await plain.GetAsync(new Uri(Surroundings.Address("apiservice"), link.Path.TrimStart('/')), cancellationToken);
        Steps.Require(package.IsSuccessStatusCode, $"the download link answered {(int)package.StatusCode}");
        var bytes = await package.Content.ReadAsByteArrayAsync(cancellationToken);
        Steps.Require(Convert.ToHexStringLower(SHA256.HashData(bytes)) == publication.Sha256, "the package does not have the hash that the API tells");
        if (keepIn is not null)
        {
            Directory.CreateDirectory(keepIn);
            await File.WriteAllBytesAsync(Path.Combine(keepIn, "listing-package.zip"), bytes, cancellationToken);
        }
        return (true, Package.Check(bytes, Sku, images));
    });

    private Task CheckPagesAsync(CancellationToken cancellationToken) => steps.RunAsync("open the pages", async () =>
    {
        foreach (var (language, words) in (ReadOnlySpan<(string, string)>)[("en", "lang=\"en"), ("zh-Hans", "lang=\"zh")])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Surroundings.Address("web"), "sign-in"));
            request.Headers.AcceptLanguage.ParseAdd(language);
            using var response = plain.Send(request, cancellationToken);
            Steps.Require(response.IsSuccessStatusCode, $"the sign-in page answered {(int)response.StatusCode}");
            using var reader = new StreamReader(response.Content.ReadAsStream(cancellationToken));
            Steps.Require(reader.ReadToEnd().Contains(words, StringComparison.Ordinal), $"the sign-in page is not in {language}");
        }
        await Task.CompletedTask;
        return (true, "sign-in in English and Chinese");
    });
}
