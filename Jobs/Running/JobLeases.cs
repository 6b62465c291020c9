using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace CommerceOS.Jobs.Running;

/// <summary>The worker's statements. Times come from the database's clock, so workers need not agree on theirs.</summary>
internal sealed class JobLeases(NpgsqlDataSource dataSource)
{
    private const int MaxErrorLength = 2000;

    // The table is empty one moment and long the next, so the planner's statistics are always wrong; with those of an empty table it
    // sorted all 10,000 ready jobs for each fetch (10 ms, November 2026). These statements are right with indexes at any length.
    private const string ByIndex =
        """
        select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', 'off', true),
               set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)
        """;

    // Taking a job and extending its lease need not wait for the disk: if the server loses that in a crash, the job is ready, or is
    // rescued, and runs again, which it may do after a crash anyway. Whatever is committed later also writes what came before it.
    private const string ByIndexAndRelaxed = $"{ByIndex}, set_config('synchronous_commit', 'off', true)";

    // $1 most jobs, $2 kinds, $3 lease, $4 lease duration, $5 worker.
    private const string FetchSql =
        """
        with picked as materialized (
            select id as picked_id from jobs.job where state = 2 and kind = any ($2)
            order by priority, run_at, id limit $1 for update skip locked)
        update jobs.job
        set state = 3, attempt = attempt + 1, lease_id = $3, lease_until = now() + $4, worker = $5
        from picked where id = picked_id
        returning id, kind, payload, attempt, max_attempts, priority, concurrency_key is not null, tenant, trace_parent, created_at, now() - run_at
        """;

    // A row that is locked is being finished, perhaps in a handler's long transaction. It is skipped: waiting for it would
    // hold up the heartbeats of all other jobs, and a rescue skips locked rows too.
    // $1 ids, $2 leases, $3 lease duration.
    private const string HeartbeatSql =
        """
        with mine as (select * from unnest($1, $2) as mine (id, lease_id)),
        held as (select id from jobs.job join mine using (id, lease_id) for no key update of job skip locked),
        beat as (update jobs.job set lease_until = now() + $3 from held where job.id = held.id)
        select id, lease_id, cancel_requested from jobs.job join mine using (id, lease_id)
        """;

    // A run that was not the last word: back to scheduled, or to ready where nothing is left to wait for.
    // $1 id, $2 lease, $3 delay, $4 attempts given back, $5 error.
    private const string ReturnSql =
        """
        update jobs.job
        set lease_id = null, lease_until = null, worker = null, slot = null, attempt = attempt - $4, last_error = coalesce($5, last_error),
            run_at = case when $3 = interval '0' then run_at else now() + $3 end,
            state = case when concurrency_key is not null or $3 > interval '0' then 1 else 2 end
        where id = $1 and lease_id = $2 and not cancel_requested
        returning case when $3 = interval '0' then pg_notify('jobs', case state when 1 then 'parked' else '' end) end
        """;

