using CommerceOS.Contracts.Generation;

namespace CommerceOS.Web.Components.Generation;

/// <summary>What one press of a button started, as a whole: how far it is and how long it has taken.</summary>
public sealed record GenerationSet(IReadOnlyCollection<GenerationDto> Works)
{
    public int Count => Works.Count;
    public int Done => Works.Count(w => w.State == GenerationState.Done);
    public int Failed => Works.Count(w => w.State == GenerationState.Failed);
    public bool IsFinished => Works.All(w => !IsOpen(w));

    /// <summary>0 to 1 over all pieces; what failed or was cancelled is over as well.</summary>
    public double Progress => Count == 0 ? 0 : Works.Average(w => IsOpen(w) ? w.Progress : 1);

    /// <summary>
    /// The time in which something was going on, the wait for the first piece included. What is tried again a day later
    /// adds its own time and not the day.
    /// </summary>
    public TimeSpan Took(DateTimeOffset now)
    {
        var spans = Works.Where(w => w.StartedAt is not null).Select(w => (From: w.StartedAt!.Value, To: w.FinishedAt ?? now)).OrderBy(s => s.From).ToList();
        var start = Works.Min(w => w.CreatedAt);
        if (spans.Count == 0) return IsFinished ? TimeSpan.Zero : Positive(now - start);
        var took = Positive(spans[0].From - start);
        var end = spans[0].From;
        foreach (var (from, to) in spans)
        {
            took += Positive(to - (from > end ? from : end));
            if (to > end) end = to;
        }
        return took;
    }

    public static bool IsOpen(GenerationDto work) => work.State is GenerationState.Queued or GenerationState.Running;

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;
}
