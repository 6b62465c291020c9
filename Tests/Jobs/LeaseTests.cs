using System.Collections.Concurrent;
using CommerceOS.Jobs;
using CommerceOS.Jobs.Running;
using CommerceOS.Tests.Harness;
using Npgsql;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Jobs;

public sealed class LeaseTests(PostgresServer postgres) : QueueTests(postgres)
{
    [Fact]
    public async Task Two_workers_that_race_run_each_job_once()
    {
        var runs = new ConcurrentBag<JobId>();
        Task<JobOutcome> Run(JobContext context, CancellationToken token)
        {
            runs.Add(context.Id);
            return Task.FromResult<JobOutcome>(JobOutcome.Done.Instance);
        }

        await StartWorkerAsync(Run);
        await StartWorkerAsync(Run);
        var jobs = await Queue.EnqueueManyAsync([.. Enumerable.Repeat(new NewJob { Kind = "test" }, 2000)], Cancelled);

        await EventuallyAsync(() => ScalarAsync<long>("select count(*) from jobs.finished where outcome = 1"), done => done == 2000);
        runs.Order(Comparer<JobId>.Create((left, right) => left.Value.CompareTo(right.Value))).ShouldBe(jobs.Select(job => job.Id).Order(Comparer<JobId>.Create((left, right) => left.Value.CompareTo(right.Value))));
    }

    [Fact]
    public async Task A_job_whose_worker_vanished_is_run_again_by_another_and_costs_an_attempt()
    {
        var (id, _) = await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);
        (await new JobLeases(DataSource).FetchAsync(10, ["test"], TimeSpan.FromMilliseconds(300), "vanishes", Cancelled)).ShouldHaveSingleItem().Attempt.ShouldBe(1);

        var attempt = new TaskCompletionSource<int>();
        await StartWorkerAsync((context, _) =>
        {
            attempt.TrySetResult(context.Attempt);
            return Task.FromResult<JobOutcome>(JobOutcome.Done.Instance);
        });

