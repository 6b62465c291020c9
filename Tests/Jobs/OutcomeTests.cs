using CommerceOS.Jobs;
using CommerceOS.Tests.Harness;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Jobs;

public sealed class OutcomeTests(PostgresServer postgres) : QueueTests(postgres)
{
    private static readonly Task<JobOutcome> Done = Task.FromResult<JobOutcome>(JobOutcome.Done.Instance);

    [Fact]
    public async Task A_job_reaches_its_handler_with_what_was_enqueued_and_is_done()
    {
        var seen = new TaskCompletionSource<JobContext>();
        await StartWorkerAsync((context, _) =>
        {
            seen.SetResult(context);
            return Done;
        });
        var (id, isNew) = await Queue.EnqueueAsync(NewJob.For("test", new Payload("素描", 7)) with { Tenant = "acme", MaxAttempts = 3 }, Cancelled);

        var context = await seen.Task.WaitAsync(Cancelled);
        isNew.ShouldBeTrue();
        context.Id.ShouldBe(id);
        context.Attempt.ShouldBe(1);
        context.MaxAttempts.ShouldBe(3);
        context.Tenant.ShouldBe("acme");
        context.ReadPayload<Payload>().ShouldBe(new Payload("素描", 7));
        var job = await InStateAsync(id, JobState.Done);
        job.FinishedAt.ShouldNotBeNull();
        job.LastError.ShouldBeNull();
    }

    [Fact]
    public async Task An_exception_is_retried_and_the_last_attempt_makes_a_dead_letter_with_the_error()
    {
        var attempts = new List<int>();
        await StartWorkerAsync((context, _) =>
        {
            attempts.Add(context.Attempt);
            throw new InvalidOperationException("the lamp is out\0");
        });
        var (id, _) = await Queue.EnqueueAsync(new() { Kind = "test", MaxAttempts = 3 }, Cancelled);

        var job = await InStateAsync(id, JobState.Dead);
        attempts.ShouldBe([1, 2, 3]);
        job.LastError.ShouldBe("InvalidOperationException: the lamp is out ");
    }

    [Fact]
    public async Task A_retry_waits_as_long_as_the_handler_asked()
    {
        var worker = await StartWorkerAsync((_, _) => Task.FromResult<JobOutcome>(new JobOutcome.Retry("busy", TimeSpan.FromHours(2))));
        var (id, _) = await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);

        var job = await EventuallyAsync(() => FindAsync(id), job => job.Attempt == 1 && job.State == JobState.Scheduled);
        (job.RunAt - job.CreatedAt).ShouldBeInRange(TimeSpan.FromHours(2), TimeSpan.FromHours(2) + TimeSpan.FromMinutes(1));
        job.LastError.ShouldBe("busy");
        await worker.StopAsync();
    }

    [Fact]
    public async Task A_snooze_spends_no_attempt()
    {
        var runs = 0;
        await StartWorkerAsync((_, _) => Interlocked.Increment(ref runs) < 4 ? Task.FromResult<JobOutcome>(new JobOutcome.Snooze(TimeSpan.FromMilliseconds(1))) : Done);
        var (id, _) = await Queue.EnqueueAsync(new() { Kind = "test", MaxAttempts = 1 }, Cancelled);

        var job = await InStateAsync(id, JobState.Done);
        runs.ShouldBe(4);
        job.Attempt.ShouldBe(1);
    }

    [Fact]
    public async Task A_discarded_job_is_a_dead_letter_at_once()
    {
        await StartWorkerAsync((_, _) => Task.FromResult<JobOutcome>(new JobOutcome.Discard("the shop is closed")));
        var (id, _) = await Queue.EnqueueAsync(new() { Kind = "test", MaxAttempts = 10 }, Cancelled);

        var job = await InStateAsync(id, JobState.Dead);
        job.Attempt.ShouldBe(1);
        job.LastError.ShouldBe("the shop is closed");
    }

    [Fact]
    public async Task A_job_of_the_future_waits_for_its_time()
    {
        var ran = new TaskCompletionSource<JobId>();
        await StartWorkerAsync((context, _) =>
        {
            ran.TrySetResult(context.Id);
            return Done;
        });
        var (later, _) = await Queue.EnqueueAsync(new() { Kind = "test", RunAt = TimeProvider.System.GetUtcNow().AddHours(1), Priority = -1 }, Cancelled);
        var (now, _) = await Queue.EnqueueAsync(new() { Kind = "test", RunAt = TimeProvider.System.GetUtcNow().AddMilliseconds(50) }, Cancelled);

        (await ran.Task.WaitAsync(Cancelled)).ShouldBe(now);
        await InStateAsync(now, JobState.Done);
        (await FindAsync(later)).State.ShouldBe(JobState.Scheduled);
    }

    [Fact]
    public async Task A_job_without_a_handler_here_is_left_for_a_worker_that_has_one()
    {
        await StartWorkerAsync((_, _) => Done);
        var (other, _) = await Queue.EnqueueAsync(new() { Kind = "other" }, Cancelled);
        var (ours, _) = await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);

        await InStateAsync(ours, JobState.Done);
        (await FindAsync(other)).State.ShouldBe(JobState.Ready);
    }

    private sealed record Payload(string Name, int Count);
}