    /// <summary>Takes up to <paramref name="most"/> ready jobs, in the order they are to run.</summary>
    public async Task<IReadOnlyList<LeasedJob>> FetchAsync(int most, string[] kinds, TimeSpan lease, string worker, CancellationToken cancellationToken)
    {
        var leaseId = Guid.CreateVersion7();
        var jobs = await ReadAsync(
            ByIndexAndRelaxed,
            FetchSql,
            [new() { Value = most }, new() { Value = kinds }, new() { Value = leaseId }, new() { Value = lease }, new() { Value = worker }],
            reader => new LeasedJob(
                new(reader.GetGuid(0)), leaseId, reader.GetString(1), reader.GetString(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt16(5),
                reader.GetBoolean(6), reader.IsDBNull(7) ? null : reader.GetString(7), reader.IsDBNull(8) ? null : reader.GetString(8),
                reader.GetFieldValue<DateTimeOffset>(9), reader.GetTimeSpan(10)),
            cancellationToken);

        // An update returns rows in any order. Those that waited longest come first within a priority.
        jobs.Sort((left, right) => (left.Priority, right.Waited).CompareTo((right.Priority, left.Waited)));
        return jobs;
    }

    /// <summary>Extends leases. Returns those still held, and whether somebody asked to cancel the job.</summary>
    public async Task<IReadOnlyDictionary<LeaseKey, bool>> HeartbeatAsync(IReadOnlyList<LeasedJob> jobs, TimeSpan lease, CancellationToken cancellationToken) =>
        (await ReadAsync(ByIndexAndRelaxed, HeartbeatSql, [Ids(jobs), Leases(jobs), new() { Value = lease }], reader => KeyValuePair.Create(new LeaseKey(new(reader.GetGuid(0)), reader.GetGuid(1)), reader.GetBoolean(2)), cancellationToken)).ToDictionary();

    /// <summary>Finishes jobs as done. Returns those whose lease was still held.</summary>
    public async Task<IReadOnlySet<LeaseKey>> CompleteAsync(IReadOnlyList<LeasedJob> jobs, bool keep, CancellationToken cancellationToken) =>
        (await ReadAsync(ByIndex, FinishSql.Complete, [Ids(jobs), Leases(jobs), new() { Value = keep }], reader => new LeaseKey(new(reader.GetGuid(0)), reader.GetGuid(1)), cancellationToken)).ToHashSet();

    /// <summary>Finishes one job as done in a transaction of its handler.</summary>
    public static async Task<bool> CompleteInAsync(LeasedJob job, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(FinishSql.Complete, connection, transaction);
        command.Parameters.AddRange((NpgsqlParameter[])[Ids([job]), Leases([job]), new() { Value = true }]);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>Puts a running job back into the queue. False: the lease is lost, or the job is to be cancelled.</summary>
    public Task<bool> ReturnAsync(LeasedJob job, TimeSpan delay, bool spendAttempt, string? error, CancellationToken cancellationToken) =>
        ExecuteAsync(ReturnSql, job, [new() { Value = delay }, new() { Value = spendAttempt ? 0 : 1 }, Error(error)], cancellationToken);

    /// <summary>Makes a running job a dead letter, or cancelled where that was asked for. False: the lease is lost.</summary>
    public Task<bool> BuryAsync(LeasedJob job, string error, CancellationToken cancellationToken) =>
        ExecuteAsync(FinishSql.Bury, job, [Error(error)], cancellationToken);

    /// <summary>Ends a running job as cancelled. False: nobody asked for that, or the lease is lost.</summary>
    public Task<bool> CancelAsync(LeasedJob job, CancellationToken cancellationToken) =>
        ExecuteAsync(FinishSql.CancelRunning, job, [], cancellationToken);

    private async Task<List<T>> ReadAsync<T>(string settings, string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        // One round trip and one transaction, at whose end the settings are gone.
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(settings));
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        batch.BatchCommands.Add(command);
        await batch.PrepareAsync(cancellationToken);

        List<T> rows = [];
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) rows.Add(row(reader));
        return rows;
    }

    private async Task<bool> ExecuteAsync(string sql, LeasedJob job, NpgsqlParameter[] more, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(sql);
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = job.Id.Value }, new() { Value = job.LeaseId }, .. more]);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    private static NpgsqlParameter Ids(IReadOnlyList<LeasedJob> jobs) => new() { Value = jobs.Select(job => job.Id.Value).ToArray() };

    private static NpgsqlParameter Leases(IReadOnlyList<LeasedJob> jobs) => new() { Value = jobs.Select(job => job.LeaseId).ToArray() };

    private static NpgsqlParameter Error(string? error) => new()
    {
        Value = error is null ? DBNull.Value : Storable(error.Length > MaxErrorLength ? error[..MaxErrorLength] : error),
        NpgsqlDbType = NpgsqlDbType.Text,
    };

    // Postgres stores neither NUL nor half a surrogate pair, which the cut above or a handler can leave.
    private static string Storable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', ' ');
}
