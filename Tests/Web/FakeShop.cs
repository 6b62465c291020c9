using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Accounts;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using CommerceOS.Contracts.Publishing;
using CommerceOS.Tests.Harness;

namespace CommerceOS.Tests.Web;

/// <summary>The data behind the fake API: one merchant with a few products, pictures and texts. Tests set and read it directly.</summary>
internal sealed class FakeShop
{
    public const string Password = "a long enough sentence";

    private readonly Dictionary<Guid, int> _versions = [];
    private readonly List<Channel<GenerationDto>> _watchers = [];
    private readonly Lock _lock = new();
    private long _sequence = 100;

    public DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();
    public Guid WorkspaceId { get; } = Guid.CreateVersion7();
    public string Email { get; set; } = "owner@northlight.example";
    public string Language { get; set; } = "en";
    public string WorkspaceName { get; set; } = "Northlight Goods";
    public Role Role { get; set; } = Role.Owner;
    public bool SessionEnded { get; set; }
    public int Imported { get; set; }

    /// <summary>What the next request that changes something is answered with.</summary>
    public ApiProblem? NextProblem { get; set; }

    public ConcurrentQueue<string> Requests { get; } = new();
    public List<ProductDto> Products { get; } = [];
    public List<AssetDto> Assets { get; } = [];
    public Dictionary<Guid, byte[]> Content { get; } = [];
    public List<GenerationDto> Generations { get; } = [];
    public List<CopyDto> Copies { get; } = [];
    public List<PublicationDto> Publications { get; } = [];
    public List<InvitationDto> Invitations { get; } = [];
    public List<SessionDto> Sessions { get; }
    public List<MemberDto> Members { get; }

    public FakeShop()
    {
        Sessions =
        [
            new(Guid.CreateVersion7(), Now.AddDays(-2), Now, Now.AddDays(28), "Chrome on Linux", true),
            new(Guid.CreateVersion7(), Now.AddDays(-9), Now.AddHours(-5), Now.AddDays(21), "Safari on iPhone", false),
        ];
        Members = [new(Guid.CreateVersion7(), Email, Role.Owner, Now.AddDays(-40), true), new(Guid.CreateVersion7(), "editor@northlight.example", Role.Editor, Now.AddDays(-12), false)];
    }

    public AccountDto Account => new(Guid.Empty, Email, true, Language, [new(WorkspaceId, WorkspaceName, Role)]);

    public WorkspaceSummaryDto Summary => new(
        Products.Count(p => p.DeletedAt is null), Assets.Count(a => a.Kind == AssetKind.Photo), Queue.Count(i => i.Kind == ReviewItemKind.Picture), Queue.Count(i => i.Kind == ReviewItemKind.Copy),
        Assets.Count(a => a.Review?.State == ReviewState.Approved) + Copies.Count(c => c.Review.State == ReviewState.Approved),
        Generations.Count(g => g.State is GenerationState.Running or GenerationState.Queued), Generations.Count(g => g.State == GenerationState.Failed), Publications.Count, true);

    public IEnumerable<ReviewItemDto> Queue =>
    [
        .. Assets.Where(a => a.Review?.State == ReviewState.ToReview).Select(a => new ReviewItemDto(ReviewItemKind.Picture, a.Id, a.ProductId, Product(a.ProductId)!.Texts[0].Title, a.Lineage!.Recipe, null, a.Checks.Any(c => c.Tone == CheckTone.Warn), a.CreatedAt)),
        .. Copies.Where(c => c.Review.State == ReviewState.ToReview).Select(c => new ReviewItemDto(ReviewItemKind.Copy, c.Id, c.ProductId, Product(c.ProductId)!.Texts[0].Title, "listing-copy", c.Language, false, c.CreatedAt)),
    ];