        (await attempt.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancelled)).ShouldBe(2);
        await InStateAsync(id, JobState.Done);
    }

    [Fact]
    public async Task A_job_that_took_its_last_attempt_down_with_its_worker_is_a_dead_letter()
    {
        var (id, _) = await Queue.EnqueueAsync(new() { Kind = "test", MaxAttempts = 1 }, Cancelled);
        await new JobLeases(DataSource).FetchAsync(10, ["test"], TimeSpan.FromMilliseconds(1), "vanishes", Cancelled);

        await StartWorkerAsync((_, _) => throw new InvalidOperationException("it must not run again"));

        (await InStateAsync(id, JobState.Dead)).LastError.ShouldBe("the worker stopped sending heartbeats");
    }

    [Fact]
    public async Task Heartbeats_keep_the_lease_of_a_job_that_runs_longer_than_it()
    {
        var runs = 0;
        var release = new TaskCompletionSource();
        async Task<JobOutcome> Run(JobContext context, CancellationToken token)
        {
            Interlocked.Increment(ref runs);
            await release.Task.WaitAsync(token);
            return JobOutcome.Done.Instance;
        }

        void Short(JobOptions options)
        {
            options.LeaseDuration = TimeSpan.FromMilliseconds(800);
            options.HeartbeatInterval = TimeSpan.FromMilliseconds(100);
        }

        await StartWorkerAsync(Run, Short);
        var (id, _) = await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);
        await InStateAsync(id, JobState.Running);
        var firstLeaseEnds = await ScalarAsync<DateTime>("select lease_until from jobs.job");
        await StartWorkerAsync(Run, Short);

        await EventuallyAsync(() => ScalarAsync<bool>("select now() > $1", firstLeaseEnds + TimeSpan.FromMilliseconds(500)), passed => passed);
        runs.ShouldBe(1);
        release.SetResult();
        (await InStateAsync(id, JobState.Done)).Attempt.ShouldBe(1);
    }

    [Fact]
    public async Task A_handler_whose_lease_is_taken_is_told_to_stop_and_its_effects_cannot_be_committed()
    {
        await ScalarAsync<int>("create table effect (worker text); select 1");
        var entered = new TaskCompletionSource();
        var refused = new TaskCompletionSource<Exception>();
        var taken = new TaskCompletionSource();

        // The first worker neither extends nor rescues while the test runs: it stands for one that was paused for too long.
        await StartWorkerAsync(
            async (context, token) =>
            {
                entered.SetResult();
                await taken.Task;
                try
                {
                    return await CommitEffectAsync(context, "paused");
                }
                catch (JobLeaseLostException exception)
                {
                    refused.SetResult(exception);
                    throw;
                }
            },
            options =>
            {
                // Its only slot is taken by the paused run, so the job goes to the other worker.
                options.Concurrency = 1;
                options.LeaseDuration = TimeSpan.FromMinutes(2);
                options.HeartbeatInterval = TimeSpan.FromMinutes(1);
                options.MaintenanceInterval = TimeSpan.FromMinutes(1);
            });
        var (id, _) = await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);
        await entered.Task.WaitAsync(Cancelled);
        await ScalarAsync<int>("update jobs.job set lease_until = now() - interval '1 s' returning 1");

        await StartWorkerAsync((context, _) => CommitEffectAsync(context, "second"));
        await InStateAsync(id, JobState.Done);
        taken.SetResult();

        (await refused.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancelled)).Message.ShouldContain(id.ToString());
        (await ScalarAsync<string>("select string_agg(worker, ',') from effect")).ShouldBe("second");
    }

    [Fact]
    public async Task The_worker_that_lost_a_lease_cancels_the_token_of_the_run()
    {
        var entered = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        await StartWorkerAsync(async (context, token) =>
        {
            if (context.Attempt > 1) return JobOutcome.Done.Instance;
            entered.SetResult();
            await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stopped.SetResult();
            token.ThrowIfCancellationRequested();
            return JobOutcome.Done.Instance;
        });
        var (id, _) = await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);
        await entered.Task.WaitAsync(Cancelled);

        await ScalarAsync<int>("update jobs.job set state = 2, lease_id = null, lease_until = null returning 1");

        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        (await InStateAsync(id, JobState.Done)).Attempt.ShouldBe(2);
    }

    [Fact]
    public async Task Outcome_and_effects_commit_together()
    {
        await ScalarAsync<int>("create table effect (worker text); select 1");
        await StartWorkerAsync((context, _) => CommitEffectAsync(context, $"attempt {context.Attempt}"));
        var (id, _) = await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);

        (await InStateAsync(id, JobState.Done)).Attempt.ShouldBe(1);
        (await ScalarAsync<string>("select string_agg(worker, ',') from effect")).ShouldBe("attempt 1");
    }

    [Fact]
    public async Task A_completion_that_is_rolled_back_leaves_the_job_to_be_run_again()
    {
        await ScalarAsync<int>("create table effect (worker text); select 1");
        await StartWorkerAsync(async (context, token) =>
        {
            if (context.Attempt == 2) return await CommitEffectAsync(context, "attempt 2");
            await using var connection = await DataSource.OpenConnectionAsync(token);
            await using var transaction = await connection.BeginTransactionAsync(token);
            await context.CompleteAsync(connection, transaction, token);
            await transaction.RollbackAsync(token);
            return JobOutcome.Done.Instance;
        });
        var (id, _) = await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);

        var job = await InStateAsync(id, JobState.Done);
        job.Attempt.ShouldBe(2);
        job.LastError.ShouldBe("the transaction that completed the job was not committed");
        (await ScalarAsync<string>("select string_agg(worker, ',') from effect")).ShouldBe("attempt 2");
    }

    private async Task<JobOutcome> CommitEffectAsync(JobContext context, string worker)
    {
        await using var connection = await DataSource.OpenConnectionAsync(Cancelled);
        await using var transaction = await connection.BeginTransactionAsync(Cancelled);
        await using var effect = new NpgsqlCommand("insert into effect values ($1)", connection, transaction) { Parameters = { new() { Value = worker } } };
        await effect.ExecuteNonQueryAsync(Cancelled);
        await context.CompleteAsync(connection, transaction, Cancelled);
        await transaction.CommitAsync(Cancelled);
        return JobOutcome.Done.Instance;
    }
}
