using CommerceOS.Jobs;
using CommerceOS.Tests.Harness;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Jobs;

public sealed class ShutdownTests(PostgresServer postgres) : QueueTests(postgres)
{
    [Fact]
    public async Task A_job_within_the_grace_is_done_before_the_worker_stops()
    {
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var worker = await StartWorkerAsync(async (_, token) =>
        {
            entered.SetResult();
            await release.Task.WaitAsync(token);
            return JobOutcome.Done.Instance;
        });
        var (id, _) = await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);
        await entered.Task.WaitAsync(Cancelled);

        var stopping = worker.StopAsync();
        stopping.IsCompleted.ShouldBeFalse();
        release.SetResult();
        await stopping;

        (await FindAsync(id)).ShouldSatisfyAllConditions(job => job.State.ShouldBe(JobState.Done), job => job.Attempt.ShouldBe(1));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("key")]
    public async Task A_job_beyond_the_grace_returns_to_the_queue_without_spending_an_attempt(string? concurrencyKey)
    {
        var entered = new TaskCompletionSource();
        var worker = await StartWorkerAsync(
            async (_, token) =>
            {
                entered.SetResult();
                await Task.Delay(Timeout.Infinite, token);
                return JobOutcome.Done.Instance;
            },
            options => options.ShutdownGrace = TimeSpan.Zero);
        var (id, _) = await Queue.EnqueueAsync(new() { Kind = "test", MaxAttempts = 1, ConcurrencyKey = concurrencyKey }, Cancelled);
        await entered.Task.WaitAsync(Cancelled);

        await worker.StopAsync();

        (await FindAsync(id)).ShouldSatisfyAllConditions(
            job => job.State.ShouldBe(concurrencyKey is null ? JobState.Ready : JobState.Scheduled),
            job => job.Attempt.ShouldBe(0),
            job => job.LastError.ShouldBeNull());

        await StartWorkerAsync((_, _) => Task.FromResult<JobOutcome>(JobOutcome.Done.Instance));
        (await InStateAsync(id, JobState.Done)).Attempt.ShouldBe(1);
    }

    [Fact]
    public async Task A_handler_that_ignores_the_shutdown_is_left_behind_and_can_commit_nothing()
    {
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var ended = new TaskCompletionSource<Exception?>();
        var worker = await StartWorkerAsync(
            async (context, _) =>
            {
                entered.SetResult();
                await release.Task;
                await using var connection = await DataSource.OpenConnectionAsync(CancellationToken.None);
                await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
                ended.SetResult(await Record.ExceptionAsync(() => context.CompleteAsync(connection, transaction, CancellationToken.None)));
                return JobOutcome.Done.Instance;
            },
            options => options.ShutdownGrace = TimeSpan.Zero);
        var (id, _) = await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);
        await entered.Task.WaitAsync(Cancelled);

        await worker.StopAsync();
        (await FindAsync(id)).ShouldSatisfyAllConditions(job => job.State.ShouldBe(JobState.Ready), job => job.Attempt.ShouldBe(0));

        release.SetResult();
        (await ended.Task.WaitAsync(Cancelled)).ShouldBeOfType<JobLeaseLostException>();
        (await FindAsync(id)).State.ShouldBe(JobState.Ready);
    }
}