    public static IReadOnlyList<RecipeDto> Recipes { get; } =
    [
        new("main-image", RecipeKind.Image, true, 2, [Number("fill", 85, 70, 95, "percent"), Choice("size", "2000", "1600", "2000")]),
        new("studio-scene", RecipeKind.Image, true, 2, [Choice("backdrop", "blue-grey", "blue-grey", "warm", "pastel", "dark"), Choice("light", "left", "left", "right")]),
        new("infographic", RecipeKind.Image, true, 3, [Choice("language", "en", "en", "zh-Hans")]),
        new("comparison", RecipeKind.Image, true, 3, [new("table", "table", JsonSerializer.SerializeToElement(new { }), null, null, null, null), Choice("style", "clean", "clean", "editorial", "bold")]),
        new("size-guide", RecipeKind.Image, true, 2, [Of("size", "size", new { }), Of("title", "text", "", max: 60), Choice("language", "en", "en", "zh-Hans")]),
        new("before-after", RecipeKind.Image, true, 2, [Of("picture", "picture", ""), Choice("format", "double", "double", "square"), Choice("language", "en", "en", "zh-Hans")]),
        new("variants", RecipeKind.Image, true, 4, [Of("photos", "labelled-photos", Array.Empty<object>(), 2, 9), Of("title", "text", "", max: 60), Choice("language", "en", "en", "zh-Hans")]),
        new("group", RecipeKind.Image, true, 4, [Of("photos", "photos", Array.Empty<object>(), 2, 5), Choice("unit", "cm", "cm", "in"), Choice("preset", "mist", "mist", "sand", "dark")]),
        new("listing-copy", RecipeKind.Copy, false, 1, [Choice("tone", "plain", "plain", "friendly")]),
        new("product-video", RecipeKind.Video, true, 9,
        [
            Choice("shape", "square", "square", "portrait", "landscape"), Choice("scene", "mist", "mist", "sand", "dark") with { Type = "scene" }, Choice("language", "en", "en", "zh-Hans"),
            new("captions", "boolean", JsonSerializer.SerializeToElement(true), null, null, null, null),
            new("storyboard", "storyboard", JsonSerializer.SerializeToElement(Array.Empty<ShotDto>()), null, null, null, null),
        ]),
        new("photo-edit", RecipeKind.Image, true, 3, [new("steps", "edit-steps", JsonSerializer.SerializeToElement(Array.Empty<object>()), null, null, null, null)]),
        new("channel-sizes", RecipeKind.Image, true, 2, [Choice("channel", "amazon-main", "amazon-main", "instagram-story", "web-banner")]),
    ];

    /// <summary>Four shots in the words of the language, in the scene that was asked for.</summary>
    public static IReadOnlyList<ShotDto> Suggest(string language, string scene)
    {
        var name = language == "en" ? "Alpine herb concentrate" : "山谷草本浓缩精油";
        return
        [
            new("studio", 3, scene, name), new("closeup", 2.2, scene, language == "en" ? "Thyme, juniper and mountain pine" : "百里香、杜松与山松"),
            new("studio", 2.4, "sand", language == "en" ? "Dark green glass" : "深绿玻璃瓶"), new("text", 2.2, null, null, name, language == "en" ? "500 ml" : "500 毫升"),
        ];
    }

    /// <summary>The full set, all queued.</summary>
    public IReadOnlyList<GenerationDto> StartSet(Guid productId)
    {
        var set = Guid.CreateVersion7();
        (string Recipe, object Parameters)[] wishes =
        [
            ("main-image", new { fillPercent = 90 }), ("studio-scene", new { preset = "mist" }), ("studio-scene", new { preset = "sand" }), ("studio-scene", new { preset = "dark" }),
            ("infographic", new { language = "en" }), ("listing-copy", new { tone = "plain" }), ("product-video", VideoParameters([])),
        ];
        return [.. wishes.Select(w => Start(productId, new(w.Recipe, JsonSerializer.SerializeToElement(w.Parameters, CommerceClient.Json)))).Select(g => Change(g.Id, x => x with { SetId = set }))];
    }

    private static object VideoParameters(IReadOnlyList<ShotDto> storyboard) => new { shape = "square", scene = "mist", language = "en", captions = true, storyboard };

