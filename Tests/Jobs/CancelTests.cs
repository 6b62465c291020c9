using CommerceOS.Jobs;
using CommerceOS.Tests.Harness;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Jobs;

public sealed class CancelTests(PostgresServer postgres) : QueueTests(postgres)
{
    [Fact]
    public async Task A_waiting_job_is_cancelled_at_once_and_never_runs()
    {
        var (id, _) = await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);
        (await Queue.CancelAsync(id, Cancelled)).ShouldBe(CancelResult.Cancelled);
        (await FindAsync(id)).State.ShouldBe(JobState.Cancelled);

        var ran = new List<JobId>();
        await StartWorkerAsync((context, _) =>
        {
            ran.Add(context.Id);
            return Task.FromResult<JobOutcome>(JobOutcome.Done.Instance);
        });
        var (other, _) = await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);
        await InStateAsync(other, JobState.Done);
        ran.ShouldBe([other]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_running_job_is_told_to_stop_by_notification_or_else_by_heartbeat(bool heard)
    {
        var entered = new TaskCompletionSource();
        await StartWorkerAsync(
            async (_, token) =>
            {
                entered.SetResult();
                await Task.Delay(Timeout.Infinite, token);
                return JobOutcome.Done.Instance;
            },
            options =>
            {
                if (!heard) return;
                options.LeaseDuration = TimeSpan.FromMinutes(10);
                options.HeartbeatInterval = TimeSpan.FromMinutes(5);
            });
        var (id, _) = await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);
        await entered.Task.WaitAsync(Cancelled);
        if (heard)
        {
            await EventuallyAsync(() => ScalarAsync<long>("select count(*) from pg_stat_activity where query = 'listen jobs' and datname = current_database()"), listeners => listeners == 1);
            (await Queue.CancelAsync(id, Cancelled)).ShouldBe(CancelResult.Requested);
        }
        else
        {
            // What CancelAsync does, without the notification.
            await ScalarAsync<int>("update jobs.job set cancel_requested = true returning 1");
        }

        await InStateAsync(id, JobState.Cancelled);
    }

    [Fact]
    public async Task A_job_that_is_done_in_spite_of_the_request_is_done()
    {
        var entered = new TaskCompletionSource();
        var requested = new TaskCompletionSource();
        await StartWorkerAsync(async (_, _) =>
        {
            entered.SetResult();
            await requested.Task;
            return JobOutcome.Done.Instance;
        });
        var (id, _) = await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);
        await entered.Task.WaitAsync(Cancelled);
        await Queue.CancelAsync(id, Cancelled);
        requested.SetResult();

        await InStateAsync(id, JobState.Done);
        (await Queue.CancelAsync(id, Cancelled)).ShouldBe(CancelResult.AlreadyOver);
    }

    [Fact]
    public async Task A_job_that_would_be_retried_after_the_request_is_cancelled()
    {
        var entered = new TaskCompletionSource();
        var requested = new TaskCompletionSource();
        await StartWorkerAsync(async (_, _) =>
        {
            entered.TrySetResult();
            await requested.Task;
            return new JobOutcome.Retry("deaf");
        });
        var (id, _) = await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);
        await entered.Task.WaitAsync(Cancelled);
        await Queue.CancelAsync(id, Cancelled);
        requested.SetResult();

        (await InStateAsync(id, JobState.Cancelled)).Attempt.ShouldBe(1);
    }

    [Fact]
    public async Task Erasing_a_tenant_deletes_its_jobs_stops_the_running_one_and_spares_others()
    {
        var entered = new TaskCompletionSource();
        await StartWorkerAsync(async (context, token) =>
        {
            if (context.ReadPayload<string>() == "quick") return JobOutcome.Done.Instance;
            entered.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return JobOutcome.Done.Instance;
        });
        var (finished, _) = await Queue.EnqueueAsync(NewJob.For("test", "quick") with { Tenant = "a" }, Cancelled);
        var (others, _) = await Queue.EnqueueAsync(NewJob.For("test", "quick") with { Tenant = "b" }, Cancelled);
        await InStateAsync(finished, JobState.Done);
        await InStateAsync(others, JobState.Done);
        var (waiting, _) = await Queue.EnqueueAsync(NewJob.For("test", "quick") with { Tenant = "a", RunAt = TimeProvider.System.GetUtcNow().AddHours(1) }, Cancelled);
        var (running, _) = await Queue.EnqueueAsync(NewJob.For("test", "slow") with { Tenant = "a" }, Cancelled);
        await entered.Task.WaitAsync(Cancelled);

        (await EraseAsync()).ShouldBe(1);
        await InStateAsync(running, JobState.Cancelled);
        (await EraseAsync()).ShouldBe(0);

        (await Queries.ListAsync("a", before: null, most: 10, Cancelled)).ShouldBeEmpty();
        (await Queries.FindAsync(waiting, Cancelled)).ShouldBeNull();
        (await FindAsync(others)).State.ShouldBe(JobState.Done);

        async Task<int> EraseAsync()
        {
            await using var connection = await DataSource.OpenConnectionAsync(Cancelled);
            await using var transaction = await connection.BeginTransactionAsync(Cancelled);
            var stillRunning = await JobQueue.EraseTenantAsync("a", connection, transaction, Cancelled);
            await transaction.CommitAsync(Cancelled);
            return stillRunning;
        }
    }

    [Fact]
    public async Task A_job_that_does_not_exist_is_over() =>
        (await Queue.CancelAsync(new(Guid.CreateVersion7()), Cancelled)).ShouldBe(CancelResult.AlreadyOver);
}
