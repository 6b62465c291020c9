using System.Text;

namespace CommerceOS.Tests.AppHost;

/// <summary>What the system printed, with a signal for the line that a test waits for.</summary>
internal sealed class SeenLines : TextWriter
{
    private readonly Lock gate = new();
    private readonly List<string> lines = [];
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Seen)> waits = [];

    public override Encoding Encoding => Encoding.UTF8;

    public IReadOnlyList<string> Lines { get { lock (gate) return [.. lines]; } }

    public override void WriteLine(string? value)
    {
        var line = value ?? "";
        lock (gate)
        {
            lines.Add(line);
            foreach (var (_, seen) in waits.Where(wait => wait.Wanted(line)))
                seen.TrySetResult(line);
        }
    }

    /// <summary>The first line, past or future, that contains the text.</summary>
    public Task<string> WaitAsync(string text, CancellationToken cancellationToken) =>
        WaitAsync(line => line.Contains(text, StringComparison.Ordinal), cancellationToken);

    public Task<string> WaitAsync(Func<string, bool> wanted, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (lines.FirstOrDefault(wanted) is { } past)
                return Task.FromResult(past);
            var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            waits.Add((wanted, seen));
            return seen.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        }
    }
}
