using Npgsql;

namespace CommerceOS.Jobs;

/// <summary>
/// Wakes the workers after a commit. A NOTIFY inside a transaction that writes makes such transactions wait for each other's disk
/// writes: with 8 clients on a disk of 260 syncs a second 374 commits a second with it, 3,846 without (November 2026). Those who ring at the same
/// time share one notification, which writes nothing and takes a round trip.
/// </summary>
internal sealed class JobBell(NpgsqlDataSource dataSource)
{
    private readonly Lock gate = new();
    private Task ringing = Task.CompletedTask;
    private Task? next;
    private bool anyParked;

    /// <summary>Ends when a notification that began after this call has been sent. <c>parked</c>: some of the jobs wait for a slot of their key.</summary>
    public Task RingAsync(bool parked)
    {
        lock (gate)
        {
            anyParked |= parked;
            return next ??= AfterAsync(ringing);
        }
    }

    private async Task AfterAsync(Task before)
    {
        await before;
        await Task.Yield();
        bool parked;
        lock (gate)
        {
            (parked, anyParked) = (anyParked, false);
            ringing = next!;
            next = null;
        }

        try
        {
            await using var notify = dataSource.CreateCommand("select pg_notify('jobs', $1)");
            notify.Parameters.Add(new() { Value = parked ? "parked" : "" });
            await notify.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException)
        {
            // The job is stored. Without a bell a worker finds it at its next poll.
        }
    }
}
