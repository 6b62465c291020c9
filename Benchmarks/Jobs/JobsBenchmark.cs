using CommerceOS.Benchmarks.Harness;
using CommerceOS.Tests.Harness;
using Npgsql;

namespace CommerceOS.Benchmarks.Jobs;

/// <summary>Jobs per second through the whole queue, against graphile-worker and pg-boss on the same Postgres.</summary>
internal sealed class JobsBenchmark : IBenchmark
{
    private const int Concurrency = 10;
    private const int Measured = 5;

    // Durable as in production: a job that was enqueued survives a power cut, for every contender alike.
    private static readonly string[] ServerSettings =
        ["fsync=on", "synchronous_commit=on", "full_page_writes=on", "shared_buffers=512MB", "max_wal_size=4GB", "random_page_cost=1.1"];

    private static readonly (string Name, int Jobs)[] Scenarios = [("drain", 10_000), ("batches", 10_000), ("singles", 2_000)];

    public string Name => "jobs";

    public string Summary => "jobs per second against graphile-worker and pg-boss on one Postgres with fsync on";

    public async Task<BenchmarkReport> RunAsync(CancellationToken cancellationToken)
    {
        var peers = Path.Combine(Repository.Root, "Benchmarks", "Jobs", "peers");
        await PeerProcess.InstallAsync(peers, cancellationToken);
        await using var postgres = new PostgresServer(ServerSettings);
        await using var ours = await OwnQueue.CreateAsync(await postgres.CreateDatabaseAsync("ours", cancellationToken: cancellationToken), Concurrency, TimeSpan.FromHours(24), cancellationToken);
        await using var lean = await OwnQueue.CreateAsync(await postgres.CreateDatabaseAsync("lean", cancellationToken: cancellationToken), Concurrency, TimeSpan.Zero, cancellationToken);
        await using var graphile = await PeerAsync("graphile");
        await using var graphileBatch = await PeerAsync("graphile-batch");
        await using var pgBoss = await PeerAsync("pg-boss");

        List<BenchmarkRow> rows = [];
        foreach (var (scenario, jobs) in Scenarios)
        {
            rows.AddRange(await Rounds.RunAsync(scenario, "jobs/s", "graphile-worker", Measured,
                [
                    new("ours", async token => jobs / await ours.RoundAsync(scenario, jobs, token)),
                    new("ours, keeping none", async token => jobs / await lean.RoundAsync(scenario, jobs, token)),
                    new("graphile-worker", async token => jobs / await graphile.RoundAsync(scenario, jobs, token)),
                    new("graphile-worker, batching", async token => jobs / await graphileBatch.RoundAsync(scenario, jobs, token)),
                    new("pg-boss", async token => jobs / await pgBoss.RoundAsync(scenario, jobs, token)),
                ],
                cancellationToken));
        }

        return new()
        {
            Name = Name,
            Rows = rows,
            Method =
            [
                "drain: 10,000 jobs are there before the worker starts; batches: inserted 500 a statement while it runs; singles: 2,000 inserted one by one by 10 connections while it runs.",
                "A round ends when every handler (empty) has run and no unfinished job is left in the table. One worker process for each contender, warm, rounds in turns, medians.",
                $"ours: default options (concurrency {Concurrency}, finished jobs kept 24 h); keeping none: KeepFinished 0. graphile-worker: defaults, concurrentJobs {Concurrency}; batching: also localQueue 500 and batched completion. pg-boss: batchSize 100, burstWhenBatchFull, polling 0.5 s.",
                "Postgres: " + string.Join(", ", ServerSettings),
            ],
            Versions = new Dictionary<string, string>
            {
                ["postgres"] = await PostgresVersionAsync(postgres, cancellationToken),
                ["graphile-worker"] = await PeerProcess.VersionAsync(peers, "graphile-worker", cancellationToken),
                ["pg-boss"] = await PeerProcess.VersionAsync(peers, "pg-boss", cancellationToken),
                ["node"] = await PeerProcess.NodeVersionAsync(cancellationToken),
            },
        };

        async Task<PeerProcess> PeerAsync(string peer) =>
            await PeerProcess.StartAsync(peers, peer, Uri(await postgres.CreateDatabaseAsync(peer, cancellationToken: cancellationToken)), Concurrency, cancellationToken);
    }

    private static string Uri(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return $"postgres://{parts.Username}:{parts.Password}@{parts.Host}:{parts.Port}/{parts.Database}";
    }

    private static async Task<string> PostgresVersionAsync(PostgresServer postgres, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString("postgres"));
        await connection.OpenAsync(cancellationToken);
        return connection.PostgreSqlVersion.ToString();
    }
}
