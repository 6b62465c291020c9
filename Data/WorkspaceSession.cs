using Npgsql;

namespace CommerceOS.Data;

/// <summary>
/// Makes a connection work as the role <c>commerceos_app</c>, which row-level security binds even where the server was logged into
/// as a superuser, for one workspace. The pool resets both when the connection goes back.
/// </summary>
internal static class WorkspaceSession
{
    public static async Task EnterAsync(NpgsqlConnection connection, Guid? workspace, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, workspace);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static void Enter(NpgsqlConnection connection, Guid? workspace)
    {
        using var command = Command(connection, workspace);
        command.ExecuteNonQuery();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, Guid? workspace)
    {
        var command = new NpgsqlCommand("select set_config('role', 'commerceos_app', false), set_config('commerceos.workspace', $1, false)", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = workspace?.ToString() ?? "" });
        return command;
    }
}
