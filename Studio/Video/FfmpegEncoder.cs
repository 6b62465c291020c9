using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace CommerceOS.Studio.Video;

/// <summary>One FFmpeg process that takes frames and writes a file.</summary>
internal sealed class FfmpegEncoder : IDisposable
{
    // One, whatever the machine has: x264's bytes depend on the number, and with several on how they are scheduled, too.
    // Frames are painted meanwhile, so that a second core is busy anyway.
    private const string EncoderThreads = "1";
    private const int KeptErrorText = 4000;

    private readonly Process process;
    private readonly StringBuilder errors = new();
    private readonly Task written;

    private FfmpegEncoder(Process process)
    {
        this.process = process;
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null && errors.Length < KeptErrorText)
            {
                errors.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
        // Both outputs are read while frames go in, else a full pipe stops everything.
        written = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
    }

    internal static FfmpegEncoder Start(FrameSize size, int framesPerSecond, int frames, SoundTrack sound, string path)
    {
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in Arguments(size, framesPerSecond, frames, sound, path))
        {
            start.ArgumentList.Add(argument);
        }

        var ffmpeg = Process.Start(start) ?? throw new StudioUnavailableException("FFmpeg does not start.");
        TryLowerPriority(ffmpeg);
        return new FfmpegEncoder(ffmpeg);
    }

    internal ValueTask WriteAsync(uint[] pixels, CancellationToken cancellationToken)
    {
        var bytes = MemoryOf(pixels);
        return process.StandardInput.BaseStream.WriteAsync(bytes, cancellationToken);
    }

    /// <exception cref="StudioException">FFmpeg failed; the message holds nothing of the material.</exception>
    internal async Task FinishAsync(CancellationToken cancellationToken)
    {
        process.StandardInput.Close();
        await written.WaitAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw Failure(null);
        }
    }

    internal StudioException Failure(Exception? cause) =>
        new($"The video encoder failed{(process.HasExited ? $" with exit code {process.ExitCode.ToString(CultureInfo.InvariantCulture)}" : "")}.", new InvalidOperationException(errors.ToString(), cause));

    public void Dispose()
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }

        process.Dispose();
    }

    private static IEnumerable<string> Arguments(FrameSize size, int framesPerSecond, int frames, SoundTrack sound, string path)
    {
        var rate = framesPerSecond.ToString(CultureInfo.InvariantCulture);
        var seconds = ((double)frames / framesPerSecond).ToString("0.######", CultureInfo.InvariantCulture);
        return
        [
            "-hide_banner", "-loglevel", "error", "-nostats", "-y",
            "-f", "rawvideo", "-pix_fmt", "rgb0", "-s", $"{size.Width}x{size.Height}", "-r", rate, "-i", "pipe:0",
            .. sound.Inputs,
            "-filter_complex", $"[0:v]scale=in_range=full:out_range=tv:out_color_matrix=bt709,format=yuv420p[v];{sound.Filter(seconds)}",
            "-map", "[v]", "-map", "[a]",
            "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-profile:v", "high", "-g", (framesPerSecond * 2).ToString(CultureInfo.InvariantCulture), "-threads", EncoderThreads,
            "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv",
            "-c:a", "aac", "-b:a", "128k", "-ar", "48000", "-ac", "2", "-t", seconds,
            // Nothing of this machine or moment goes into the file: the same material gives the same bytes.
            "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact",
            "-movflags", "+faststart", "-f", "mp4", path,
        ];
    }

    private static void TryLowerPriority(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception refused) when (refused is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            // A courtesy to other work, no more.
        }
    }

    private static ReadOnlyMemory<byte> MemoryOf(uint[] pixels) => new WordMemory(pixels).Memory;

    // The words of a frame as bytes, without a copy.
    private sealed class WordMemory(uint[] words) : System.Buffers.MemoryManager<byte>
    {
        public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(words.AsSpan());

        public override unsafe System.Buffers.MemoryHandle Pin(int elementIndex = 0)
        {
            var handle = GCHandle.Alloc(words, GCHandleType.Pinned);
            return new System.Buffers.MemoryHandle((byte*)handle.AddrOfPinnedObject() + elementIndex, handle, this);
        }

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
