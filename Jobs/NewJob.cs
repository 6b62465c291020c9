using System.Text.Json;

namespace CommerceOS.Jobs;

/// <summary>A job to enqueue. Keep payloads to ids and small facts: they are stored as they are and shown to operators.</summary>
public sealed record NewJob
{
    /// <summary>Which handler runs it; 1 to 200 characters, e.g. <c>publishing.publish</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>A JSON value for the handler. Default: an empty object.</summary>
    public string Payload { get; init; } = "{}";

    /// <summary>Smaller numbers run first. Default 0; range -32768 to 32767. Use negative numbers for work that a person waits for.</summary>
    public short Priority { get; init; }

    /// <summary>The earliest moment to run; null (default) is at once. A future job starts at most one poll interval late.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>
    /// While an unfinished job of this kind has this key, enqueuing returns that job and adds none. A running job is unfinished:
    /// a handler that must see a change made while it runs needs another key, or none. Default null; at most 500 characters.
    /// </summary>
    public string? UniqueKey { get; init; }

    /// <summary>Jobs with this key, of any kind, share <see cref="ConcurrencyLimit"/> across all workers. Default null; at most 500 characters.</summary>
    public string? ConcurrencyKey { get; init; }

    /// <summary>How many jobs with the same <see cref="ConcurrencyKey"/> run at once; 1 (default) to 1000. State the same limit for the same key.</summary>
    public int ConcurrencyLimit { get; init; } = 1;

    /// <summary>Attempts before the job becomes a dead letter; 1 to 1000, default 10. Snoozes and shutdowns spend none.</summary>
    public int MaxAttempts { get; init; } = 10;

    /// <summary>A label to list and erase by; the queue gives it no meaning. Default null; at most 200 characters.</summary>
    public string? Tenant { get; init; }

    /// <summary>
    /// Kind of the job that is enqueued when this one becomes a dead letter, in the same statement, with a <see cref="DeadJob"/> as its payload:
    /// discarded, failed in its last attempt, or killed in it. Its handler ends whatever the dead job was to finish, and may run more than
    /// once. Default null: nobody is told; at most 200 characters.
    /// </summary>
    public string? OnDead { get; init; }

    /// <summary>A job whose payload is <paramref name="payload"/> as JSON with camel-case names; <see cref="JobContext.ReadPayload{T}"/> reads it back.</summary>
    public static NewJob For<T>(string kind, T payload) => new() { Kind = kind, Payload = JsonSerializer.Serialize(payload, JsonSerializerOptions.Web) };

    /// <exception cref="ArgumentException">A property is outside its documented range; the message names it.</exception>
    internal void Validate()
    {
        Require(Kind is { Length: >= 1 and <= 200 }, nameof(Kind), "1 to 200 characters");
        Require(UniqueKey is null or { Length: >= 1 and <= 500 }, nameof(UniqueKey), "null or 1 to 500 characters");
        Require(ConcurrencyKey is null or { Length: >= 1 and <= 500 }, nameof(ConcurrencyKey), "null or 1 to 500 characters");
        Require(ConcurrencyLimit is >= 1 and <= 1000, nameof(ConcurrencyLimit), "1 to 1000");
        Require(MaxAttempts is >= 1 and <= 1000, nameof(MaxAttempts), "1 to 1000");
        Require(OnDead is null or { Length: >= 1 and <= 200 }, nameof(OnDead), "null or 1 to 200 characters");
        Require(Tenant is null or { Length: >= 1 and <= 200 }, nameof(Tenant), "null or 1 to 200 characters");

        static void Require(bool valid, string property, string expected)
        {
            if (!valid) throw new ArgumentException($"{nameof(NewJob)}.{property} has to be {expected}", property);
        }
    }
}

/// <summary>What enqueuing did: the job's id, and whether it is new or an unfinished one with the same unique key.</summary>
public readonly record struct EnqueuedJob(JobId Id, bool IsNew);
