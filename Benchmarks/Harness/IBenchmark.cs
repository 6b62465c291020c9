namespace CommerceOS.Benchmarks.Harness;

/// <summary>One comparison of ours with its peers, measured in one run on one machine.</summary>
internal interface IBenchmark
{
    /// <summary>The word on the command line and the name of the result file.</summary>
    string Name { get; }

    /// <summary>One line for <c>-- list</c>.</summary>
    string Summary { get; }

    /// <summary>What may follow the name on the command line, for the usage line; empty when nothing does.</summary>
    string Arguments => "";

    /// <summary>Measures. Throws when a peer is missing or a contender did not do its work: there is no partial report.</summary>
    Task<BenchmarkReport> RunAsync(CancellationToken cancellationToken);
}
