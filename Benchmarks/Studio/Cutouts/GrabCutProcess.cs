using System.Diagnostics;
using System.Text.Json;
using CommerceOS.Benchmarks.Harness;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Vips;

namespace CommerceOS.Benchmarks.Studio.Cutouts;

/// <summary>OpenCV's grabCut in a Python process of its own that stays warm between photos.</summary>
internal sealed class GrabCutProcess : IAsyncDisposable
{
    // Debian's Python: the only one that sees Debian's python3-opencv, whatever else is first in the PATH.
    private const string DebianPython = "/usr/bin/python3";

    private readonly Process process;
    private readonly string maskPath = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".png");

    private GrabCutProcess(Process process, string version) => (this.process, Version) = (process, version);

    public string Version { get; }

    /// <summary>null when OpenCV is not installed: the comparison is then left out and the report says so.</summary>
    public static async Task<GrabCutProcess?> StartAsync(CancellationToken cancellationToken)
    {
        var script = Path.Combine(Repository.Root, "Benchmarks", "Studio", "peer", "grabcut.py");
        var python = Process.Start(new ProcessStartInfo(File.Exists(DebianPython) ? DebianPython : "python3", [script])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("python3 did not start");
        if (await python.StandardOutput.ReadLineAsync(cancellationToken) is not { } hello)
        {
            await python.WaitForExitAsync(cancellationToken);
            python.Dispose();
            return null;
        }

        using var greeting = JsonDocument.Parse(hello);
        return new(python, greeting.RootElement.GetProperty("opencv").GetString()!);
    }

    /// <summary>The mask at the photo's size, and the seconds from the encoded photo to it.</summary>
    public async Task<(PixelMask Mask, double Seconds)> CutAsync(string photo, int side, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { photo, mask = maskPath, side }).AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("grabcut.py ended before it answered");
        using var answer = JsonDocument.Parse(line);
        using var image = VipsOperation.Load("pngload_buffer", await File.ReadAllBytesAsync(maskPath, cancellationToken));
        return (PixelMask.OfLastBand(Raster.Of(image)), answer.RootElement.GetProperty("seconds").GetDouble());
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        File.Delete(maskPath);
    }
}
