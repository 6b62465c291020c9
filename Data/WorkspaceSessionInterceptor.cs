using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace CommerceOS.Data;

/// <summary>Every connection that EF opens enters the scope's workspace; see <see cref="WorkspaceSession"/>.</summary>
internal sealed class WorkspaceSessionInterceptor(WorkspaceScope scope) : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        WorkspaceSession.Enter((NpgsqlConnection)connection, scope.Current?.Value);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default) =>
        WorkspaceSession.EnterAsync((NpgsqlConnection)connection, scope.Current?.Value, cancellationToken);
}
