using System.Diagnostics;
using CommerceOS.Jobs;
using CommerceOS.Jobs.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CommerceOS.Benchmarks.Jobs;

/// <summary>Our queue, doing what driver.mjs has its peers do.</summary>
internal sealed class OwnQueue(NpgsqlDataSource dataSource, int concurrency, TimeSpan keepFinished) : IAsyncDisposable
{
    private const int InsertBatch = 500;

    public static async Task<OwnQueue> CreateAsync(string connectionString, int concurrency, TimeSpan keepFinished, CancellationToken cancellationToken)
    {
        var dataSource = NpgsqlDataSource.Create(connectionString);
        await using var create = dataSource.CreateCommand(JobSchema.CreateSql + JobSchema.UpgradeToVersion2Sql);
        await create.ExecuteNonQueryAsync(cancellationToken);
        return new(dataSource, concurrency, keepFinished);
    }

    public async Task<double> RoundAsync(string scenario, int jobs, CancellationToken cancellationToken)
    {
        var count = new Count(jobs);
        var services = new ServiceCollection().AddSingleton(dataSource).AddSingleton(count).AddLogging(logging => logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Error))
            .AddJobs(handlers => handlers.Add<CountingHandler>(), options =>
            {
                options.Concurrency = concurrency;
                options.KeepFinished = keepFinished;
            });
        await using var provider = services.BuildServiceProvider();
        var queue = provider.GetRequiredService<JobQueue>();
        var worker = provider.GetServices<IHostedService>().Single();

        if (scenario == "drain") await InsertAllAsync(queue, jobs, cancellationToken);
        var clock = scenario == "drain" ? Stopwatch.StartNew() : null;
        await worker.StartAsync(cancellationToken);
        clock ??= Stopwatch.StartNew();
        if (scenario == "batches") await InsertAllAsync(queue, jobs, cancellationToken);
        if (scenario == "singles") await InsertOneByOneAsync(queue, jobs, cancellationToken);
        await count.AllRan.WaitAsync(cancellationToken);
        await UntilStoredAsync(cancellationToken);
        var seconds = clock.Elapsed.TotalSeconds;
        await worker.StopAsync(cancellationToken);
        return count.Ran == jobs ? seconds : throw new InvalidOperationException($"{count.Ran} of {jobs} jobs ran");
    }

    public ValueTask DisposeAsync() => dataSource.DisposeAsync();

    private static NewJob Job(int id) => NewJob.For(CountingHandler.Kind, new { id });

    private static async Task InsertAllAsync(JobQueue queue, int jobs, CancellationToken cancellationToken)
    {
        foreach (var batch in Enumerable.Range(0, jobs).Chunk(InsertBatch)) await queue.EnqueueManyAsync([.. batch.Select(Job)], cancellationToken);
    }

    private Task InsertOneByOneAsync(JobQueue queue, int jobs, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(Enumerable.Range(0, jobs), new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken },
            async (id, token) => await queue.EnqueueAsync(Job(id), token));

    private async Task UntilStoredAsync(CancellationToken cancellationToken)
    {
        await using var unfinished = dataSource.CreateCommand("select exists (select from jobs.job)");
        while ((bool)(await unfinished.ExecuteScalarAsync(cancellationToken))!) await Task.Delay(2, cancellationToken);
    }

    internal sealed class Count(int wanted)
    {
        private readonly TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int ran;

        public int Ran => ran;

        public Task AllRan => all.Task;

        public void One()
        {
            if (Interlocked.Increment(ref ran) == wanted) all.SetResult();
        }
    }

    internal sealed class CountingHandler(Count count) : IJobHandler
    {
        public static string Kind => "test";

        public Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
        {
            count.One();
            return Task.FromResult<JobOutcome>(JobOutcome.Done.Instance);
        }
    }
}
