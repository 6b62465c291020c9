using System.Globalization;
using System.Text;

namespace CommerceOS.Studio.Video;

/// <summary>When each shot's caption is on screen, and the same as a WebVTT file (W3C) for players and search.</summary>
internal sealed class CaptionTrack
{
    internal CaptionTrack(Storyboard board)
    {
        List<Cue> cues = [];
        var start = 0.0;
        for (var i = 0; i < board.Shots.Count; i++)
        {
            var shot = board.Shots[i];
            if (!string.IsNullOrWhiteSpace(shot.Caption))
            {
                // Captions stay out of the crossfades: two of them on top of each other cannot be read.
                var from = start + (i == 0 ? .3 : board.CrossfadeSeconds);
                var to = start + shot.Seconds - (i == board.Shots.Count - 1 ? .2 : board.CrossfadeSeconds);
                cues.Add(new(i, from, Math.Max(to, from + .2), shot.Caption.Trim()));
            }

            start += shot.Seconds - board.CrossfadeSeconds;
        }

        Cues = cues;
    }

    internal IReadOnlyList<Cue> Cues { get; }

    /// <returns>null when there are no captions.</returns>
    internal string? ToWebVtt()
    {
        if (Cues.Count == 0)
        {
            return null;
        }

        var text = new StringBuilder("WEBVTT\n");
        foreach (var cue in Cues)
        {
            // "-->" ends a cue's settings and "&" and "<" begin markup: a merchant's words are text.
            var words = cue.Text.ReplaceLineEndings(" ").Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"\n{Time(cue.From)} --> {Time(cue.To)}\n{words}\n");
        }

        return text.ToString();
    }

    private static string Time(double seconds) => TimeSpan.FromSeconds(Math.Round(seconds, 3)).ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);

    /// <param name="Shot">Place of its shot.</param>
    /// <param name="From">Seconds from the start of the video.</param>
    /// <param name="To">Seconds from the start of the video.</param>
    /// <param name="Text">One or two lines.</param>
    internal sealed record Cue(int Shot, double From, double To, string Text);
}
