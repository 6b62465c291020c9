using System.Text.Json;
using CommerceOS.Jobs.Running;
using Npgsql;

namespace CommerceOS.Jobs;

/// <summary>One run of one job, as its handler sees it.</summary>
public sealed class JobContext
{
    private readonly LeasedJob job;

    internal JobContext(LeasedJob job) => this.job = job;

    public JobId Id => job.Id;

    public string Kind => job.Kind;

    /// <summary>Number of this attempt, from 1.</summary>
    public int Attempt => job.Attempt;

    public int MaxAttempts => job.MaxAttempts;

    /// <summary>Whether a <see cref="JobOutcome.Retry"/> of this run makes the job a dead letter.</summary>
    public bool IsLastAttempt => Attempt >= MaxAttempts;

    /// <summary>The payload as JSON. Formatting and order of names may differ from what was enqueued.</summary>
    public string Payload => job.Payload;

    public string? Tenant => job.Tenant;

    public DateTimeOffset EnqueuedAt => job.CreatedAt;

    /// <summary>Whether <see cref="CompleteAsync"/> ran in this attempt. Whether it was committed only the caller knows.</summary>
    internal bool CompletedInTransaction { get; private set; }

    /// <summary>The payload as <typeparamref name="T"/>, read with camel-case names as <see cref="NewJob.For{T}"/> writes them.</summary>
    /// <exception cref="JsonException">The payload does not fit the type, or is null.</exception>
    public T ReadPayload<T>() => JsonSerializer.Deserialize<T>(job.Payload, JsonSerializerOptions.Web) ?? throw new JsonException($"the payload of a job of kind {Kind} is null");

    /// <summary>
    /// Marks the job done in the caller's transaction, so that its effects and its outcome commit together or not at all.
    /// Call it last before the commit, then return <see cref="JobOutcome.Done"/>.
    /// It locks the job: a worker that takes the lease over meanwhile waits and then finds the job done.
    /// </summary>
    /// <exception cref="JobLeaseLostException">Another worker may run the job now. Roll back: this run must have no effect.</exception>
    public async Task CompleteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        if (!await JobLeases.CompleteInAsync(job, connection, transaction, cancellationToken)) throw new JobLeaseLostException(job.Id);
        CompletedInTransaction = true;
    }
}