    /// <summary>A video of eight seconds. Its bytes only look like one: what plays is proved in Tests/Browser.</summary>
    public AssetDto AddVideo(ProductDto product, ReviewState state, IReadOnlyList<ShotDto>? shots = null, GenerationDto? work = null)
    {
        var photo = Assets.First(a => a.ProductId == product.Id && a.Kind == AssetKind.Photo);
        var generation = work ?? Start(product.Id, new("product-video"));
        var asset = new AssetDto(
            Guid.CreateVersion7(), product.Id, AssetKind.Video, AssetState.Ready, $"{product.Sku}-product-video.mp4", "video/mp4", 100_000, 1080, 1080, new string('f', 64), Now.AddMinutes(-3), null, null,
            new(state, null, state == ReviewState.ToReview ? null : Now, state == ReviewState.ToReview ? null : Now.AddMinutes(10)),
            new(generation.Id, photo.Id, "product-video", JsonSerializer.SerializeToElement(VideoParameters(shots ?? []), CommerceClient.Json), "Studio 1.0 video/1", new string('8', 64), 9120, 204),
            [new("frames", CheckTone.Ok, "240 frames; expected 240 frames.", null, null), new("codec", CheckTone.Ok, "h264 yuv420p, aac; expected h264 yuv420p, aac.", null, null)], 8);
        Assets.Add(asset);
        Content[asset.Id] = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i % 251))];
        Change(generation.Id, g => g with { State = GenerationState.Done, Progress = 1, StartedAt = Now.AddSeconds(-9), FinishedAt = Now, AssetIds = [asset.Id] });
        return asset;
    }

    public void AddCheck(Guid assetId, CheckDto check)
    {
        var index = Assets.FindIndex(a => a.Id == assetId);
        Assets[index] = Assets[index] with { Checks = [.. Assets[index].Checks, check] };
    }

    /// <summary>As the API has it: the product's photos, then others that the words of a search narrow, newest product first.</summary>
    public MaterialsDto Materials(ProductDto product, string? query)
    {
        var height = product.Attributes.FirstOrDefault(a => a.Name == "Height");
        var photos = Products.Where(p => p.DeletedAt is null && (p.Id == product.Id || query is null || p.Texts[0].Title.Contains(query, StringComparison.OrdinalIgnoreCase))).OrderBy(p => p.Id == product.Id ? 0 : 1)
            .SelectMany(p => Assets.Where(a => a.ProductId == p.Id && a is { Kind: AssetKind.Photo, State: AssetState.Ready })
                .Select((a, i) => new PhotoChoiceDto(a.Id, p.Id, p.Texts[0].Title, a.FileName, i == 0 ? p.Attributes.FirstOrDefault(f => f.Name == "Colour")?.Value : null, p.Id == product.Id && height is not null ? 24 : null)));
        return new(height is null ? null : new(7.4m, 24, null), [.. photos], More: query is null);
    }

    public ProductDto? Product(Guid id)
    {
        if (Products.Find(p => p.Id == id) is not { } product) return null;
        var results = Assets.Where(a => a.ProductId == id && a.Kind != AssetKind.Photo).ToList();
        return product with
        {
            CoverAssetId = Assets.Find(a => a.ProductId == id && a.Kind == AssetKind.Photo)?.Id,
            Counts = new(
                Assets.Count(a => a.ProductId == id && a.Kind == AssetKind.Photo), results.Count(a => a.Review?.State == ReviewState.ToReview), results.Count(a => a.Review?.State == ReviewState.Approved),
                Generations.Count(g => g.ProductId == id && g.State == GenerationState.Running), Generations.Count(g => g.ProductId == id && g.State == GenerationState.Failed)),
        };
    }

    public AssetDto? Asset(Guid id) => Assets.Find(a => a.Id == id);

    public int VersionOf(Guid id) => _versions.GetValueOrDefault(id, 1);

    public ProductDto Add(ProductInput input)
    {
        var product = new ProductDto(Guid.CreateVersion7(), input.Sku, input.Texts, input.Brand, input.Category, input.Price, input.Gtin, input.Attributes, input.TargetLanguages, Now, Now, null, null, new(0, 0, 0, 0, 0));
        Products.Insert(0, product);
        return product;
    }

    public ProductDto Change(Guid id, ProductInput input)
    {
        var index = Products.FindIndex(p => p.Id == id);
        Products[index] = Products[index] with { Sku = input.Sku, Texts = input.Texts, Brand = input.Brand, Category = input.Category, Price = input.Price, Gtin = input.Gtin, Attributes = input.Attributes, TargetLanguages = input.TargetLanguages };
        _versions[id] = VersionOf(id) + 1;
        return Product(id)!;
    }

    public void Delete(Guid id, DateTimeOffset? when)
    {
        var index = Products.FindIndex(p => p.Id == id);
        Products[index] = Products[index] with { DeletedAt = when };
    }

    /// <summary>Photos whose product was drawn in every scene, with the sheet.</summary>
    public Dictionary<Guid, byte[]> Sheets { get; } = [];

    public AssetDto AddPhoto(Guid productId, string fileName, byte[] bytes)
    {
        var photo = new AssetDto(Guid.CreateVersion7(), productId, AssetKind.Photo, AssetState.Ready, fileName, "image/jpeg", bytes.Length, 900, 900, null, Now, null, null, null, null, []);
        Assets.Add(photo);
        Content[photo.Id] = bytes;
        return photo;
    }

    public GenerationDto Start(Guid productId, RecipeRequest request)
    {
        var generation = new GenerationDto(
            Guid.CreateVersion7(), productId, null, request.Recipe, request.Parameters ?? JsonSerializer.SerializeToElement(new { }), GenerationState.Queued, 0, "waiting", Now, null, null, null, null, [], [], ++_sequence);
        Generations.Add(generation);
        return generation;
    }

    /// <summary>Changes a generation and tells everybody who watches.</summary>
    public GenerationDto Change(Guid id, Func<GenerationDto, GenerationDto> change)
    {
        lock (_lock)
        {
            var index = Generations.FindIndex(g => g.Id == id);
            Generations[index] = change(Generations[index]) with { Sequence = ++_sequence };
            foreach (var watcher in _watchers) watcher.Writer.TryWrite(Generations[index]);
            return Generations[index];
        }
    }

    /// <summary>What changed after a number, and all that changes from now on.</summary>
    public ChannelReader<GenerationDto> Watch(Guid productId, long after)
    {
        var channel = Channel.CreateUnbounded<GenerationDto>();
        lock (_lock)
        {
            foreach (var generation in Generations.Where(g => g.ProductId == productId && g.Sequence > after)) channel.Writer.TryWrite(generation);
            _watchers.Add(channel);
        }
        return channel.Reader;
    }

    public AssetDto Decide(Guid id, ReviewState state, string? reason)
    {
        var index = Assets.FindIndex(a => a.Id == id);
        Assets[index] = Assets[index] with { Review = state == ReviewState.ToReview ? new(state, null, null, null) : new(state, reason, Now, Now.AddMinutes(10)) };
        return Assets[index];
    }

    public CopyDto DecideCopy(Guid id, ReviewState state, string? reason) =>
        Change(Copies.First(c => c.Id == id) with { Review = state == ReviewState.ToReview ? new(state, null, null, null) : new(state, reason, Now, Now.AddMinutes(10)) });

    public CopyDto Change(CopyDto copy)
    {
        Copies[Copies.FindIndex(c => c.Id == copy.Id)] = copy;
        return copy;
    }

    /// <summary>Where the bottle lies in each of the pictures that ship with the pages, measured by eye.</summary>
    public static AlignmentDto? AlignmentOf(string file) => Boxes.TryGetValue(file, out var box) ? new(Boxes["raw-bottle"], box) : null;

    private static Dictionary<string, FrameBoxDto> Boxes { get; } = new()
    {
        ["raw-bottle"] = new(0.388, 0.130, 0.224, 0.636), ["bottle-main"] = new(0.344, 0.059, 0.312, 0.880),
        ["bottle-studio"] = new(0.383, 0.184, 0.234, 0.661), ["bottle-info-en"] = new(0.393, 0.360, 0.212, 0.595),
    };

    public ReadinessDto Readiness(ProductDto product, string channel, IReadOnlyList<Guid>? assetIds = null, IReadOnlyList<string>? languages = null)
    {
        var pictures = Assets.Where(a => a.ProductId == product.Id && a.Kind == AssetKind.Image && a.Review?.State == ReviewState.Approved)
            .OrderBy(a => a.Lineage!.Recipe == "main-image" ? 0 : 1).Select(a => new ListingPictureDto(a.Id, a.Lineage!.Recipe, a.Width, a.Height)).ToList();
        var copies = Copies.Where(c => c.ProductId == product.Id && c.Review.State == ReviewState.Approved).Select(c => c.Language).ToHashSet();
        var chosen = assetIds is null ? pictures : [.. assetIds.Select(id => pictures.Find(p => p.AssetId == id)).OfType<ListingPictureDto>()];
        var wanted = languages ?? product.TargetLanguages;
        var main = pictures.Exists(p => p.Recipe == "main-image");
        List<RequirementDto> requirements =
        [
            new("main_image_approved", main, true, "An approved main image", null),
            new("price", product.Price is not null, true, "A price", null), new("gtin", product.Gtin is not null, false, "A GTIN", null),
            .. wanted.Select(l => new RequirementDto("copy_approved", copies.Contains(l), true, "Approved copy", l)),
        ];
        if (main && (chosen.Count == 0 || chosen[0].Recipe != "main-image")) requirements.Add(new("main_image_first", false, true, "The main image first", null));
        if (wanted.Count == 0) requirements.Add(new("language_chosen", false, true, "A language", null));
        return new(
            product.Id, product.Sku, product.Texts[0].Title, channel, requirements.TrueForAll(r => r.Met || !r.Blocking), requirements, pictures,
            [.. Assets.Where(a => a.ProductId == product.Id && a is { Kind: AssetKind.Video, Review.State: ReviewState.Approved }).Select(a => new ListingVideoDto(a.Id, a.Width, a.Height, a.PlaySeconds!.Value))],
            [.. product.TargetLanguages.Select(l => new ListingLanguageDto(l, copies.Contains(l)))]);
    }

    public List<PublishRequest> Published { get; } = [];

    public PublicationDto Publish(PublishRequest request)
    {
        var publication = new PublicationDto(
            Guid.CreateVersion7(), request.Channel, PublicationState.Done, Now, Now, 6_401_234, new string('a', 64),
            [.. request.Items.Select(i => Product(i.ProductId)!).Select(p => new PublicationItemDto(p.Id, p.Sku, p.Texts[0].Title, 3, ["en", "zh-Hans"]))],
            [new("images/NL-BTL-500-1.jpg", 812_345, new string('b', 64)), new("shopify.csv", 4_321, new string('c', 64)), new("manifest.json", 2_100, new string('d', 64))], null, null);
        Publications.Insert(0, publication);
        Published.Add(request);
        return publication;
    }

    /// <summary>A shop in the middle of its work: six products, results to review, a failure, copy in two languages.</summary>
    public void LoadSamples()
    {
        foreach (var (sku, en, zh, category, price, file) in new[]
        {
            ("NL-SHO-WHT", "Court ankle boot, white and green", "复古短靴 白绿", "Footwear", 89.00m, "raw-boot"), ("NL-CAN-200", "Lemon drops tin, 200 g", "柠檬糖铁罐 200 克", "Grocery", 6.50m, "raw-can"),
            ("NL-PLS-030", "Bouclé bear, 30 cm", "绒面小熊 30 厘米", "Toys", 24.00m, "raw-bear"), ("NL-AUD-OVR", "Over-ear headphones, black", "头戴式耳机 黑色", "Audio", 129.00m, "raw-phones"),
            ("NL-MUG-WHT", "Stoneware mug, white, 350 ml", "石器马克杯 白色", "Kitchen", 14.50m, "raw-mugw"), ("NL-BTL-500", "Alpine herb concentrate, 500 ml", "山谷草本浓缩精油 500 毫升", "Home fragrance", 18.90m, "raw-bottle"),
        })
        {
            var product = Add(new(
                sku, [new("en", en, "Pressed at 1,200 metres above sea level.", ["Thyme, juniper and mountain pine", "Dark green glass keeps light away"]), new("zh-Hans", zh, "", [])],
                "Northlight", category, new(price, "EUR"), null, [new("Volume", "500 ml"), new("Use", "Dilute 1:10")], ["en", "zh-Hans"]));
            AddPhoto(product.Id, file.Replace("raw-", "", StringComparison.Ordinal) + "-front.jpg", Picture(file));
        }
        var bottle = Products[0];
        var photo = Assets.First(a => a.ProductId == bottle.Id);
        Result(bottle, photo.Id, "main-image", "bottle-main", ReviewState.Approved);
        Result(bottle, photo.Id, "studio-scene", "bottle-studio", ReviewState.ToReview, new CheckDto("upscaled", CheckTone.Warn, "The product was scaled 1.31 times.", 1.31, 1.3));
        Result(bottle, photo.Id, "infographic", "bottle-info-en", ReviewState.ToReview);
        var failed = Start(bottle.Id, new("studio-scene"));
        Change(failed.Id, g => g with { State = GenerationState.Failed, FailureCode = "outline_unsure", FailureDetail = "The outline is unsure." });
        var running = Start(bottle.Id, new("listing-copy"));
        Change(running.Id, g => g with { State = GenerationState.Running, Progress = 0.62, Step = "write", StartedAt = Now });
        AddCopy(bottle, "en", new("Northlight Alpine Herb Concentrate, 500 ml", ["500 ml in dark green glass that blocks UV light", "Pressed at 1,200 m from thyme, juniper and mountain pine", "Lasts about 60 days at a 1:10 dilution"], "A concentrate for diffusers and wash water, pressed at 1,200 metres above sea level.", "herb oil diffuser concentrate juniper thyme", "Alpine Herb Concentrate 500 ml | Northlight", "Thyme, juniper and mountain pine, pressed at 1,200 m. One bottle lasts about 60 days."));
        AddCopy(bottle, "zh-Hans", new("Northlight 山谷草本浓缩精油 500 毫升", ["500 毫升深绿玻璃瓶，阻隔紫外线", "海拔 1,200 米压榨"], "适用于香薰机与洗涤。", "草本 精油 百里香", "山谷草本浓缩精油 500 毫升", "百里香、杜松与山松。"));
    }

    public AssetDto Result(ProductDto product, Guid photoId, string recipe, string file, ReviewState state, params CheckDto[] checks) =>
        Result(Start(product.Id, new(recipe)), product, photoId, file, state, checks);

    public AssetDto Result(GenerationDto generation, ProductDto product, Guid photoId, string file, ReviewState state, params CheckDto[] checks)
    {
        var recipe = generation.Recipe;
        var asset = new AssetDto(
            Guid.CreateVersion7(), product.Id, AssetKind.Image, AssetState.Ready, $"{product.Sku}-{recipe}.jpg", "image/jpeg", 512_000, 2000, 2000, new string('e', 64), Now.AddMinutes(-12), null, null,
            new(state, null, state == ReviewState.ToReview ? null : Now, state == ReviewState.ToReview ? null : Now.AddMinutes(10)),
            new(generation.Id, photoId, recipe, JsonSerializer.SerializeToElement(new { backdrop = "blue-grey", light = "left" }), "Studio 1.0", "9f8e7d6c5b4a39281706f5e4d3c2b1a0ffeeddccbbaa99887766554433221100", 912, 204, AlignmentOf(file)),
            [new("border_white", CheckTone.Ok, "The border is white.", 0, 0), new("frame_fill", CheckTone.Ok, "The product fills 84 % of the frame.", 84, 85), .. checks]);
        Assets.Add(asset);
        Content[asset.Id] = Picture(file);
        Change(generation.Id, g => g with { State = GenerationState.Done, Progress = 1, StartedAt = Now.AddSeconds(-2), FinishedAt = Now, AssetIds = [asset.Id] });
        return asset;
    }

    private void AddCopy(ProductDto product, string language, CopyText text)
    {
        var generation = Generations.Last(g => g.Recipe == "listing-copy");
        Copies.Add(new(
            Guid.CreateVersion7(), product.Id, generation.Id, language, text, text, false,
            [new("Volume", "500 ml", ["title", "bullets[0]"]), new("Features", "Thyme, juniper and mountain pine", ["bullets[1]", "seoDescription"])],
            [new("Amazon", "title", 200, "characters", text.Title.Length, true), new("Taobao", "title", 60, "gbk-bytes", text.Title.Sum(c => c < 128 ? 1 : 2), true), new("Amazon", "bullets", 255, "characters", 0, false), new("Amazon", "keywords", 249, "utf8-bytes", 42, true), new("Google", "seoTitle", 60, "characters", text.SeoTitle.Length, false)],
            [new("claims_traced", CheckTone.Ok, "Every claim has a fact.", null, null)], new(ReviewState.ToReview, null, null, null),
            new(generation.Id, null, "listing-copy", JsonSerializer.SerializeToElement(new { tone = "plain" }), "Templates 1.0", new string('7', 64), 120, 30), Now, "\"1\""));
    }

    /// <summary>One of the pictures that ship with the pages.</summary>
    public static byte[] Picture(string name) => File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "Web/wwwroot/img", name + ".jpg"));

    private static RecipeParameterDto Of(string name, string type, object initial, double? min = null, double? max = null) => new(name, type, JsonSerializer.SerializeToElement(initial), null, min, max, null);

    private static RecipeParameterDto Choice(string name, string initial, params string[] choices) => new(name, "choice", JsonSerializer.SerializeToElement(initial), choices, null, null, null);

    private static RecipeParameterDto Number(string name, double initial, double min, double max, string unit) => new(name, "number", JsonSerializer.SerializeToElement(initial), null, min, max, unit);
}
