using CommerceOS.Jobs;
using CommerceOS.Tests.Harness;
using Npgsql;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Jobs;

public sealed class ConcurrencyTests(PostgresServer postgres) : QueueTests(postgres)
{
    private int atOnce;
    private int mostAtOnce;

    [Fact]
    public async Task A_key_s_limit_holds_across_workers_and_is_used()
    {
        var (met, run) = MeetOf(2);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => StartWorkerAsync(run)));
        await Queue.EnqueueManyAsync([.. Enumerable.Range(0, 40).Select(_ => new NewJob { Kind = "test", ConcurrencyKey = "shop 1", ConcurrencyLimit = 2 })], Cancelled);

        await met.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        await EventuallyAsync(() => ScalarAsync<long>("select count(*) from jobs.finished"), done => done == 40);
        mostAtOnce.ShouldBe(2);
    }

    [Fact]
    public async Task Without_a_key_more_run_at_once_so_the_limit_above_is_the_key_s()
    {
        var (met, run) = MeetOf(6);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => StartWorkerAsync(run)));
        await Queue.EnqueueManyAsync([.. Enumerable.Range(0, 40).Select(_ => new NewJob { Kind = "test" })], Cancelled);

        await met.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        mostAtOnce.ShouldBeGreaterThanOrEqualTo(6);
    }

    [Fact]
    public async Task A_full_key_holds_up_no_other_work()
    {
        var release = new TaskCompletionSource();
        var others = new CountdownEvent(2);
        await StartWorkerAsync(async (context, token) =>
        {
            if (context.ReadPayload<string>() == "blocks") await release.Task.WaitAsync(token);
            else others.Signal();
            return JobOutcome.Done.Instance;
        });
        var full = NewJob.For("test", "blocks") with { ConcurrencyKey = "full", Priority = -100 };
        var jobs = await Queue.EnqueueManyAsync([.. Enumerable.Repeat(full, 50)], Cancelled);
        await Queue.EnqueueAsync(NewJob.For("test", "plain"), Cancelled);
        await Queue.EnqueueAsync(NewJob.For("test", "keyed") with { ConcurrencyKey = "free" }, Cancelled);

        (await Task.Run(() => others.Wait(TimeSpan.FromSeconds(30), Cancelled), Cancelled)).ShouldBeTrue();
        await EventuallyAsync(() => Queries.DepthAsync(Cancelled), depth => depth is { Running: 1, Ready: 0, Scheduled: 49 });

        release.SetResult();
        await EventuallyAsync(() => ScalarAsync<long>("select count(*) from jobs.finished"), done => done == 52);
        jobs.Count.ShouldBe(50);
    }

    [Fact]
    public async Task A_retrying_job_gives_its_slot_to_the_next_of_its_key()
    {
        var seen = new List<string>();
        await StartWorkerAsync((context, _) =>
        {
            var name = context.ReadPayload<string>();
            lock (seen) seen.Add(name);
            return Task.FromResult<JobOutcome>(name == "fails" ? new JobOutcome.Retry("later", TimeSpan.FromHours(1)) : JobOutcome.Done.Instance);
        });
        await Queue.EnqueueAsync(NewJob.For("test", "fails") with { ConcurrencyKey = "key", Priority = -1 }, Cancelled);
        var (next, _) = await Queue.EnqueueAsync(NewJob.For("test", "next") with { ConcurrencyKey = "key" }, Cancelled);

        await InStateAsync(next, JobState.Done);
        seen.ShouldBe(["fails", "next"]);
    }

    [Fact]
    public async Task The_table_itself_refuses_a_second_holder_of_a_slot()
    {
        const string Insert = "insert into jobs.job (id, kind, payload, priority, run_at, state, max_attempts, concurrency_key, concurrency_limit, slot) values (gen_random_uuid(), 'test', '{}', 0, now(), 2, 1, 'key', 2, $1) returning 1";
        await ScalarAsync<int>(Insert, 1);
        await ScalarAsync<int>(Insert, 2);
        (await Should.ThrowAsync<PostgresException>(() => ScalarAsync<int>(Insert, 2))).ConstraintName.ShouldBe("job_slot");
        (await Should.ThrowAsync<PostgresException>(() => ScalarAsync<int>(Insert, 3))).ConstraintName.ShouldBe("job_slot_in_limit");
    }

    /// <summary>A handler that records how many run at once, and a task that ends when so many have. The first ones wait for that.</summary>
    private (Task Met, Func<JobContext, CancellationToken, Task<JobOutcome>> Run) MeetOf(int wanted)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (met.Task, async (_, token) =>
        {
            var now = Interlocked.Increment(ref atOnce);
            InterlockedMax(now);
            if (now >= wanted) met.TrySetResult();
            await met.Task.WaitAsync(token);
            // Time for a worker that breaks the limit to be seen.
            await Task.Delay(5, token);
            Interlocked.Decrement(ref atOnce);
            return JobOutcome.Done.Instance;
        });
    }

    private void InterlockedMax(int value)
    {
        for (var seen = Volatile.Read(ref mostAtOnce); value > seen; seen = Volatile.Read(ref mostAtOnce))
        {
            if (Interlocked.CompareExchange(ref mostAtOnce, value, seen) == seen) return;
        }
    }
}
