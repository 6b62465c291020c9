using System.Runtime.CompilerServices;
using CommerceOS.Data;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Privacy;

/// <summary>The ids of all workspaces, for upkeep that goes over each of them. Content stays behind its walls: only ids are read.</summary>
internal static class WorkspaceIds
{
    private const int Batch = 500;

    public static async IAsyncEnumerable<Guid> ReadAllAsync(CommerceDbContext database, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = Guid.Empty;
        while (true)
        {
            var from = after;
            var batch = await database.Database.SqlQuery<Guid>($"select id as \"Value\" from identity.workspaces where id > {from} order by id limit {Batch}").ToListAsync(cancellationToken);
            if (batch.Count == 0) yield break;
            foreach (var id in batch) yield return id;
            after = batch[^1];
        }
    }
}
