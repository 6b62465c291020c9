namespace CommerceOS.Jobs;

// Every way out of jobs.job into jobs.finished has the same shape: delete what qualifies, keep a copy, tell which ids went.
internal static class FinishSql
{
    public const short Done = 1;
    public const short Dead = 2;
    public const short CancelledOutcome = 3;

    private const string Columns = "id, created_at, run_at, attempt, max_attempts, concurrency_limit, priority, kind, payload, unique_key, concurrency_key, tenant, trace_parent, on_dead";

    public const string Keep = $"insert into jobs.finished ({Columns}, outcome, last_error) select {Columns}, ";

    /// <summary>
    /// From "gone", in the same statement as the death: the job that tells the host of it. So no death goes untold, whoever
    /// finds it. It has the most attempts there are: the host's answer to a death is worth weeks of trying.
    /// </summary>
    public static string Tell(string error) =>
        $"""
        insert into jobs.job (id, run_at, state, kind, payload, max_attempts, priority, tenant, trace_parent)
        select jobs.new_id(), now(), 2, on_dead, jsonb_build_object('id', id, 'kind', kind, 'payload', payload, 'error', {error}), 1000, priority, tenant, trace_parent
        from gone where on_dead is not null and not cancel_requested
        returning pg_notify('jobs', '')
        """;

    /// <summary>$1 id of a job that is not running.</summary>
    public const string Cancel = $"with gone as (delete from jobs.job where id = $1 and state <> 3 returning *) {Keep} 3, last_error from gone";

    /// <summary>$1 ids, $2 leases, of jobs that are done; $3 whether to keep a copy. Returns the ids and leases of those whose lease was still held.</summary>
    public const string Complete =
        $"""
        with gone as (
            delete from jobs.job using unnest($1, $2) as done (done_id, done_lease)
            where id = done_id and lease_id = done_lease returning job.*),
        kept as ({Keep} 1, last_error from gone where $3)
        select id, lease_id from gone
        """;

    /// <summary>$1 id, $2 lease, $3 error: a running job becomes a dead letter, or cancelled where that was asked.</summary>
    public static readonly string Bury =
        $"""
        with gone as (delete from jobs.job where id = $1 and lease_id = $2 returning *),
        told as ({Tell("coalesce($3, last_error)")})
        {Keep} case when cancel_requested then 3 else 2 end, coalesce($3, last_error) from gone
        """;

    /// <summary>$1 id, $2 lease: a running job whose cancellation was asked for is cancelled.</summary>
    public const string CancelRunning =
        $"""
        with gone as (delete from jobs.job where id = $1 and lease_id = $2 and cancel_requested returning *)
        {Keep} 3, last_error from gone
        """;
}
