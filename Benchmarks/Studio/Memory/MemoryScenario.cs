using System.Security.Cryptography;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using CommerceOS.Studio;
using CommerceOS.Studio.Editing;
using CommerceOS.Workers.Generation;

namespace CommerceOS.Benchmarks.Studio.Memory;

/// <summary>What a worker does with 12 megapixel photos while its memory is watched.</summary>
/// <param name="Work">One job on one photo; returns a digest of its results.</param>
internal sealed record MemoryScenario(string Name, int AtOnce, int Times, Func<StudioEngine, byte[], CancellationToken, Task<long>> Work)
{
    private const int PreviewPixels = 1280;
    private const int ThumbPixels = 320;

    public static IReadOnlyList<MemoryScenario> All { get; } =
    [
        new("full set", 1, 2, FullSetAsync), new("full set", 2, 2, FullSetAsync),
        new("edit list", 1, 3, EditAsync), new("edit list", 2, 3, EditAsync),
        new("edit previews", 2, 3, PreviewsAsync),
        new("cut out", 1, 4, CutOutAsync), new("cut out", 2, 4, CutOutAsync),
    ];

    // Everything at once that a person can ask of a photo, each step at the photo's own size.
    private static readonly IReadOnlyList<EditStep> Steps =
    [
        new CropStep { Left = .01, Top = .01, Width = .98, Height = .98 }, new StraightenStep { Degrees = 1.5 },
        new LightStep { Exposure = .3, Contrast = 12 }, new WhiteBalanceStep { Temperature = 8, Tint = -4 }, new AutoLightStep(), new AutoWhiteBalanceStep(),
        new DenoiseStep(), new SharpenStep(), new EraseStep { Strokes = [new(.03, [new(.1, .12), new(.22, .15)])] },
    ];

    private static async Task<long> FullSetAsync(StudioEngine engine, byte[] master, CancellationToken cancellationToken)
    {
        var product = Product();
        var photo = Photo(product, master);
        var cutout = engine.CutOut(master, cancellationToken);
        var maker = new PieceMaker(engine);
        var digest = 0L;
        foreach (var (recipe, parameters) in RecipeSets.Of(RecipeSets.Full, product).Where(wish => wish.Recipe.Kind != RecipeKind.Copy))
        {
            var run = new GenerationRun
            {
                Id = GenerationId.New(TimeProvider.System), WorkspaceId = product.WorkspaceId, ProductId = product.Id, PhotoId = photo.Id, Recipe = recipe.Id, Parameters = parameters,
                CreatedAt = product.CreatedAt, CreatedBy = AccountId.New(TimeProvider.System),
            };
            using var piece = await maker.MakeAsync(recipe.Id, parameters, RenderInputs.For(run, product, new([photo], [product]), brand: null, file: null), new(cutout, Master: null), file: null, new LatestShare(), cancellationToken);
            await using var made = piece.Open();
            digest = unchecked(digest + BitConverter.ToInt64(await SHA256.HashDataAsync(made, cancellationToken))
                + Digest(await engine.ThumbnailAsync(piece.Still, PreviewPixels, cancellationToken)) + Digest(await engine.ThumbnailAsync(piece.Still, ThumbPixels, cancellationToken)));
        }

        return digest;
    }

    private static Task<long> EditAsync(StudioEngine engine, byte[] master, CancellationToken cancellationToken) =>
        Task.FromResult(Digest(engine.Edit(master, Steps, cancellationToken: cancellationToken).Bytes));

    private static Task<long> PreviewsAsync(StudioEngine engine, byte[] master, CancellationToken cancellationToken) =>
        Task.FromResult(Digest(engine.EditPreview(master, Steps, cancellationToken: cancellationToken).WebP));

    private static Task<long> CutOutAsync(StudioEngine engine, byte[] master, CancellationToken cancellationToken) =>
        Task.FromResult(Digest(engine.CutOut(master, cancellationToken).ToPng()));

    private static long Digest(byte[] bytes) => BitConverter.ToInt64(SHA256.HashData(bytes));

    private static Product Product() => new()
    {
        Id = ProductId.New(TimeProvider.System), WorkspaceId = WorkspaceId.New(TimeProvider.System), Sku = "NL-BOTTLE-750", Brand = "Northlight", Category = "Bottles", Price = new(1890, "EUR"),
        Texts = [new("en", "Trail Flask, 750 ml", "Keeps drinks cold.", ["Keeps cold: 24 hours", "Bamboo lid: grows back in three years", "Leak-proof: in any position"])],
        TargetLanguages = [Languages.English], CreatedAt = TimeProvider.System.GetUtcNow(), UpdatedAt = TimeProvider.System.GetUtcNow(),
    };

    private static Asset Photo(Product product, byte[] master) => new()
    {
        Id = AssetId.New(TimeProvider.System), WorkspaceId = product.WorkspaceId, ProductId = product.Id, Kind = AssetKind.Photo, State = AssetState.Ready, FileName = "photo.jpg",
        ContentType = "image/jpeg", Sha256 = Convert.ToHexStringLower(SHA256.HashData(master)), CreatedAt = product.CreatedAt,
    };
}
