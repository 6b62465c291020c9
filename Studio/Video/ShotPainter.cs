using System.Runtime.InteropServices;
using CommerceOS.Studio.Matting;

namespace CommerceOS.Studio.Video;

/// <summary>Paints one shot's frames. Made when its shot begins and dropped when it ends: plates are large.</summary>
internal abstract class ShotPainter
{
    /// <summary>Plates are this much larger than the frame, so that zooming in enlarges nothing up to here.</summary>
    protected const double Reserve = 1.25;

    /// <param name="frame">Every pixel is written.</param>
    /// <param name="progress">0 at the shot's first frame, 1 at its end.</param>
    internal abstract void Paint(FrameBuffer frame, double progress);

    internal static ShotPainter For(Shot shot, VideoMaterial material, Storyboard board, FrameSize size, Lanes lanes) => shot switch
    {
        KenBurnsShot kenBurns => new KenBurnsPainter(kenBurns, material, size, lanes),
        ParallaxShot parallax => new ParallaxPainter(parallax, material, size, lanes),
        TurntableShot turntable => new TurntablePainter(turntable, material, size, lanes),
        TextShot text => new TextPainter(text, material, board, size, lanes),
        _ => throw new ArgumentOutOfRangeException(nameof(shot), shot, "Not a kind of shot."),
    };

    /// <summary>Mostly steady with soft ends: a camera has mass.</summary>
    protected static double Ease(double t) => .7 * t + .3 * (.5 - .5 * Math.Cos(Math.PI * Math.Clamp(t, 0, 1)));
}

/// <summary>Pixels of a video's frame.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FrameSize(int Width, int Height)
{
    internal static FrameSize Of(VideoShape shape) => shape switch
    {
        VideoShape.Square => new(1080, 1080),
        VideoShape.Portrait => new(1080, 1920),
        VideoShape.Landscape => new(1920, 1080),
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "Not a shape."),
    };

    internal FrameSize Times(double factor) => new((int)(Width * factor), (int)(Height * factor));
}
