using System.Diagnostics;
using CommerceOS.Jobs;
using CommerceOS.Tests.Harness;
using Npgsql;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Jobs;

/// <summary>Kills a worker process in the middle of a job, as a crash or an out-of-memory killer does.</summary>
public sealed class KilledWorkerTests(PostgresServer postgres) : QueueTests(postgres)
{
    private const string Connection = "COMMERCEOS_TEST_WORKER";

    [Fact]
    public async Task A_job_that_died_with_its_process_is_run_again_and_has_one_effect()
    {
        await ScalarAsync<int>("create table started (process int); create table effect (process int); select 1");
        var (id, _) = await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);
        using var process = StartProcess();
        try
        {
            await EventuallyAsync(() => ScalarAsync<long>("select count(*) from started"), started => started == 1);
            (await FindAsync(id)).State.ShouldBe(JobState.Running);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        await StartWorkerAsync(WithEffectAsync);
        (await InStateAsync(id, JobState.Done)).Attempt.ShouldBe(2);
        (await ScalarAsync<int>("select min(process) from effect having count(*) = 1")).ShouldBe(Environment.ProcessId);
    }

    /// <summary>Not a test: the process that the test above starts and kills. It holds its job in an open transaction until then.</summary>
    [Fact(Explicit = true)]
    public async Task Worker_process()
    {
        var connectionString = Environment.GetEnvironmentVariable(Connection);
        Assert.SkipWhen(connectionString is null, "started by another test only");
        await using var dataSource = NpgsqlDataSource.Create(connectionString);
        await using var worker = await Worker.StartAsync(
            dataSource,
            async (context, token) =>
            {
                await using var connection = await dataSource.OpenConnectionAsync(token);
                await using var transaction = await connection.BeginTransactionAsync(token);
                await using var effect = new NpgsqlCommand("insert into effect values ($1)", connection, transaction) { Parameters = { new() { Value = Environment.ProcessId } } };
                await effect.ExecuteNonQueryAsync(token);
                await context.CompleteAsync(connection, transaction, token);
                await using var started = dataSource.CreateCommand("insert into started values (1)");
                await started.ExecuteNonQueryAsync(token);
                await Task.Delay(Timeout.Infinite, token);
                return JobOutcome.Done.Instance;
            },
            options => options.LeaseDuration = TimeSpan.FromSeconds(1),
            Cancelled);
        await Task.Delay(Timeout.Infinite, Cancelled);
    }

    private Process StartProcess() => Process.Start(new ProcessStartInfo("dotnet",
        [Path.Combine(AppContext.BaseDirectory, "CommerceOS.Tests.dll"), "-method", $"{typeof(KilledWorkerTests).FullName}.{nameof(Worker_process)}", "-explicit", "only"])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        Environment = { [Connection] = ConnectionString },
    }) ?? throw new InvalidOperationException("the worker process did not start");

    private async Task<JobOutcome> WithEffectAsync(JobContext context, CancellationToken cancellationToken)
    {
        await using var connection = await DataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var effect = new NpgsqlCommand("insert into effect values ($1)", connection, transaction) { Parameters = { new() { Value = Environment.ProcessId } } };
        await effect.ExecuteNonQueryAsync(cancellationToken);
        await context.CompleteAsync(connection, transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return JobOutcome.Done.Instance;
    }
}
