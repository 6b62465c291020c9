using CommerceOS.Studio.Templates.Browser;

namespace CommerceOS.Studio;

/// <summary>Limits and resources of one <see cref="StudioEngine"/>.</summary>
public sealed class StudioOptions
{
    /// <summary>Largest accepted upload in bytes. Default 25 MiB, range 1 KiB to 256 MiB.</summary>
    public int MaxUploadBytes { get; init; } = 25 * 1024 * 1024;

    /// <summary>
    /// Largest accepted picture in pixels, read from the header before any pixel is decoded. Default 50 million, range
    /// 1 to 200 million. It bounds time and memory: a 109 KB file may claim 900 million pixels.
    /// </summary>
    public int MaxPixels { get; init; } = 50_000_000;

    /// <summary>Shortest accepted side in pixels. Default 64, range 16 to 2000.</summary>
    public int MinSidePixels { get; init; } = 64;

    /// <summary>Long side of the stored master in pixels; larger photos are reduced. Default 4000, range 1000 to 8000.</summary>
    public int MasterLongSidePixels { get; init; } = 4000;

    /// <summary>
    /// Pictures worked on at once; further calls wait. Default and maximum: the number of cores. One job at 12 megapixels
    /// lifts the process to about 400 MB, two to 500 to 575 MB (measured, docs/benchmarks.md).
    /// </summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Threads per job. Default 2 or the number of cores if smaller, range 1 to 16. Results do not depend on it.</summary>
    public int ThreadsPerJob { get; init; } = Math.Min(2, Environment.ProcessorCount);

    /// <summary>The browser that draws templates.</summary>
    public BrowserOptions Browser { get; init; } = new();

    /// <exception cref="ArgumentOutOfRangeException">A value is outside its documented range.</exception>
    public void Validate()
    {
        Browser.Validate();
        Require(nameof(MaxUploadBytes), MaxUploadBytes, 1024, 256 * 1024 * 1024);
        Require(nameof(MaxPixels), MaxPixels, 1_000_000, 200_000_000);
        Require(nameof(MinSidePixels), MinSidePixels, 16, 2000);
        Require(nameof(MasterLongSidePixels), MasterLongSidePixels, 1000, 8000);
        Require(nameof(Jobs), Jobs, 1, Environment.ProcessorCount);
        Require(nameof(ThreadsPerJob), ThreadsPerJob, 1, 16);
    }

    private static void Require(string name, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(name, value, $"Expected {least} to {most}.");
        }
    }
}
