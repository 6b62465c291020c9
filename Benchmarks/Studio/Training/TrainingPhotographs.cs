using System.Globalization;
using CommerceOS.Benchmarks.Studio.Photographs;
using CommerceOS.Studio;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Benchmarks.Studio.Training;

/// <summary>
/// <c>training-photographs FILE COUNT FIRST [close]</c>: photographs of random things on random grounds, from which tools/matting-prior
/// learns. The file holds a square of pixels of red, green, blue and coverage for each: <see cref="Side"/>, or <see cref="CloseSide"/>
/// where the thing nearly fills the frame.
/// </summary>
internal static class TrainingPhotographs
{
    public const string Name = "training-photographs";
    public const string Usage = "training-photographs FILE COUNT FIRST_SEED [close]";
    public const int Side = 224;
    public const int CloseSide = 384;

    private const double SmallestShare = .015;
    private const double LargestShare = .72;
    private const double LargestCloseShare = .85;

    private static readonly Staging Wide = new()
    {
        Elevation = (.02f, 1.0f), Distance = (4.5f, 12), Frame = (.85f, 2.3f), Offset = (.35f, .3f, .3f), Key = (.35f, 1.3f), Fill = (.22f, .9f),
    };

    private static readonly Staging Close = new()
    {
        Elevation = (.02f, .9f), Distance = (4.5f, 12), Frame = (.78f, 1.25f), Offset = (.12f, .1f, .1f), Key = (.35f, 1.3f), Fill = (.22f, .9f),
    };

    public static int Run(string[] arguments, CancellationToken cancellationToken)
    {
        var close = arguments is [_, _, _, "close"];
        var side = close ? CloseSide : Side;
        var bytes = side * side * (close ? 8 : 4);
        if (arguments.Length != (close ? 4 : 3) || arguments is not [var file, var countText, var firstText, ..]
            || !int.TryParse(countText, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || !int.TryParse(firstText, NumberStyles.None, CultureInfo.InvariantCulture, out var first))
        {
            Console.Error.WriteLine($"expected {Usage}");
            return 2;
        }

        using var engine = new StudioEngine(); // starts libvips, which encodes the files
        using var output = new FileStream(file, FileMode.Append, FileAccess.Write);
        var wanted = output.Length / bytes + count;
        var gate = new Lock();
        var next = first - 1;
        Parallel.For(0, 2, new ParallelOptions { CancellationToken = cancellationToken }, _ =>
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var photo = Take(Interlocked.Increment(ref next), close);
                if (photo is null) continue;
                lock (gate)
                {
                    if (output.Length >= wanted * bytes) return;
                    output.Write(photo);
                    if (output.Length / bytes % 100 == 0) Console.Error.WriteLine($"{output.Length / bytes} of {wanted}, last seed {next}");
                }
            }
        });
        return 0;
    }

    /// <returns>null where the thing came out too small or too large to learn from.</returns>
    private static byte[]? Take(int seed, bool close)
    {
        var random = new Random(seed);
        var product = RandomProduct.Of(random);
        var scenery = RandomScenery.Of(random, product);
        var side = close ? CloseSide : Side;
        var (width, height) = close ? (CloseSide, CloseSide) : random.Next(4) switch { 0 => (240, 240), 1 => (256, 192), 2 => (208, 260), _ => (192, 256) };
        var set = new PhotoSet(product, random, close ? Close : random.Next(2) == 0 ? null : Wide);
        if (close)
        {
            var layers = Development.Layers(Exposure.Of(new Photograph(product, scenery, seed), set, width, height), width, height, random);
            return IsOfUse(layers, 8, LargestCloseShare) ? layers : null;
        }

        var (photo, truth) = Development.Of(Exposure.Of(new Photograph(product, scenery, seed), set, width, height), width, height, random);
        using var colour = VipsOperation.Load("pngload_buffer", photo);
        using var cover = VipsOperation.Load("pngload_buffer", truth);
        var pixels = Raster.Of(colour).Resize(side, side).Pixels;
        var share = Raster.Of(cover).Resize(side, side);
        var bands = share.Pixels.Length / (side * side);
        var result = new byte[side * side * 4];
        for (var i = 0; i < side * side; i++)
        {
            pixels.AsSpan(i * 3, 3).CopyTo(result.AsSpan(i * 4));
            result[(i * 4) + 3] = share.Pixels[i * bands];
        }

        return IsOfUse(result, 4, LargestShare) ? result : null;
    }

    private static bool IsOfUse(byte[] photo, int bytes, double largestShare)
    {
        long sum = 0;
        for (var i = 3; i < photo.Length; i += bytes) sum += photo[i];
        var whole = photo.Length / bytes * 255L;
        return sum > SmallestShare * whole && sum < largestShare * whole;
    }
}
