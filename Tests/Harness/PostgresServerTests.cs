using Npgsql;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Harness;

public sealed class PostgresServerTests(PostgresServer postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Databases_of_equal_name_are_separate_and_empty()
    {
        var first = await postgres.CreateDatabaseAsync("harness", cancellationToken: Cancelled);
        var second = await postgres.CreateDatabaseAsync("harness", cancellationToken: Cancelled);

        await ScalarAsync(first, "create table only_here (id int); select 1");

        (await ScalarAsync(first, "select count(*) from pg_tables where tablename = 'only_here'")).ShouldBe(1L);
        (await ScalarAsync(second, "select count(*) from pg_tables where tablename = 'only_here'")).ShouldBe(0L);
    }

    [Fact]
    public async Task A_server_that_was_stopped_refuses_connections_and_comes_back_with_its_data()
    {
        await using var own = new PostgresServer();
        var database = await own.CreateDatabaseAsync("restart", cancellationToken: Cancelled);
        await ScalarAsync(database, "create table kept as select 42 as answer");

        await own.StopAsync(Cancelled);
        await Should.ThrowAsync<NpgsqlException>(() => ScalarAsync(database, "select 1"));

        await own.StartAsync(Cancelled);
        (await ScalarAsync(database, "select answer from kept")).ShouldBe(42);
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        var database = new NpgsqlConnectionStringBuilder(await postgres.CreateDatabaseAsync("harness", cancellationToken: Cancelled)) { Password = "wrong" };
        (await Should.ThrowAsync<PostgresException>(() => ScalarAsync(database.ConnectionString, "select 1"))).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    private static async Task<object?> ScalarAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancelled);
    }
}
