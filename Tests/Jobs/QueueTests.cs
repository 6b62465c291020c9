using CommerceOS.Jobs;
using CommerceOS.Jobs.Schema;
using CommerceOS.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace CommerceOS.Tests.Jobs;

/// <summary>A test class with a queue in a database of its own.</summary>
public abstract class QueueTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly List<Worker> workers = [];
    private ServiceProvider services = null!;

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected string ConnectionString { get; private set; } = null!;

    protected NpgsqlDataSource DataSource { get; private set; } = null!;

    protected JobQueue Queue => services.GetRequiredService<JobQueue>();

    protected JobQueries Queries => services.GetRequiredService<JobQueries>();

    protected DeadLetters DeadLetters => services.GetRequiredService<DeadLetters>();

    protected virtual PostgresServer Server => postgres;

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await Server.CreateDatabaseAsync("jobs", cancellationToken: Cancelled);
        DataSource = NpgsqlDataSource.Create(ConnectionString);
        await using var create = DataSource.CreateCommand(JobSchema.CreateSql + JobSchema.UpgradeToVersion2Sql);
        await create.ExecuteNonQueryAsync(Cancelled);
        services = new ServiceCollection().AddSingleton(DataSource).AddJobQueue().BuildServiceProvider();
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var worker in workers) await worker.DisposeAsync();
        await services.DisposeAsync();
        await DataSource.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts a worker that runs jobs of kind "test" with the function. It is stopped at the end of the test at the latest.</summary>
    protected async Task<Worker> StartWorkerAsync(Func<JobContext, CancellationToken, Task<JobOutcome>> run, Action<JobOptions>? configure = null)
    {
        var worker = await Worker.StartAsync(DataSource, run, configure, Cancelled);
        workers.Add(worker);
        return worker;
    }

    protected async Task<JobView> FindAsync(JobId id) => await Queries.FindAsync(id, Cancelled) ?? throw new InvalidOperationException($"job {id} is gone");

    /// <summary>Waits until the job is in the state. Outcomes are stored after a handler's end, which no handler can signal.</summary>
    protected Task<JobView> InStateAsync(JobId id, JobState state) => EventuallyAsync(() => FindAsync(id), job => job.State == state);

    protected static async Task<T> EventuallyAsync<T>(Func<Task<T>> look, Func<T, bool> wanted)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var seen = await look();
            if (wanted(seen)) return seen;
            if (deadline.IsCancellationRequested) throw new TimeoutException($"after 30 s it still is {seen}");
            await Task.Delay(10, Cancelled);
        }
    }

    protected async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var command = DataSource.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return (T)(await command.ExecuteScalarAsync(Cancelled))!;
    }
}
