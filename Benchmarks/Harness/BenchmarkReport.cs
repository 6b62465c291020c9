namespace CommerceOS.Benchmarks.Harness;

/// <summary>What a benchmark found.</summary>
internal sealed record BenchmarkReport
{
    public required string Name { get; init; }

    /// <summary>How it was measured: the setting of each contender, the size of a round. One sentence a line.</summary>
    public required IReadOnlyList<string> Method { get; init; }

    public required IReadOnlyList<BenchmarkRow> Rows { get; init; }

    /// <summary>What the rows were computed from, for the result file; null when the rows say it all.</summary>
    public object? Details { get; init; }

    /// <summary>Versions of what was measured, e.g. <c>graphile-worker</c> → <c>0.16.6</c>.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }
}

/// <summary>
/// One contender's result at one scenario. <c>Value</c> is the median of the rounds and <c>Ratio</c> is it divided by the median of
/// the scenario's peer in the same run; null where there is no peer or it is the peer.
/// </summary>
internal sealed record BenchmarkRow(string Scenario, string Contender, string Unit, double Value, double Lowest, double Highest, int Rounds, double? Ratio);
