using CommerceOS.Jobs;
using CommerceOS.Tests.Harness;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Jobs;

public sealed class DeadLetterTests(PostgresServer postgres) : QueueTests(postgres)
{
    private bool fail = true;

    [Fact]
    public async Task Dead_letters_are_listed_newest_first_page_by_page_and_by_tenant()
    {
        var first = await DieAsync(new() { Kind = "test", Tenant = "a" });
        var second = await DieAsync(new() { Kind = "test", Tenant = "b" });
        var third = await DieAsync(new() { Kind = "test", Tenant = "a" });

        (await DeadLetters.ListAsync(tenant: null, before: null, most: 2, Cancelled)).Select(job => job.Id).ShouldBe([third, second]);
        (await DeadLetters.ListAsync(tenant: null, before: second, most: 2, Cancelled)).Select(job => job.Id).ShouldBe([first]);
        (await DeadLetters.ListAsync("a", before: null, most: 10, Cancelled)).Select(job => job.Id).ShouldBe([third, first]);
        (await Queries.ListAsync("b", before: null, most: 10, Cancelled)).ShouldHaveSingleItem().LastError.ShouldBe("no");
        (await Queries.DepthAsync(Cancelled)).Dead.ShouldBe(3);
    }

    [Fact]
    public async Task A_retried_dead_letter_runs_again_with_all_its_attempts()
    {
        var id = await DieAsync(new() { Kind = "test", MaxAttempts = 3, UniqueKey = "key", ConcurrencyKey = "shop", Tenant = "a", Payload = """{"n": 1}""" });
        fail = false;

        (await DeadLetters.RetryAsync(id, Cancelled)).ShouldBeTrue();

        var job = await InStateAsync(id, JobState.Done);
        job.ShouldSatisfyAllConditions(j => j.Attempt.ShouldBe(1), j => j.MaxAttempts.ShouldBe(3), j => j.Tenant.ShouldBe("a"), j => j.UniqueKey.ShouldBe("key"), j => j.Payload.ShouldBe("""{"n": 1}"""));
        (await DeadLetters.RetryAsync(id, Cancelled)).ShouldBeFalse();
        (await DeadLetters.ListAsync(tenant: null, before: null, most: 10, Cancelled)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dead_letter_whose_unique_key_is_taken_stays_where_it_is()
    {
        var id = await DieAsync(new() { Kind = "test", UniqueKey = "key" });
        await Queue.EnqueueAsync(new() { Kind = "test", UniqueKey = "key", RunAt = TimeProvider.System.GetUtcNow().AddHours(1) }, Cancelled);

        (await DeadLetters.RetryAsync(id, Cancelled)).ShouldBeFalse();
        (await FindAsync(id)).State.ShouldBe(JobState.Dead);
    }

    [Fact]
    public async Task A_deleted_dead_letter_is_gone_and_a_job_that_is_done_cannot_be_deleted_or_retried()
    {
        var id = await DieAsync(new() { Kind = "test" });
        (await DeadLetters.DeleteAsync(id, Cancelled)).ShouldBeTrue();
        (await Queries.FindAsync(id, Cancelled)).ShouldBeNull();

        fail = false;
        var (done, _) = await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);
        await InStateAsync(done, JobState.Done);
        (await DeadLetters.DeleteAsync(done, Cancelled)).ShouldBeFalse();
        (await DeadLetters.RetryAsync(done, Cancelled)).ShouldBeFalse();
    }

    [Fact]
    public async Task Finished_jobs_are_deleted_when_they_were_kept_long_enough_and_dead_letters_later()
    {
        var dead = await DieAsync(new() { Kind = "test" });
        fail = false;
        var (done, _) = await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);
        var (young, _) = await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);
        await InStateAsync(done, JobState.Done);
        await InStateAsync(young, JobState.Done);

        // The worker of these tests keeps finished jobs 24 hours and dead letters 30 days.
        await ScalarAsync<int>("with aged as (update jobs.finished set finished_at = now() - interval '25 h' where id <> $1 returning 1) select 1 from aged", young.Value);

        await EventuallyAsync(() => Queries.FindAsync(done, Cancelled), job => job is null);
        (await FindAsync(young)).State.ShouldBe(JobState.Done);
        (await FindAsync(dead)).State.ShouldBe(JobState.Dead);

        await ScalarAsync<int>("with aged as (update jobs.finished set finished_at = now() - interval '31 days' where outcome = 2 returning 1) select 1 from aged");
        await EventuallyAsync(() => Queries.FindAsync(dead, Cancelled), job => job is null);
    }

    private async Task<JobId> DieAsync(NewJob job)
    {
        await using var worker = await Worker.StartAsync(DataSource, (_, _) => Task.FromResult<JobOutcome>(new JobOutcome.Discard("no")), configure: null, Cancelled);
        var (id, _) = await Queue.EnqueueAsync(job, Cancelled);
        await InStateAsync(id, JobState.Dead);
        await worker.StopAsync();
        await StartOnceAsync();
        return id;
    }

    private bool started;

    private async Task StartOnceAsync()
    {
        if (started) return;
        started = true;
        await StartWorkerAsync((_, _) => Task.FromResult<JobOutcome>(fail ? new JobOutcome.Discard("no") : JobOutcome.Done.Instance));
    }
}
