using Npgsql;
using NpgsqlTypes;

namespace CommerceOS.Jobs;

/// <summary>A job as a person sees it. <c>FinishedAt</c> is set once it is over; <c>LastError</c> is the newest error, if any.</summary>
public sealed record JobView(
    JobId Id, string Kind, JobState State, string Payload, int Attempt, int MaxAttempts, string? Tenant, string? UniqueKey,
    DateTimeOffset CreatedAt, DateTimeOffset RunAt, DateTimeOffset? FinishedAt, string? LastError);

/// <summary>How much work there is. <c>OldestReady</c> is how long the first ready job has been due; null when none is ready.</summary>
public sealed record QueueDepth(long Scheduled, long Ready, long Running, long Dead, TimeSpan? OldestReady);

/// <summary>Reads the queue for pages, dashboards and tests. Finished jobs are there as long as <see cref="JobOptions.KeepFinished"/> says.</summary>
public sealed class JobQueries(NpgsqlDataSource dataSource)
{
    internal const string FinishedColumns = "id, kind, outcome + 10, payload, attempt, max_attempts, tenant, unique_key, created_at, run_at, finished_at, last_error";

    private const string Columns = "id, kind, state, payload, attempt, max_attempts, tenant, unique_key, created_at, run_at, null::timestamptz, last_error";

    /// <summary>The job, or null when there is none or it was deleted after it was over.</summary>
    public async Task<JobView?> FindAsync(JobId id, CancellationToken cancellationToken) =>
        await ReadAsync($"select {Columns} from jobs.job where id = $1 union all select {FinishedColumns} from jobs.finished where id = $1", [new() { Value = id.Value }], cancellationToken) is [var job, ..] ? job : null;

    /// <summary>A tenant's jobs, finished or not, newest first. For the next page pass the last id as <paramref name="before"/>.</summary>
    public Task<IReadOnlyList<JobView>> ListAsync(string tenant, JobId? before, int most, CancellationToken cancellationToken) => ReadAsync(
        $"""
        (select {Columns} from jobs.job where tenant = $1 and ($2 is null or id < $2) order by id desc limit $3)
        union all
        (select {FinishedColumns} from jobs.finished where tenant = $1 and ($2 is null or id < $2) order by id desc limit $3)
        order by 1 desc limit $3
        """,
        [new() { Value = tenant }, new() { Value = (object?)before?.Value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }, new() { Value = most }],
        cancellationToken);

    /// <summary>Counts jobs by state. It reads every unfinished job's state: for a dashboard, not for a hot path.</summary>
    public async Task<QueueDepth> DepthAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select count(*) filter (where state = 1), count(*) filter (where state = 2), count(*) filter (where state = 3),
                   (select count(*) from jobs.finished where outcome = 2), now() - min(run_at) filter (where state = 2)
            from jobs.job
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetTimeSpan(4));
    }

    internal async Task<IReadOnlyList<JobView>> ReadAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        List<JobView> jobs = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            jobs.Add(new(
                new(reader.GetGuid(0)), reader.GetString(1), (JobState)reader.GetInt32(2), reader.GetString(3), reader.GetInt32(4), reader.GetInt32(5),
                Text(6), Text(7), Moment(8)!.Value, Moment(9)!.Value, Moment(10), Text(11)));
        }

        return jobs;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

        DateTimeOffset? Moment(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
    }
}
