using CommerceOS.Studio.Matting;

namespace CommerceOS.Studio.Video;

/// <summary>A storyboard laid out in time. Holds the painters of at most two shots: the running one and the one fading in.</summary>
internal sealed class Reel
{
    private readonly Storyboard board;
    private readonly VideoMaterial material;
    private readonly FrameSize size;
    private readonly Lanes lanes;
    private readonly double[] starts;
    private readonly Dictionary<int, ShotPainter> painters = [];
    private readonly FrameBuffer second;

    internal Reel(Storyboard board, VideoMaterial material, FrameSize size, Lanes lanes)
    {
        (this.board, this.material, this.size, this.lanes) = (board, material, size, lanes);
        starts = new double[board.Shots.Count];
        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] = starts[i - 1] + board.Shots[i - 1].Seconds - board.CrossfadeSeconds;
        }

        second = new(size.Width, size.Height);
    }

    internal void Paint(FrameBuffer frame, double seconds)
    {
        var current = Array.FindLastIndex(starts, start => start <= seconds);
        foreach (var over in painters.Keys.Where(shot => shot < current - 1 || shot == current - 1 && seconds >= starts[current] + board.CrossfadeSeconds).ToArray())
        {
            painters.Remove(over);
        }

        var fading = current > 0 && seconds < starts[current] + board.CrossfadeSeconds;
        PaintShot(fading ? current - 1 : current, frame, seconds);
        if (fading)
        {
            PaintShot(current, second, seconds);
            var share = (seconds - starts[current]) / board.CrossfadeSeconds;
            frame.Mix(second, share * share * (3 - 2 * share), lanes);
        }
    }

    private void PaintShot(int shot, FrameBuffer frame, double seconds)
    {
        if (!painters.TryGetValue(shot, out var painter))
        {
            painters[shot] = painter = ShotPainter.For(board.Shots[shot], material, board, size, lanes);
        }

        painter.Paint(frame, Math.Clamp((seconds - starts[shot]) / board.Shots[shot].Seconds, 0, 1));
    }
}
