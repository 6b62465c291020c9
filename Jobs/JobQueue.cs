using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace CommerceOS.Jobs;

/// <summary>Enqueues and cancels jobs. Safe for concurrent use; holds no state but the data source.</summary>
public sealed class JobQueue(NpgsqlDataSource dataSource, TimeProvider time, JobsMetrics metrics)
{
    // Equal notifications of one transaction are delivered once, so a transaction wakes the workers once.
    private const string InsertSql =
        """
        with inserted as (
            insert into jobs.job (id, kind, payload, priority, run_at, state, unique_key, concurrency_key, concurrency_limit, max_attempts, tenant, on_dead, trace_parent)
            select id, kind, payload, priority, coalesce(run_at, now()),
                   case when concurrency_key is not null or run_at > now() then 1 else 2 end,
                   unique_key, concurrency_key, case when concurrency_key is not null then concurrency_limit end, max_attempts, tenant, on_dead, $11
            from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $13)
                as new (id, kind, payload, priority, run_at, unique_key, concurrency_key, concurrency_limit, max_attempts, tenant, on_dead)
            on conflict (kind, unique_key) where unique_key is not null do nothing
            returning id, state, run_at)
        select id, case when $12 and run_at <= now() then pg_notify('jobs', case state when 1 then 'parked' else '' end) end from inserted
        """;

    private const int MaxUniqueTries = 5;

    private readonly JobBell bell = new(dataSource);

    /// <summary>Enqueues in a transaction of its own.</summary>
    /// <exception cref="ArgumentException">A property of the job is out of its documented range.</exception>
    public async Task<EnqueuedJob> EnqueueAsync(NewJob job, CancellationToken cancellationToken) => (await EnqueueManyAsync([job], cancellationToken))[0];

    /// <summary>Enqueues several in a transaction of their own: all of them or none.</summary>
    /// <exception cref="ArgumentException">A property of a job is out of its documented range.</exception>
    public async Task<IReadOnlyList<EnqueuedJob>> EnqueueManyAsync(IReadOnlyCollection<NewJob> jobs, CancellationToken cancellationToken)
    {
        var enqueued = await CommitAsync(jobs, cancellationToken);
        var newJobs = jobs.Zip(enqueued).Where(pair => pair.Second.IsNew).ToList();
        if (newJobs.Count > 0) await bell.RingAsync(newJobs.Exists(pair => pair.First.ConcurrencyKey is not null));
        return enqueued;
    }

    /// <summary>Enqueues in the caller's transaction: the job exists, and workers are woken, when and only when it commits.</summary>
    /// <exception cref="ArgumentException">A property of the job is out of its documented range.</exception>
    public async Task<EnqueuedJob> EnqueueAsync(NewJob job, NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancellationToken) =>
        (await EnqueueManyAsync([job], connection, transaction, notify: true, cancellationToken))[0];

    /// <summary>
    /// Enqueues several in the caller's transaction with one statement. The results are in the order of the jobs.
    /// Of several with the same unique key one is added and all get its id.
    /// </summary>
    /// <exception cref="ArgumentException">A property of a job is out of its documented range.</exception>
    public Task<IReadOnlyList<EnqueuedJob>> EnqueueManyAsync(IReadOnlyCollection<NewJob> jobs, NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancellationToken) =>
        EnqueueManyAsync(jobs, connection, transaction, notify: true, cancellationToken);

    /// <summary>
    /// Cancels a job. One that is not running is over at once; a running one has its token cancelled, at the latest at its worker's
    /// next heartbeat, and is over when its handler ends without <see cref="JobOutcome.Done"/>.
    /// </summary>
    public async Task<CancelResult> CancelAsync(JobId id, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var look = new NpgsqlCommand("select state from jobs.job where id = $1 for update", connection, transaction) { Parameters = { new() { Value = id.Value } } };
        var state = (short?)await look.ExecuteScalarAsync(cancellationToken);
        if (state is null) return CancelResult.AlreadyOver;

        var running = state == (short)JobState.Running;
        await using var act = new NpgsqlCommand(running ? "update jobs.job set cancel_requested = true where id = $1 returning pg_notify('jobs', 'cancel ' || id)" : FinishSql.Cancel, connection, transaction) { Parameters = { new() { Value = id.Value } } };
        await act.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return running ? CancelResult.Requested : CancelResult.Cancelled;
    }

