using System.Diagnostics;
using CommerceOS.Studio.Ingest;
using CommerceOS.Studio.Matting;

namespace CommerceOS.Studio.Video;

/// <summary>Paints a storyboard frame by frame into an encoder, one frame ahead of it.</summary>
internal sealed class VideoRenderer(Lanes lanes, string engineVersion)
{
    private const int PosterQuality = 88;
    private const double PosterSeconds = .8;

    internal async Task<RenderedVideo> RunAsync(Storyboard board, VideoMaterial material, string path, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var size = FrameSize.Of(board.Shape);
        var frames = (int)Math.Round(board.Seconds * board.FramesPerSecond);
        var track = new CaptionTrack(board);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        // A name of its own until it is whole: nobody takes half a video for one.
        var unfinished = Path.Combine(folder, Path.GetRandomFileName() + ".mp4");
        try
        {
            byte[] poster;
            using (var sound = new SoundTrack(material, folder))
            using (var encoder = FfmpegEncoder.Start(size, board.FramesPerSecond, frames, sound, unfinished))
            {
                poster = await FramesAsync(board, material, track, size, frames, encoder, progress, cancellationToken);
                await encoder.FinishAsync(cancellationToken);
            }

            var checks = await FinishedFile.CheckAsync(unfinished, size, frames, board.FramesPerSecond, cancellationToken);
            if (checks.FirstOrDefault(check => check.Result == ImageCheckResult.Failed) is { } failed)
            {
                throw new StudioException($"The video came out wrong: {failed.Name} is {failed.Measured}, expected {failed.Expected}.", new InvalidDataException(failed.Name));
            }

            File.Move(unfinished, path, overwrite: true);
            return new RenderedVideo(
                path, new FileInfo(path).Length, size.Width, size.Height, TimeSpan.FromSeconds((double)frames / board.FramesPerSecond), poster, track.ToWebVtt(), engineVersion, Stopwatch.GetElapsedTime(started), checks);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private async Task<byte[]> FramesAsync(
        Storyboard board, VideoMaterial material, CaptionTrack track, FrameSize size, int frames, FfmpegEncoder encoder, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var captions = board.BurnCaptions ? new CaptionPainter(track, board.Language, size, lanes) : null;
        var reel = new Reel(board, material, size, lanes);
        var posterFrame = Math.Min(frames - 1, (int)(PosterSeconds * board.FramesPerSecond));
        FrameBuffer painting = new(size.Width, size.Height), writing = new(size.Width, size.Height);
        var writer = ValueTask.CompletedTask;
        byte[] poster = [];
        try
        {
            for (var frame = 0; frame < frames; frame++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var seconds = (double)frame / board.FramesPerSecond;
                reel.Paint(painting, seconds);
                if (frame == posterFrame)
                {
                    using var image = painting.ToRaster().ToImage();
                    poster = Codecs.ToJpeg(image, PosterQuality);
                }

                captions?.Paint(painting, seconds);
                await writer;
                (painting, writing) = (writing, painting);
                writer = encoder.WriteAsync(writing.Pixels, cancellationToken);
                progress?.Report((frame + 1.0) / frames);
            }

            await writer;
        }
        catch (IOException gone)
        {
            throw encoder.Failure(gone); // the pipe broke: FFmpeg ended, and knows why
        }

        return poster;
    }
}
