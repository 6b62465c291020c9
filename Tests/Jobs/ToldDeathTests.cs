using System.Collections.Concurrent;
using System.Text.Json;
using CommerceOS.Jobs;
using CommerceOS.Tests.Harness;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Jobs;

/// <summary>Whoever enqueued a job can be told of its death, however it died.</summary>
public sealed class ToldDeathTests(PostgresServer postgres) : QueueTests(postgres)
{
    private static readonly NewJob Watched = new() { Kind = "test", Payload = """{"shop": 7}""", MaxAttempts = 1, Tenant = "a", OnDead = "test" };

    private readonly ConcurrentQueue<DeadJob> told = [];
    private int failuresToTell;

    [Fact]
    public async Task A_job_whose_worker_was_killed_in_the_last_attempt_is_told_of()
    {
        var id = await KilledAsync(Watched);

        await StartWorkerAsync(RunAsync);

        var dead = await EventuallyAsync(ToldAsync, deaths => deaths.Count == 1);
        dead[0].ShouldSatisfyAllConditions(
            d => d.Id.ShouldBe(id.Value), d => d.Kind.ShouldBe("test"), d => d.ReadPayload<ShopJob>().ShouldBe(new ShopJob(7)), d => d.Error.ShouldBe("the worker stopped sending heartbeats"));
        (await FindAsync(id)).State.ShouldBe(JobState.Dead);
    }

    [Fact]
    public async Task A_handler_that_fails_to_hear_of_a_death_is_told_again()
    {
        failuresToTell = 2;
        var id = await KilledAsync(Watched);

        await StartWorkerAsync(RunAsync);

        (await EventuallyAsync(ToldAsync, deaths => deaths.Count == 1))[0].Id.ShouldBe(id.Value);
        failuresToTell.ShouldBe(0);
    }

    [Theory]
    [InlineData("discard", "no use")]
    [InlineData("throw", "InvalidOperationException: broken")]
    public async Task A_job_that_was_discarded_or_failed_its_last_attempt_is_told_of(string how, string error)
    {
        await StartWorkerAsync(RunAsync);
        await Queue.EnqueueAsync(Watched with { Payload = JsonSerializer.Serialize(how) }, Cancelled);

        (await EventuallyAsync(ToldAsync, deaths => deaths.Count == 1))[0].Error.ShouldBe(error);
    }

    [Fact]
    public async Task Nobody_is_told_of_a_job_that_was_cancelled_is_done_or_named_nobody()
    {
        var cancelled = await KilledAsync(Watched);
        await ScalarAsync<int>("with asked as (update jobs.job set cancel_requested = true where id = $1 returning 1) select 1 from asked", cancelled.Value);
        var unwatched = await KilledAsync(Watched with { OnDead = null });
        await StartWorkerAsync(RunAsync);
        var (done, _) = await Queue.EnqueueAsync(Watched with { Payload = "\"done\"" }, Cancelled);

        await InStateAsync(cancelled, JobState.Cancelled);
        await InStateAsync(unwatched, JobState.Dead);
        await InStateAsync(done, JobState.Done);

        // The job that tells would be there from the same statement on.
        (await Queries.ListAsync("a", before: null, most: 10, Cancelled)).Select(job => job.Id).ShouldBe([cancelled, unwatched, done], ignoreOrder: true);
    }

    [Fact]
    public async Task A_dead_letter_that_a_person_retries_is_told_of_again_when_it_dies_again()
    {
        await StartWorkerAsync(RunAsync);
        var (id, _) = await Queue.EnqueueAsync(Watched with { Payload = "\"discard\"" }, Cancelled);
        await EventuallyAsync(ToldAsync, deaths => deaths.Count == 1);

        (await DeadLetters.RetryAsync(id, Cancelled)).ShouldBeTrue();

        (await EventuallyAsync(ToldAsync, deaths => deaths.Count == 2)).ShouldAllBe(death => death.Id == id.Value);
    }

    [Fact]
    public async Task The_ids_that_the_database_makes_sort_with_those_of_the_queue()
    {
        var (before, _) = await Queue.EnqueueAsync(Watched with { RunAt = TimeProvider.System.GetUtcNow().AddHours(1) }, Cancelled);
        await Task.Delay(2, Cancelled);
        var made = await ScalarAsync<Guid>("select jobs.new_id()");
        await Task.Delay(2, Cancelled);
        var (after, _) = await Queue.EnqueueAsync(Watched with { RunAt = TimeProvider.System.GetUtcNow().AddHours(1) }, Cancelled);

        (made.Version, made.Variant >> 2).ShouldBe((7, 2));
        string.CompareOrdinal(before.ToString(), made.ToString()).ShouldBeLessThan(0);
        string.CompareOrdinal(made.ToString(), after.ToString()).ShouldBeLessThan(0);
    }

    /// <summary>A job as a worker that was killed leaves it: running, its lease over, no attempt left.</summary>
    private async Task<JobId> KilledAsync(NewJob job)
    {
        var (id, _) = await Queue.EnqueueAsync(job, Cancelled);
        await ScalarAsync<int>(
            "with killed as (update jobs.job set state = 3, attempt = max_attempts, lease_id = gen_random_uuid(), lease_until = now() - interval '1 s', worker = 'gone' where id = $1 returning 1) select 1 from killed", id.Value);
        return id;
    }

    private Task<IReadOnlyList<DeadJob>> ToldAsync() => Task.FromResult<IReadOnlyList<DeadJob>>([.. told]);

    private Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        if (context.Payload == "\"done\"") return Task.FromResult<JobOutcome>(JobOutcome.Done.Instance);
        if (context.Payload == "\"discard\"") return Task.FromResult<JobOutcome>(new JobOutcome.Discard("no use"));
        if (context.Payload == "\"throw\"") throw new InvalidOperationException("broken");
        if (failuresToTell > 0)
        {
            failuresToTell--;
            throw new InvalidOperationException("not now");
        }

        told.Enqueue(context.ReadPayload<DeadJob>());
        return Task.FromResult<JobOutcome>(JobOutcome.Done.Instance);
    }

    private sealed record ShopJob(int Shop);
}
