namespace CommerceOS.Benchmarks.Harness;

/// <summary>A way to do the work, which does one round of it and returns the measured value.</summary>
internal sealed record Contender(string Name, Func<CancellationToken, Task<double>> RoundAsync);

/// <summary>
/// Runs contenders in turns (A B C, A B C, ...), so that a machine that gets slower or faster does so for all of them.
/// The first turn warms up and is not counted.
/// </summary>
internal static class Rounds
{
    /// <summary>Rows in the order of the contenders, with each one's ratio to the one named <paramref name="peer"/>.</summary>
    public static async Task<IReadOnlyList<BenchmarkRow>> RunAsync(string scenario, string unit, string peer, int rounds, IReadOnlyList<Contender> contenders, CancellationToken cancellationToken)
    {
        var values = contenders.ToDictionary(contender => contender.Name, _ => new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var contender in contenders)
            {
                var value = await contender.RoundAsync(cancellationToken);
                Console.Error.WriteLine(FormattableString.Invariant($"{scenario}, round {round} of {rounds}, {contender.Name}: {value:0.##} {unit}"));
                if (round > 0) values[contender.Name].Add(value);
            }
        }

        var reference = Median(values[peer]);
        return [.. contenders.Select(contender =>
        {
            var mine = values[contender.Name];
            return new BenchmarkRow(scenario, contender.Name, unit, Median(mine), mine.Min(), mine.Max(), rounds, contender.Name == peer ? null : Median(mine) / reference);
        })];
    }

    internal static double Median(IReadOnlyCollection<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
