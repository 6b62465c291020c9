using CommerceOS.Benchmarks.Harness;
using CommerceOS.Studio;
using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Rendering;
using CommerceOS.Studio.Scenes;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Benchmarks.Studio;

/// <summary>
/// Every scene, kind of picture and template with the sample products on large sheets, to be looked at: whether a scene
/// belongs in a shop cannot be measured.
/// </summary>
internal static class ContactSheets
{
    private const int Tile = 800;
    private const int LabelHeight = 60;
    private static readonly string[] Samples = ["bottle", "mug", "headphones", "candle", "pouch", "plush"];

    internal static async Task WriteAsync(bool onlyTemplates)
    {
        var folder = Path.Combine(Repository.Root, "BenchmarkResults", "contact-sheets");
        Directory.CreateDirectory(folder);
        using var studio = new StudioEngine();
        var photos = Samples.Select(name => Master(studio, name)).ToArray();
        var cutouts = photos.Select(photo => studio.CutOut(photo)).ToArray();

        var templates = await TemplateSheet.DrawAsync(studio, cutouts);
        Save(Path.Combine(folder, "templates"), columns: 5, templates);
        if (onlyTemplates)
        {
            foreach (var (label, picture) in templates) await File.WriteAllBytesAsync(Path.Combine(folder, label.Replace(' ', '-') + ".jpg"), picture.Bytes);
            return;
        }

        Save(Path.Combine(folder, "scenes"), columns: 7, SceneLibrary.All.Select((scene, i) =>
            ($"{scene.EnglishName} · {scene.ChineseName}", studio.Scene([cutouts[i % cutouts.Length]], new SceneParameters { Scene = scene.Id, Width = 1200, Height = 1200 }))));
        Save(Path.Combine(folder, "kinds"), columns: 4, Kinds(studio, photos, cutouts));
        Console.WriteLine($"Written to {folder}");
    }

    private static IEnumerable<(string Label, Rendered Picture)> Kinds(StudioEngine studio, ReadOnlyMemory<byte>[] photos, Cutout[] cutouts)
    {
        yield return ("Card 1:1", studio.Card(cutouts[0], new() { Scene = "oak-table", Headline = "Cold for a whole day", Line = "Trail Flask, 750 ml, with a bamboo lid", Price = "$34.00", Button = "Shop now", Accent = "#1f5d4c" }));
        yield return ("Card 4:5", studio.Card(cutouts[1], new() { Format = CardFormat.Portrait, Scene = "carrara", Headline = "斑点粗陶马克杯", Line = "每一只的斑点都不同，可进洗碗机与微波炉", Price = "¥168", Button = "立即购买", Language = InfographicLanguage.SimplifiedChinese, Accent = "#1d6f83" }));
        yield return ("Card 9:16", studio.Card(cutouts[2], new() { Format = CardFormat.Story, Scene = "dark", Headline = "Hear less. Listen more.", Line = "40 hours of battery", Price = "$199", Button = "Discover" }));
        yield return ("Card 1:1", studio.Card(cutouts[1], new() { Scene = "spring-blossom", Headline = "春のティータイムに", Line = "ひとつひとつ模様が違うストーンウェア", Price = "¥3,200", Button = "購入する", Language = InfographicLanguage.Japanese }));
        yield return ("Card 16:9", studio.Card(cutouts[5], new() { Format = CardFormat.Wide, Scene = "autumn-leaves", Headline = "A friend for every adventure", Line = "Soft recycled filling", Price = "€29.90", Button = "Add to basket", Accent = "#b5401f" }));
        yield return ("Card 16:9", studio.Card(cutouts[4], new() { Format = CardFormat.Wide, Scene = "sunlit-plaster", Headline = "حقيبة صغيرة لكل يوم", Line = "جلد مدبوغ نباتياً وسحّاب من النحاس", Price = "١٢٩ ر.س", Button = "تسوّق الآن", Language = InfographicLanguage.Arabic, Accent = "#8a4b1f" }));
        yield return ("Card 4:1", studio.Card(cutouts[3], new() { Format = CardFormat.Banner, Scene = "new-year-lanterns", Headline = "新春香氛礼", Line = "雪松与琥珀，燃烧四十五小时", Price = "¥128", Button = "选购礼盒", Language = InfographicLanguage.SimplifiedChinese, Accent = "#e9b44c" }));
        yield return ("Card 4:1", studio.Card(cutouts[0], new() { Format = CardFormat.Banner, Scene = "sage", Headline = "하루 종일 시원하게", Line = "대나무 뚜껑 보온병 750 ml", Price = "₩42,000", Button = "구매하기", Language = InfographicLanguage.Korean }));
        yield return ("Group", studio.Scene(cutouts[..4], new() { Scene = "oak-table", Width = 2000, Height = 1500, RelativeHeights = [1, .45, .8, .4] }));
        yield return ("Variants", studio.VariantsGrid(cutouts[..5], new() { Title = "The Northlight collection", Labels = ["Trail Flask", "Stoneware mug", "Headphones", "Amber candle", "Leather pouch"] }));
        yield return ("Size guide", studio.SizeGuide(cutouts[0], new() { Title = "Size", ProductWidth = 7.2m, ProductHeight = 25.5m }));
        yield return ("Before and after", studio.BeforeAfter(photos[0], studio.Scene([cutouts[0]], new() { Scene = "carrara", Width = 1000, Height = 1250 }).Bytes, new()));
    }

