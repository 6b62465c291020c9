using CommerceOS.Studio;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Vips;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Studio;

/// <summary>One engine for all tests of the folder, and photos painted for them.</summary>
public sealed class StudioFixture : IDisposable
{
    public StudioEngine Engine { get; } = new();

    public void Dispose() => Engine.Dispose();

    internal NormaliseOutcome.Normalised Normalised(ReadOnlyMemory<byte> upload) =>
        Engine.Normalise(upload).ShouldBeOfType<NormaliseOutcome.Normalised>();

    /// <summary>A red ball with a soft shadow on a grey gradient, and its true mask.</summary>
    internal static (Raster Photo, byte[] Mask) BallOnGrey(int width = 900, int height = 700, double across = .5, double down = .5, double? radiusPixels = null)
    {
        var pixels = new byte[width * height * 3];
        var mask = new byte[width * height];
        double centreX = width * across, centreY = height * down, radius = radiusPixels ?? height * .28;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var ground = 150 + 40.0 * y / height;
                double shadowX = (x - centreX) / (radius * 1.1), shadowY = (y - centreY - radius) / (radius * .25);
                ground -= 45 * Math.Exp(-(shadowX * shadowX + shadowY * shadowY));
                var distance = Math.Sqrt((x - centreX) * (x - centreX) + (y - centreY) * (y - centreY));
                var cover = Math.Clamp(radius - distance + .5, 0, 1);
                var shade = .55 + .45 * Math.Clamp((centreX - x + centreY - y) / radius * .5 + .5, 0, 1);
                var at = (y * width + x) * 3;
                var noise = ((x * 7919 + y * 104729) % 5) - 2;
                pixels[at] = Level(ground + (200 * shade - ground) * cover + noise);
                pixels[at + 1] = Level(ground + (40 * shade - ground) * cover + noise);
                pixels[at + 2] = Level(ground * 1.02 + (36 * shade - ground) * cover + noise);
                mask[y * width + x] = (byte)(cover >= .5 ? 1 : 0);
            }
        }

        return (new Raster(pixels, width, height, 3), mask);

        static byte Level(double value) => (byte)Math.Clamp(value, 0, 255);
    }

    internal static byte[] Encode(Raster raster, string operation, params ReadOnlySpan<(string Name, object Value)> arguments)
    {
        using var image = raster.ToImage();
        return image.Save(operation, arguments);
    }

    internal static byte[] Jpeg(Raster raster) => Encode(raster, "jpegsave_buffer", ("Q", 92));

    internal static Raster Decode(ReadOnlyMemory<byte> file, string loader)
    {
        using var image = VipsOperation.Load(loader, file);
        return Raster.Of(image);
    }

    /// <summary>Intersection over union of a cut-out with a mask of the whole photo.</summary>
    internal static double Overlap(Cutout cutout, byte[] mask, int width, int height)
    {
        var verdict = cutout.Verdict;
        int both = 0, either = 0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var photoX = (x + .5) * verdict.PhotoWidth / width - verdict.Region.Left;
                var photoY = (y + .5) * verdict.PhotoHeight / height - verdict.Region.Top;
                int cutX = (int)Math.Floor(photoX * cutout.Width / verdict.Region.Width), cutY = (int)Math.Floor(photoY * cutout.Height / verdict.Region.Height);
                var inside = cutX >= 0 && cutY >= 0 && cutX < cutout.Width && cutY < cutout.Height
                    && cutout.Rgba.Pixels[(cutY * cutout.Width + cutX) * 4 + 3] > 127;
                var truth = mask[y * width + x] == 1;
                both += inside && truth ? 1 : 0;
                either += inside || truth ? 1 : 0;
            }
        }

        return either == 0 ? 0 : (double)both / either;
    }
}

/// <summary>The repository's sample photos.</summary>
internal static class SamplePhotos
{
    internal static string Folder { get; } = Path.Combine(RepositoryRoot(), "samples");

    internal static IEnumerable<string> Names => Directory.GetFiles(Folder, "*.jpg").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);

    internal static byte[] Photo(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".jpg"));

    internal static Raster Mask(string name)
    {
        var mask = StudioFixture.Decode(File.ReadAllBytes(Path.Combine(Folder, "masks", name + ".png")), "pngload_buffer");
        return mask with { Pixels = Array.ConvertAll(mask.Pixels, value => (byte)(value > 127 ? 1 : 0)) };
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CommerceOS.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("CommerceOS.sln was not found above the test's folder.");
    }
}

// Alone: the tests measure native memory and time, which belong to the whole process.
[CollectionDefinition(nameof(StudioCollection), DisableParallelization = true)]
public sealed class StudioCollection : ICollectionFixture<StudioFixture>;
