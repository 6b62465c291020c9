using System.Diagnostics;
using System.Globalization;
using CommerceOS.Benchmarks.Studio.Training;

namespace CommerceOS.Benchmarks.Studio.Photographs;

/// <summary>
/// Photographs with exact coverage, taken anew for every measurement: nothing large is kept in the repository, and the same version of
/// the program takes the same photographs.
/// </summary>
internal static class PhotographLibrary
{
    private const int LongSide = 900;
    private const int FirstThing = 10_000_000; // beyond all seeds of training

    private static readonly Scenery[] Plain = [Scenery.White, Scenery.Grey, Scenery.Blush, Scenery.Linen, Scenery.Sage, Scenery.Concrete, Scenery.Slate];
    private static readonly Scenery[] Difficult = [Scenery.Wood, Scenery.Marble, Scenery.Tiles, Scenery.Gingham];

    /// <summary>Eight products on four grounds each, for choosing weights.</summary>
    public static IReadOnlyList<Photograph> Tuning { get; } = Of(TuningProducts.All, seed: 100);

    /// <summary>Forty-eight random things that the network did not learn from, half on plain grounds, half on random ones, for choosing weights.</summary>
    public static IReadOnlyList<Photograph> Things { get; } =
    [
        .. Enumerable.Range(0, 48).Select(i =>
        {
            var random = new Random(FirstThing + i);
            var thing = RandomProduct.Of(random) with { Name = string.Create(CultureInfo.InvariantCulture, $"thing{i:00}") };
            return new Photograph(thing, i % 2 == 0 ? Plain[i / 2 % Plain.Length] : RandomScenery.Of(random, thing), FirstThing + i);
        }),
    ];

    /// <summary>Sixteen other products on four grounds each, for measuring.</summary>
    public static IReadOnlyList<Photograph> HeldOut { get; } = Of(HeldOutProducts.All, seed: 5000);

    /// <summary>Writes NAME_raw.png and NAME_a.png for each photograph that the folder does not have yet.</summary>
    public static void Write(IReadOnlyList<Photograph> photographs, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (var photograph in photographs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string photoPath = Path.Combine(folder, photograph.Name + "_raw.png"), truthPath = Path.Combine(folder, photograph.Name + "_a.png");
            if (File.Exists(photoPath) && File.Exists(truthPath)) continue;
            var started = Stopwatch.GetTimestamp();
            var (photo, truth) = Take(photograph);
            File.WriteAllBytes(truthPath, truth);
            File.WriteAllBytes(photoPath, photo);
            Console.Error.WriteLine(FormattableString.Invariant($"{photograph.Name}: {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s"));
        }
    }

    private static (byte[] Photo, byte[] Truth) Take(Photograph photograph)
    {
        var random = new Random(photograph.Seed);
        var (width, height) = random.Next(3) switch { 0 => (LongSide, LongSide), 1 => (LongSide, LongSide * 3 / 4), _ => (LongSide * 4 / 5, LongSide) };
        var set = new PhotoSet(photograph.Product, random);
        return Development.Of(Exposure.Of(photograph, set, width, height), width, height, random);
    }

    // Two plain grounds, one with a pattern, and by turns one of the product's own colour or another pattern.
    private static IReadOnlyList<Photograph> Of(IReadOnlyList<Product> products, int seed) =>
    [
        .. products.SelectMany((product, i) => new[]
        {
            Plain[i * 2 % Plain.Length],
            Plain[((i * 2) + 1) % Plain.Length],
            Difficult[i % Difficult.Length],
            i % 2 == 0 ? Scenery.Like(product) : Difficult[(i + 2) % Difficult.Length],
        }.Select((scenery, k) => new Photograph(product, scenery, seed + (i * 4) + k))),
    ];
}
