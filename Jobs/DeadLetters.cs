using Npgsql;
using NpgsqlTypes;

namespace CommerceOS.Jobs;

/// <summary>Jobs that were discarded or ran out of attempts, for a person to look at, retry or delete.</summary>
public sealed class DeadLetters(NpgsqlDataSource dataSource, JobQueries queries)
{
    /// <summary>Newest first; of one tenant, or of all when null. For the next page pass the last id as <paramref name="before"/>.</summary>
    public Task<IReadOnlyList<JobView>> ListAsync(string? tenant, JobId? before, int most, CancellationToken cancellationToken) => queries.ReadAsync(
        $"""
        select {JobQueries.FinishedColumns} from jobs.finished
        where outcome = 2 and ($1 is null or tenant = $1) and ($2 is null or id < $2) order by id desc limit $3
        """,
        [
            new() { Value = (object?)tenant ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            new() { Value = (object?)before?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
            new() { Value = most },
        ],
        cancellationToken);

    /// <summary>
    /// Puts a dead letter back into the queue, due now, with all its attempts. False: it is no dead letter (any more), or an unfinished
    /// job has its unique key, which then does the work.
    /// </summary>
    public Task<bool> RetryAsync(JobId id, CancellationToken cancellationToken) => ExecuteAsync(
        """
        with back as (
            insert into jobs.job (id, created_at, run_at, max_attempts, concurrency_limit, priority, state, kind, payload, unique_key, concurrency_key, tenant, trace_parent, on_dead, last_error)
            select id, created_at, now(), max_attempts, concurrency_limit, priority, case when concurrency_key is null then 2 else 1 end,
                   kind, payload, unique_key, concurrency_key, tenant, trace_parent, on_dead, last_error
            from jobs.finished where id = $1 and outcome = 2 for update
            on conflict do nothing
            returning id, pg_notify('jobs', case state when 1 then 'parked' else '' end))
        delete from jobs.finished using back where finished.id = back.id
        """,
        id,
        cancellationToken);

    /// <summary>Deletes a dead letter for good. False: it is no dead letter (any more).</summary>
    public Task<bool> DeleteAsync(JobId id, CancellationToken cancellationToken) =>
        ExecuteAsync("delete from jobs.finished where id = $1 and outcome = 2", id, cancellationToken);

    private async Task<bool> ExecuteAsync(string sql, JobId id, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(sql);
        command.Parameters.Add(new() { Value = id.Value });
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }
}
