using Npgsql;

namespace CommerceOS.Jobs.Running;

/// <summary>Statements that any worker may run at any time for all of them.</summary>
internal sealed class JobUpkeep(NpgsqlDataSource dataSource)
{
    private const int Batch = 1000;

    private const string PromoteDueSql =
        """
        with due as materialized (
            select id from jobs.job where state = 1 and concurrency_key is null and run_at <= now()
            order by run_at limit $1 for update skip locked)
        update jobs.job set state = 2 from due where job.id = due.id
        """;

    private const string AnyWaitingSql = "select exists (select from jobs.job where state = 1 and concurrency_key is not null and run_at <= now())";

    // One worker at a time deals out slots. The lock is its own statement: the next one has to see what the holder before committed.
    private const string LockSlotsSql = "select pg_advisory_xact_lock(hashtext('jobs.slots'))";

    // Walks the keys that have waiting jobs (an index skip scan), and gives each key's next due jobs its free slots in turn.
    private const string PromoteWaitingSql =
        """
        with recursive waiting (key) as (
            (select concurrency_key from jobs.job where state = 1 and concurrency_key is not null order by concurrency_key limit 1)
            union all
            select (select concurrency_key from jobs.job
                    where state = 1 and concurrency_key is not null and concurrency_key > waiting.key order by concurrency_key limit 1)
            from waiting where waiting.key is not null),
        head as (
            select key, first.concurrency_limit as slots
            from waiting cross join lateral (
                select concurrency_limit from jobs.job
                where state = 1 and concurrency_key = key and run_at <= now() order by priority, run_at, id limit 1) as first),
        free as (
            select key, slot, row_number() over (partition by key order by slot) as place
            from head cross join lateral generate_series(1, slots) as slot
            where not exists (select from jobs.job as holder where holder.concurrency_key = key and holder.slot = slot)),
        due as (
            select next.id, key, row_number() over (partition by key order by next.priority, next.run_at, next.id) as place
            from head cross join lateral (
                select id, priority, run_at from jobs.job
                where state = 1 and concurrency_key = key and run_at <= now() order by priority, run_at, id
                limit slots) as next)
        update jobs.job set state = 2, slot = free.slot
        from due join free using (key, place)
        where job.id = due.id and job.state = 1 and free.slot <= job.concurrency_limit
        returning pg_notify('jobs', '')
        """;

    private static readonly string RescueSql =
        $"""
        with lost as materialized (
            select id as lost_id, cancel_requested or attempt >= max_attempts as over from jobs.job
            where state = 3 and lease_until < now() order by lease_until limit $1 for update skip locked),
        again as (
            update jobs.job
            set lease_id = null, lease_until = null, worker = null, slot = null, last_error = $2,
                state = case when concurrency_key is null then 2 else 1 end
            from lost where id = lost_id and not over
            returning pg_notify('jobs', case state when 1 then 'parked' else '' end)),
        gone as (delete from jobs.job using lost where id = lost_id and over returning job.*),
        told as ({FinishSql.Tell("$2::text")}),
        kept as ({FinishSql.Keep} case when cancel_requested then 3 else 2 end, $2 from gone)
        select (select count(*) from again) + (select count(*) from gone)
        """;

    // $1 outcomes, $2 age, $3 most rows.
    private const string PruneSql =
        """
        with old as materialized (
            select id from jobs.finished where outcome = any ($1) and finished_at < now() - $2 limit $3 for update skip locked)
        delete from jobs.finished using old where finished.id = old.id
        """;

    /// <summary>Makes jobs ready whose time has come and, for keyed ones, for which a slot is free.</summary>
    public async Task PromoteAsync(CancellationToken cancellationToken)
    {
        int promoted;
        do
        {
            await using var due = dataSource.CreateCommand(PromoteDueSql);
            due.Parameters.Add(new() { Value = Batch });
            promoted = await due.ExecuteNonQueryAsync(cancellationToken);
        }
        while (promoted == Batch);

        await using var any = dataSource.CreateCommand(AnyWaitingSql);
        if (!(bool)(await any.ExecuteScalarAsync(cancellationToken))!) return;

        // The commands of a batch are one transaction, yet each sees what was committed before it began.
        await using var slots = dataSource.CreateBatch();
        slots.BatchCommands.Add(new(LockSlotsSql));
        slots.BatchCommands.Add(new(PromoteWaitingSql));
        await slots.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Takes jobs back from workers whose leases ran out: ready again (the wait was the lease; the attempt is spent), or,
    /// after the last attempt, a dead letter, with the job that tells the host of it. Returns how many.
    /// </summary>
    public async Task<int> RescueAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(RescueSql);
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = Batch }, new() { Value = "the worker stopped sending heartbeats" }]);
        return (int)(long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Deletes finished jobs that were kept long enough.</summary>
    public async Task PruneAsync(TimeSpan keepFinished, TimeSpan keepDead, CancellationToken cancellationToken)
    {
        await PruneAsync([FinishSql.Done, FinishSql.CancelledOutcome], keepFinished, cancellationToken);
        await PruneAsync([FinishSql.Dead], keepDead, cancellationToken);
    }

    private async Task PruneAsync(short[] outcomes, TimeSpan age, CancellationToken cancellationToken)
    {
        int pruned;
        do
        {
            await using var command = dataSource.CreateCommand(PruneSql);
            command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = outcomes }, new() { Value = age }, new() { Value = Batch }]);
            pruned = await command.ExecuteNonQueryAsync(cancellationToken);
        }
        while (pruned == Batch);
    }
}