    /// <summary>
    /// Deletes a tenant's jobs, finished or waiting, in the caller's transaction, and asks the running ones to stop; returns how many were running.
    /// Those leave a row when they are over: erase again until none is running.
    /// </summary>
    public static async Task<int> EraseTenantAsync(string tenant, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        const string Erase =
            """
            with waiting as (delete from jobs.job where tenant = $1 and state <> 3),
            finished as (delete from jobs.finished where tenant = $1)
            update jobs.job set cancel_requested = true where tenant = $1 and state = 3 returning pg_notify('jobs', 'cancel ' || id)
            """;
        await using var erase = new NpgsqlCommand(Erase, connection, transaction) { Parameters = { new() { Value = tenant } } };
        return await erase.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<EnqueuedJob>> CommitAsync(IReadOnlyCollection<NewJob> jobs, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        // Without unique keys it is one statement: a transaction around it would cost two more round trips.
        if (jobs.All(job => job.UniqueKey is null)) return await EnqueueManyAsync(jobs, connection, transaction: null, notify: false, cancellationToken);

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var enqueued = await EnqueueManyAsync(jobs, connection, transaction, notify: false, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return enqueued;
    }

    private async Task<IReadOnlyList<EnqueuedJob>> EnqueueManyAsync(IReadOnlyCollection<NewJob> jobs, NpgsqlConnection connection, NpgsqlTransaction? transaction, bool notify, CancellationToken cancellationToken)
    {
        foreach (var job in jobs) job.Validate();
        if (jobs.Count == 0) return [];

        var now = time.GetUtcNow();
        var entries = jobs.Select(job => (Id: JobId.New(now), Job: job)).ToList();
        var (inserted, found) = await InsertOrFindAsync(entries, connection, transaction, notify, cancellationToken);
        foreach (var kind in entries.Where(entry => inserted.Contains(entry.Id)).CountBy(entry => entry.Job.Kind)) metrics.Enqueued(kind.Key, kind.Value);
        return [.. entries.Select(entry => inserted.Contains(entry.Id) ? new EnqueuedJob(entry.Id, IsNew: true) : new EnqueuedJob(found[(entry.Job.Kind, entry.Job.UniqueKey!)], IsNew: false))];
    }

    // A job that kept us from inserting may be over by the time we look for it; then everything is tried again. What was inserted
    // is given up before: waiting for a key while holding others, out of the common order, would be a dead lock sooner or later.
    private static async Task<(HashSet<JobId> Inserted, Dictionary<(string Kind, string Key), JobId> Found)> InsertOrFindAsync(
        List<(JobId Id, NewJob Job)> entries, NpgsqlConnection connection, NpgsqlTransaction? transaction, bool notify, CancellationToken cancellationToken)
    {
        const string Savepoint = "jobs_enqueue";
        var mayMiss = entries.Exists(entry => entry.Job.UniqueKey is not null);
        var givesUp = mayMiss && entries.Count > 1 && transaction is not null;
        HashSet<JobId> inserted = [];
        Dictionary<(string Kind, string Key), JobId> found = [];
        for (var tries = 0; tries < MaxUniqueTries; tries++)
        {
            if (givesUp) await transaction!.SaveAsync(Savepoint, cancellationToken);
            inserted.UnionWith(await InsertAsync(Open(), connection, transaction, notify, cancellationToken));
            if (inserted.Count + found.Count < entries.Count && mayMiss) await FindAsync(Open(), found, connection, transaction, cancellationToken);
            if (Open().Count == 0) return (inserted, found);
            if (!givesUp) continue;

            await transaction!.RollbackAsync(Savepoint, cancellationToken);
            inserted.Clear();
            found.Clear();
        }

        throw new InvalidOperationException($"jobs with the wanted unique keys came and went {MaxUniqueTries} times in a row");

        List<(JobId Id, NewJob Job)> Open() =>
            entries.FindAll(entry => !inserted.Contains(entry.Id) && (entry.Job.UniqueKey is null || !found.ContainsKey((entry.Job.Kind, entry.Job.UniqueKey))));
    }

    private static async Task FindAsync(List<(JobId Id, NewJob Job)> wanted, Dictionary<(string Kind, string Key), JobId> found, NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancellationToken)
    {
        await using var look = new NpgsqlCommand("select kind, unique_key, id from jobs.job join unnest($1, $2) as wanted (kind, unique_key) using (kind, unique_key)", connection, transaction)
        {
            Parameters =
            {
                new() { Value = wanted.ConvertAll(entry => entry.Job.Kind) },
                new() { Value = wanted.ConvertAll(entry => entry.Job.UniqueKey!) },
            },
        };
        await using var reader = await look.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) found[(reader.GetString(0), reader.GetString(1))] = new(reader.GetGuid(2));
    }

    private static async Task<HashSet<JobId>> InsertAsync(IEnumerable<(JobId Id, NewJob Job)> entries, NpgsqlConnection connection, NpgsqlTransaction? transaction, bool notify, CancellationToken cancellationToken)
    {
        // One order for everybody: two transactions that add the same unique keys wait for each other instead of dead-locking.
        var rows = entries.OrderBy(entry => entry.Job.UniqueKey, StringComparer.Ordinal).ThenBy(entry => entry.Job.Kind, StringComparer.Ordinal).ToList();
        await using var insert = new NpgsqlCommand(InsertSql, connection, transaction)
        {
            Parameters =
            {
                Column(NpgsqlDbType.Uuid, entry => entry.Id.Value),
                Column(NpgsqlDbType.Text, entry => entry.Job.Kind),
                Column(NpgsqlDbType.Jsonb, entry => entry.Job.Payload),
                Column(NpgsqlDbType.Smallint, entry => entry.Job.Priority),
                Column(NpgsqlDbType.TimestampTz, entry => entry.Job.RunAt?.UtcDateTime),
                Column(NpgsqlDbType.Text, entry => entry.Job.UniqueKey),
                Column(NpgsqlDbType.Text, entry => entry.Job.ConcurrencyKey),
                Column(NpgsqlDbType.Integer, entry => entry.Job.ConcurrencyLimit),
                Column(NpgsqlDbType.Integer, entry => entry.Job.MaxAttempts),
                Column(NpgsqlDbType.Text, entry => entry.Job.Tenant),
                new() { Value = (object?)Activity.Current?.Id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = notify },
                Column(NpgsqlDbType.Text, entry => entry.Job.OnDead),
            },
        };
        var inserted = new HashSet<JobId>(rows.Count);
        await using var reader = await insert.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) inserted.Add(new(reader.GetGuid(0)));
        return inserted;

        NpgsqlParameter Column<T>(NpgsqlDbType type, Func<(JobId Id, NewJob Job), T> value) =>
            new() { Value = rows.Select(value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}

/// <summary>What <see cref="JobQueue.CancelAsync"/> could do.</summary>
public enum CancelResult
{
    /// <summary>The job was waiting; it will not run.</summary>
    Cancelled,

    /// <summary>The job is running; its worker has been asked to stop it.</summary>
    Requested,

    /// <summary>There is no unfinished job with this id.</summary>
    AlreadyOver,
}
