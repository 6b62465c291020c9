using Npgsql;

namespace CommerceOS.Data.Objects;

/// <summary>The workspaces' wrapped keys in the database, behind row-level security like everything else of theirs.</summary>
internal sealed class WorkspaceKeyStore(NpgsqlDataSource dataSource, TimeProvider time) : IDataKeyStore
{
    public Task<WrappedDataKey?> FindAsync(Guid workspaceId, CancellationToken cancellationToken) => InWorkspaceAsync(
        workspaceId, "select key_id, master_key_id, wrapped_key from commerce.workspace_keys where workspace_id = $1", [], ReadAsync, cancellationToken);

    public async Task<WrappedDataKey> InsertIfAbsentAsync(WrappedDataKey key, CancellationToken cancellationToken)
    {
        // A process that was not told of a new master key yet uses the old one: then that one is needed again.
        // A workspace that is gone gets no key: a late write must not make its objects readable again.
        await InWorkspaceAsync<object?>(
            key.WorkspaceId,
            """
            with made as (
                insert into commerce.workspace_keys (workspace_id, key_id, master_key_id, wrapped_key, created_at)
                select $1, $2, $3, $4, $5 where exists (select from identity.workspaces where id = $1)
                on conflict do nothing returning master_key_id, created_at)
            update identity.master_keys set last_used_at = made.created_at, released_at = null from made where id = made.master_key_id
            """,
            [
                new NpgsqlParameter<Guid> { TypedValue = key.KeyId }, new NpgsqlParameter<string> { TypedValue = key.MasterKeyId },
                new NpgsqlParameter<byte[]> { TypedValue = key.Wrapped }, new NpgsqlParameter<DateTimeOffset> { TypedValue = time.GetUtcNow() },
            ],
            async (command, _) =>
            {
                await command.ExecuteNonQueryAsync(cancellationToken);
                return null;
            },
            cancellationToken);
        return await FindAsync(key.WorkspaceId, cancellationToken) ?? throw new InvalidOperationException($"Workspace {key.WorkspaceId} does not exist, so it can have no key.");
    }

    public Task<bool> ReplaceAsync(WrappedDataKey read, WrappedDataKey anew, CancellationToken cancellationToken) => InWorkspaceAsync(
        read.WorkspaceId,
        // As above: while a change of the master key is being deployed, a worker with the old setting may wrap keys under the old one again.
        """
        with replaced as (
            update commerce.workspace_keys set master_key_id = $2, wrapped_key = $3 where workspace_id = $1 and key_id = $4 and wrapped_key = $5
            returning master_key_id),
        used as (update identity.master_keys set last_used_at = $6, released_at = null from replaced where id = replaced.master_key_id)
        select count(*) from replaced
        """,
        [
            new NpgsqlParameter<string> { TypedValue = anew.MasterKeyId }, new NpgsqlParameter<byte[]> { TypedValue = anew.Wrapped },
            new NpgsqlParameter<Guid> { TypedValue = read.KeyId }, new NpgsqlParameter<byte[]> { TypedValue = read.Wrapped },
            new NpgsqlParameter<DateTimeOffset> { TypedValue = time.GetUtcNow() },
        ],
        async (command, _) => (long)(await command.ExecuteScalarAsync(cancellationToken))! == 1,
        cancellationToken);

    public Task DeleteAsync(Guid workspaceId, CancellationToken cancellationToken) => InWorkspaceAsync<object?>(
        workspaceId, "delete from commerce.workspace_keys where workspace_id = $1", [],
        async (command, _) =>
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
            return null;
        },
        cancellationToken);

    private static async Task<WrappedDataKey?> ReadAsync(NpgsqlCommand command, Guid workspaceId)
    {
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? new(workspaceId, reader.GetGuid(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2)) : null;
    }

    private async Task<T> InWorkspaceAsync<T>(
        Guid workspaceId, string sql, NpgsqlParameter[] parameters, Func<NpgsqlCommand, Guid, Task<T>> run, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await WorkspaceSession.EnterAsync(connection, workspaceId, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = workspaceId });
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return await run(command, workspaceId);
    }
}
