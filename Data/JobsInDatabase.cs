using CommerceOS.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace CommerceOS.Data;

/// <summary>Where changes and jobs meet in one transaction.</summary>
public static class JobsInDatabase
{
    /// <summary>Enqueues in the transaction that is open on <paramref name="database"/>: the change and its job commit together.</summary>
    public static Task<EnqueuedJob> EnqueueInAsync(this JobQueue jobs, CommerceDbContext database, NewJob job, CancellationToken cancellationToken)
    {
        var (connection, transaction) = Current(database);
        return jobs.EnqueueAsync(job, connection, transaction, cancellationToken);
    }

    /// <summary>
    /// Saves the tracked changes, marks the job done in the open transaction and commits. Throws <see cref="JobLeaseLostException"/> and
    /// leaves everything as it was when another worker has the job by now.
    /// </summary>
    public static async Task CompleteInAsync(this JobContext job, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var (connection, transaction) = Current(database);
        await database.SaveChangesAsync(cancellationToken);
        await job.CompleteAsync(connection, transaction, cancellationToken);
        await database.Database.CommitTransactionAsync(cancellationToken);
    }

    private static (NpgsqlConnection Connection, NpgsqlTransaction Transaction) Current(CommerceDbContext database)
    {
        var transaction = database.Database.CurrentTransaction ?? throw new InvalidOperationException("Open a transaction first: a job and its change commit together or not at all.");
        return ((NpgsqlConnection)database.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction());
    }
}