    private static ReadOnlyMemory<byte> Master(StudioEngine studio, string name) =>
        studio.Normalise(File.ReadAllBytes(Path.Combine(Repository.Root, "samples", name + ".jpg"))) is NormaliseOutcome.Normalised photo
            ? photo.Master
            : throw new InvalidOperationException($"the sample photo {name} was refused");

    // The sheet at full size, and a reduced one for the documentation.
    private static void Save(string path, int columns, IEnumerable<(string Label, Rendered Picture)> pictures)
    {
        List<VipsImage> tiles = [];
        foreach (var (label, picture) in pictures)
        {
            Console.WriteLine($"{label,-40} {picture.Duration.TotalMilliseconds,6:0} ms  {string.Join(", ", picture.Checks.Where(check => check.Result != ImageCheckResult.Passed).Select(check => $"{check.Name}: {check.Measured}"))}");
            tiles.Add(TileOf(label, picture));
        }

        using var joined = (VipsImage)VipsOperation.Run(
            "arrayjoin", "out", input: null, ("in", tiles.ToArray()), ("across", columns), ("shim", 12), ("background", new double[] { 255, 255, 255 }))!;
        using var sheet = joined.Materialise();
        File.WriteAllBytes(path + ".jpg", Codecs.ToJpeg(sheet, 90));
        using var small = sheet.Apply("resize", ("scale", 1800.0 / sheet.Width));
        File.WriteAllBytes(path + ".webp", Codecs.ToWebP(small, 80));
        tiles.ForEach(tile => tile.Dispose());
    }

    private static VipsImage TileOf(string label, Rendered picture)
    {
        var scale = Math.Min((double)Tile / picture.Width, (double)Tile / picture.Height);
        using var whole = VipsOperation.Load("jpegload_buffer", picture.Bytes);
        using var small = whole.Apply("resize", ("scale", scale));
        using var placed = small.Apply(
            "embed", ("x", (Tile - small.Width) / 2), ("y", (Tile - small.Height) / 2), ("width", Tile), ("height", Tile + LabelHeight), ("extend", "background"), ("background", new double[] { 255, 255, 255 }));
        using var texts = new TextSheet(InfographicLanguage.SimplifiedChinese, Tile, Tile + LabelHeight);
        texts.Centre(label, new TextStyle("Medium", 30, 20, "#15191d"), 0, Tile, Tile, LabelHeight);
        using var canvas = new Canvas(placed.Materialise());
        texts.Put(canvas);
        return canvas.Flatten();
    }
}
