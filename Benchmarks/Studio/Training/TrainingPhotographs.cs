using System.Globalization;
using CommerceOS.Benchmarks.Studio.Photographs;
using CommerceOS.Studio;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Benchmarks.Studio.Training;

/// <summary>
/// <c>training-photographs FILE COUNT FIRST</c>: photographs of random things on random grounds, from which tools/matting-prior learns.
/// The file holds <see cref="Side"/> x <see cref="Side"/> pixels of red, green, blue and coverage for each.
/// </summary>
internal static class TrainingPhotographs
{
    public const string Name = "training-photographs";
    public const string Usage = "training-photographs FILE COUNT FIRST_SEED";
    public const int Side = 224;

    private const double SmallestShare = .015;
    private const double LargestShare = .72;

    private static readonly Staging Wide = new()
    {
        Elevation = (.02f, 1.0f), Distance = (4.5f, 12), Frame = (.85f, 2.3f), Offset = (.35f, .3f, .3f), Key = (.35f, 1.3f), Fill = (.22f, .9f),
    };

    public static int Run(string[] arguments, CancellationToken cancellationToken)
    {
        if (arguments is not [var file, var countText, var firstText]
            || !int.TryParse(countText, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || !int.TryParse(firstText, NumberStyles.None, CultureInfo.InvariantCulture, out var first))
        {
            Console.Error.WriteLine($"expected {Usage}");
            return 2;
        }

        using var engine = new StudioEngine(); // starts libvips, which encodes the files
        using var output = new FileStream(file, FileMode.Append, FileAccess.Write);
        var wanted = output.Length / (Side * Side * 4) + count;
        var gate = new Lock();
        var next = first - 1;
        Parallel.For(0, 2, new ParallelOptions { CancellationToken = cancellationToken }, _ =>
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var photo = Take(Interlocked.Increment(ref next));
                if (photo is null) continue;
                lock (gate)
                {
                    if (output.Length >= wanted * Side * Side * 4) return;
                    output.Write(photo);
                    if (output.Length / (Side * Side * 4) % 100 == 0) Console.Error.WriteLine($"{output.Length / (Side * Side * 4)} of {wanted}, last seed {next}");
                }
            }
        });
        return 0;
    }

    /// <returns>null where the thing came out too small or too large to learn from.</returns>
    private static byte[]? Take(int seed)
    {
        var random = new Random(seed);
        var product = RandomProduct.Of(random);
        var scenery = RandomScenery.Of(random, product);
        var (width, height) = random.Next(4) switch { 0 => (240, 240), 1 => (256, 192), 2 => (208, 260), _ => (192, 256) };
        var set = new PhotoSet(product, random, random.Next(2) == 0 ? null : Wide);
        var (photo, truth) = Development.Of(Exposure.Of(new Photograph(product, scenery, seed), set, width, height), width, height, random);
        using var colour = VipsOperation.Load("pngload_buffer", photo);
        using var cover = VipsOperation.Load("pngload_buffer", truth);
        var pixels = Raster.Of(colour).Resize(Side, Side).Pixels;
        var share = Raster.Of(cover).Resize(Side, Side);
        var bands = share.Pixels.Length / (Side * Side);
        var result = new byte[Side * Side * 4];
        long sum = 0;
        for (var i = 0; i < Side * Side; i++)
        {
            pixels.AsSpan(i * 3, 3).CopyTo(result.AsSpan(i * 4));
            sum += result[(i * 4) + 3] = share.Pixels[i * bands];
        }

        return sum is > (long)(SmallestShare * Side * Side * 255) and < (long)(LargestShare * Side * Side * 255) ? result : null;
    }
}
