using CommerceOS.Benchmarks.Harness;
using CommerceOS.Studio;
using CommerceOS.Studio.Editing;
using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Benchmarks.Studio;

/// <summary>
/// What comes of erasing places of the sample photos, against what was there: grounds beside products, and strokes across
/// products' edges. The pictures are written beside the numbers, as numbers do not see a smear.
/// </summary>
internal sealed class ErasuresBenchmark : IBenchmark
{
    // Strokes as shares of the photo's longer side.
    private static readonly (string Name, string Sample, EditPoint From, EditPoint To, double Radius)[] Cases =
    [
        ("wood left of the mug", "mug", new(.21, .51), new(.25, .56), .03), ("wood right of the mug", "mug", new(.72, .52), new(.80, .57), .03), ("wood under the handle", "mug", new(.66, .53), new(.74, .56), .025),
        ("marble", "candle", new(.12, .45), new(.20, .50), .03), ("paper", "bottle", new(.10, .30), new(.16, .35), .03), ("cloth", "plush", new(.06, .30), new(.10, .40), .03), ("stone", "pouch", new(.08, .55), new(.16, .60), .03),
        ("edge: mug, side", "mug", new(.25, .33), new(.34, .36), .02), ("edge: mug, foot", "mug", new(.44, .55), new(.45, .62), .02), ("edge: candle", "candle", new(.52, .34), new(.58, .36), .02),
        ("edge: bottle", "bottle", new(.24, .38), new(.31, .40), .02), ("edge: plush", "plush", new(.08, .48), new(.15, .50), .02), ("edge: pouch", "pouch", new(.23, .44), new(.29, .46), .02),
        ("edge: wall and floor", "headphones", new(.80, .30), new(.82, .36), .02),
    ];

    public string Name => "erasures";

    public string Summary => "how near erased places of the sample photos come to what was there";

    public Task<BenchmarkReport> RunAsync(CancellationToken cancellationToken)
    {
        using var engine = new StudioEngine();
        var folder = Directory.CreateDirectory(Path.Combine("BenchmarkResults", Name));
        List<BenchmarkRow> rows = [];
        foreach (var (name, sample, from, to, radius) in Cases)
        {
            var master = ((NormaliseOutcome.Normalised)engine.Normalise(File.ReadAllBytes(Path.Combine(Repository.Root, "samples", sample + ".jpg")), cancellationToken)).Master;
            var made = engine.Edit(master, [new EraseStep { Strokes = [new(radius, [from, to])] }, new OutputStep { Format = EditFormat.Png }], cancellationToken: cancellationToken);
            using var truthImage = Decoder.Fit(master, 8000, convertColour: false);
            using var madeImage = Decoder.Fit(made.Bytes, 8000, convertColour: false);
            int side = Math.Max(made.Width, made.Height), reach = (int)(radius * side);
            int left = Math.Max(0, (int)(Math.Min(from.X, to.X) * side) - 3 * reach), top = Math.Max(0, (int)(Math.Min(from.Y, to.Y) * side) - 3 * reach);
            int right = Math.Min(made.Width, (int)(Math.Max(from.X, to.X) * side) + 3 * reach), bottom = Math.Min(made.Height, (int)(Math.Max(from.Y, to.Y) * side) + 3 * reach);
            PixelBox box = new(left, top, right - left, bottom - top);
            var (truth, filled) = (Part(truthImage, box), Part(madeImage, box));
            var inside = Enumerable.Range(0, box.Width * box.Height).Where(i => Away(left + i % box.Width + .5, top + i / box.Width + .5, from, to, side) < .9 * reach).ToArray();
            var (difference, detail) = Measure(truth, filled, inside);
            rows.Add(new(name, "difference", "Lab", difference, difference, difference, 1, null));
            rows.Add(new(name, "detail of the truth's", "share", detail, detail, detail, 1, null));
            rows.Add(new(name, "time", "ms", made.Duration.TotalMilliseconds, made.Duration.TotalMilliseconds, made.Duration.TotalMilliseconds, 1, null));
            Save(Path.Combine(folder.FullName, name.Replace(' ', '-').Replace(":", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal) + ".png"), truth, filled);
        }

        return Task.FromResult(new BenchmarkReport
        {
            Name = Name, Rows = rows,
            Method =
            [
                "Sample photos at 12 megapixels with nothing to erase: what was there is the truth. Difference: mean distance in CIE Lab inside the stroke. Detail: variance of the Laplacian of lightness inside, of the truth's.",
                $"Left the truth, right what was made: {folder.FullName}",
            ],
            Versions = new Dictionary<string, string> { ["studio"] = engine.EditEngineVersion },
        });
    }

    private static Raster Part(VipsImage image, PixelBox box)
    {
        using var part = image.Apply("extract_area", ("left", box.Left), ("top", box.Top), ("width", box.Width), ("height", box.Height));
        return Raster.Of(part);
    }

    private static double Away(double x, double y, EditPoint from, EditPoint to, int side)
    {
        double px = x - from.X * side, py = y - from.Y * side, dx = (to.X - from.X) * side, dy = (to.Y - from.Y) * side;
        var t = Math.Clamp((px * dx + py * dy) / (dx * dx + dy * dy), 0, 1);
        return Math.Sqrt((px - t * dx) * (px - t * dx) + (py - t * dy) * (py - t * dy));
    }

    private static (double Difference, double Detail) Measure(Raster truth, Raster filled, int[] inside)
    {
        var lanes = new Lanes(2);
        float[] expected = LabColour.From(truth, lanes), got = LabColour.From(filled, lanes);
        return (inside.Average(i => Math.Sqrt(Enumerable.Range(0, 3).Sum(c => Math.Pow(expected[i * 3 + c] - got[i * 3 + c], 2)))), Variance(got) / Variance(expected));

        double Variance(float[] lab)
        {
            var values = inside.Select(i => (double)(4 * lab[i * 3] - lab[(i - 1) * 3] - lab[(i + 1) * 3] - lab[(i - truth.Width) * 3] - lab[(i + truth.Width) * 3])).ToArray();
            var mean = values.Average();
            return values.Average(value => (value - mean) * (value - mean));
        }
    }

    private static void Save(string path, Raster truth, Raster filled)
    {
        using var left = truth.ToImage();
        using var right = filled.ToImage();
        using var both = (VipsImage)VipsOperation.Run("join", "out", input: null, ("in1", left), ("in2", right), ("direction", "horizontal"), ("shim", 20))!;
        File.WriteAllBytes(path, Codecs.ToPng(both));
    }
}
