using System.Collections.Concurrent;
using CommerceOS.Jobs;
using CommerceOS.Tests.Harness;
using Npgsql;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Jobs;

/// <summary>These tests stop a Postgres of their own under running workers.</summary>
public sealed class RestartTests(RestartTests.OwnServer own) : QueueTests(own.Postgres), IClassFixture<RestartTests.OwnServer>
{
    [Fact]
    public async Task A_restart_of_Postgres_during_a_run_loses_no_job()
    {
        const int Jobs = 300;
        var ran = new ConcurrentDictionary<JobId, int>();
        var some = new CountdownEvent(50);
        var restarted = new TaskCompletionSource();
        async Task<JobOutcome> Run(JobContext context, CancellationToken token)
        {
            ran.AddOrUpdate(context.Id, 1, (_, times) => times + 1);
            if (!some.IsSet) some.Signal();
            // From the fiftieth on, jobs are in the middle of their work while the server goes and comes.
            else await restarted.Task.WaitAsync(token);
            return JobOutcome.Done.Instance;
        }

        await StartWorkerAsync(Run);
        await StartWorkerAsync(Run);
        await Queue.EnqueueManyAsync([.. Enumerable.Repeat(new NewJob { Kind = "test" }, Jobs)], Cancelled);
        (await Task.Run(() => some.Wait(TimeSpan.FromSeconds(30), Cancelled), Cancelled)).ShouldBeTrue();

        await own.Postgres.StopAsync(Cancelled);
        await Should.ThrowAsync<NpgsqlException>(() => ScalarAsync<long>("select count(*) from jobs.finished"));
        await own.Postgres.StartAsync(Cancelled);
        restarted.SetResult();

        await EventuallyAsync(() => ScalarAsync<long>("select count(*) from jobs.finished where outcome = 1"), done => done == Jobs);
        ran.Count.ShouldBe(Jobs);
        (await ScalarAsync<long>("select count(*) from jobs.job")).ShouldBe(0);

        // The worker listens again, too.
        await EventuallyAsync(() => ScalarAsync<long>("select count(*) from pg_stat_activity where query = 'listen jobs' and datname = current_database()"), listeners => listeners == 2);
    }

    public sealed class OwnServer : IAsyncDisposable
    {
        internal PostgresServer Postgres { get; } = new();

        public ValueTask DisposeAsync() => Postgres.DisposeAsync();
    }
}
