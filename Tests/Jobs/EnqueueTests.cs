using CommerceOS.Jobs;
using CommerceOS.Tests.Harness;
using Npgsql;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Jobs;

public sealed class EnqueueTests(PostgresServer postgres) : QueueTests(postgres)
{
    private static readonly Task<JobOutcome> Done = Task.FromResult<JobOutcome>(JobOutcome.Done.Instance);

    [Fact]
    public async Task A_job_enqueued_in_a_transaction_that_rolls_back_never_was()
    {
        await using var connection = await DataSource.OpenConnectionAsync(Cancelled);
        await using (var transaction = await connection.BeginTransactionAsync(Cancelled))
        {
            await Queue.EnqueueAsync(new() { Kind = "test" }, connection, transaction, Cancelled);
            await transaction.RollbackAsync(Cancelled);
        }

        (await ScalarAsync<long>("select count(*) from jobs.job")).ShouldBe(0);

        await using (var transaction = await connection.BeginTransactionAsync(Cancelled))
        {
            await Queue.EnqueueAsync(new() { Kind = "test" }, connection, transaction, Cancelled);
            await transaction.CommitAsync(Cancelled);
        }

        (await ScalarAsync<long>("select count(*) from jobs.job")).ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_idle_worker_that_hardly_polls_is_woken_by_the_commit(bool inTransaction)
    {
        var ran = new SemaphoreSlim(0);
        await StartWorkerAsync(
            (_, _) =>
            {
                ran.Release();
                return Done;
            },
            options => options.PollInterval = TimeSpan.FromMinutes(5));
        await EventuallyAsync(() => ScalarAsync<long>("select count(*) from pg_stat_activity where query = 'listen jobs' and datname = current_database()"), listeners => listeners == 1);

        // Twice: the first may be met by the look that follows connecting.
        for (var job = 0; job < 2; job++)
        {
            await using var connection = await DataSource.OpenConnectionAsync(Cancelled);
            await using var transaction = await connection.BeginTransactionAsync(Cancelled);
            if (inTransaction) await Queue.EnqueueAsync(new() { Kind = "test" }, connection, transaction, Cancelled);
            else await Queue.EnqueueAsync(new() { Kind = "test" }, Cancelled);
            await transaction.CommitAsync(Cancelled);
            (await ran.WaitAsync(TimeSpan.FromSeconds(30), Cancelled)).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_transaction_notifies_once_however_many_jobs_it_adds()
    {
        await using var listener = await DataSource.OpenConnectionAsync(Cancelled);
        await using var listen = new NpgsqlCommand("listen jobs", listener);
        await listen.ExecuteNonQueryAsync(Cancelled);
        List<string> heard = [];
        listener.Notification += (_, notification) => heard.Add(notification.Payload);

        await using var connection = await DataSource.OpenConnectionAsync(Cancelled);
        await using (var transaction = await connection.BeginTransactionAsync(Cancelled))
        {
            for (var job = 0; job < 3; job++) await Queue.EnqueueAsync(new() { Kind = "test" }, connection, transaction, Cancelled);
            await Queue.EnqueueManyAsync([new() { Kind = "test" }, new() { Kind = "test" }], connection, transaction, Cancelled);
            await Queue.EnqueueAsync(new() { Kind = "test", RunAt = TimeProvider.System.GetUtcNow().AddHours(1) }, connection, transaction, Cancelled);
            await transaction.CommitAsync(Cancelled);
        }

        await using var last = new NpgsqlCommand("select pg_notify('jobs', 'last')", connection);
        await last.ExecuteNonQueryAsync(Cancelled);
        while (!heard.Contains("last")) await listener.WaitAsync(Cancelled);
        heard.ShouldBe(["", "last"]);
    }

    [Fact]
    public async Task An_unfinished_job_with_the_same_unique_key_is_returned_until_it_is_over()
    {
        var job = new NewJob { Kind = "test", UniqueKey = "product 7" };
        var first = await Queue.EnqueueAsync(job, Cancelled);
        var second = await Queue.EnqueueAsync(job, Cancelled);
        var otherKind = await Queue.EnqueueAsync(job with { Kind = "other" }, Cancelled);

        first.IsNew.ShouldBeTrue();
        second.ShouldBe(new EnqueuedJob(first.Id, IsNew: false));
        otherKind.IsNew.ShouldBeTrue();

        await StartWorkerAsync((_, _) => Done);
        await InStateAsync(first.Id, JobState.Done);
        (await Queue.EnqueueAsync(job, Cancelled)).IsNew.ShouldBeTrue();
    }

    [Fact]
    public async Task Of_many_who_race_with_a_unique_key_one_adds_the_job_and_all_get_its_id()
    {
        var enqueued = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Queue.EnqueueAsync(new() { Kind = "test", UniqueKey = "race" }, Cancelled)));

        enqueued.Count(job => job.IsNew).ShouldBe(1);
        enqueued.Select(job => job.Id).Distinct().Count().ShouldBe(1);
        (await ScalarAsync<long>("select count(*) from jobs.job")).ShouldBe(1);
    }

    [Fact]
    public async Task Unique_keys_in_opposite_orders_do_not_dead_lock_and_race_with_workers_that_finish_them()
    {
        await StartWorkerAsync((_, _) => Done);
        NewJob[] jobs = [.. Enumerable.Range(0, 20).Select(key => new NewJob { Kind = "test", UniqueKey = $"key {key}" })];

        await Task.WhenAll(Enumerable.Range(0, 10).Select(async client =>
        {
            for (var round = 0; round < 10; round++)
            {
                var enqueued = await Queue.EnqueueManyAsync(client % 2 == 0 ? jobs : [.. jobs.Reverse()], Cancelled);
                enqueued.Count.ShouldBe(jobs.Length);
            }
        }));
    }

    [Fact]
    public async Task Waiting_for_the_holder_of_a_unique_key_that_rolls_back_adds_the_job()
    {
        var job = new NewJob { Kind = "test", UniqueKey = "key" };
        await using var connection = await DataSource.OpenConnectionAsync(Cancelled);
        await using var transaction = await connection.BeginTransactionAsync(Cancelled);
        var first = await Queue.EnqueueAsync(job, connection, transaction, Cancelled);

        var waiting = Queue.EnqueueAsync(job, Cancelled);
        await EventuallyAsync(() => ScalarAsync<long>("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"), blocked => blocked == 1);
        waiting.IsCompleted.ShouldBeFalse();
        await transaction.RollbackAsync(Cancelled);

        var second = await waiting;
        second.IsNew.ShouldBeTrue();
        second.Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task Equal_unique_keys_in_one_batch_add_one_job()
    {
        var enqueued = await Queue.EnqueueManyAsync([new() { Kind = "test", UniqueKey = "a" }, new() { Kind = "test" }, new() { Kind = "test", UniqueKey = "a" }], Cancelled);

        enqueued.Count(job => job.IsNew).ShouldBe(2);
        enqueued[0].Id.ShouldBe(enqueued[2].Id);
        enqueued[1].Id.ShouldNotBe(enqueued[0].Id);
    }

    [Fact]
    public async Task Smaller_priorities_run_first_and_equal_ones_in_the_order_of_enqueuing()
    {
        List<string> order = [];
        foreach (var (name, priority) in new (string, short)[] { ("c", 0), ("d", 0), ("e", 5), ("a", -3), ("b", -1) })
        {
            await Queue.EnqueueAsync(NewJob.For("test", name) with { Priority = priority }, Cancelled);
        }

        await StartWorkerAsync(
            (context, _) =>
            {
                order.Add(context.ReadPayload<string>());
                return Done;
            },
            options => options.Concurrency = 1);
        await EventuallyAsync(() => ScalarAsync<long>("select count(*) from jobs.finished"), done => done == 5);
        order.ShouldBe(["a", "b", "c", "d", "e"]);
    }

    [Theory]
    [InlineData("Kind")]
    [InlineData("UniqueKey")]
    [InlineData("ConcurrencyLimit")]
    [InlineData("MaxAttempts")]
    [InlineData("Tenant")]
    public async Task A_job_out_of_range_is_refused_with_the_name_of_the_property(string property)
    {
        var job = property switch
        {
            "Kind" => new NewJob { Kind = "" },
            "UniqueKey" => new NewJob { Kind = "test", UniqueKey = new string('x', 501) },
            "ConcurrencyLimit" => new NewJob { Kind = "test", ConcurrencyKey = "a", ConcurrencyLimit = 0 },
            "MaxAttempts" => new NewJob { Kind = "test", MaxAttempts = 0 },
            _ => new NewJob { Kind = "test", Tenant = "" },
        };

        (await Should.ThrowAsync<ArgumentException>(() => Queue.EnqueueAsync(job, Cancelled))).Message.ShouldContain(property);
        (await ScalarAsync<long>("select count(*) from jobs.job")).ShouldBe(0);
    }
}
