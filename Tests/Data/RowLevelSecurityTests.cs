using CommerceOS.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Data;

/// <summary>The second wall: what a query sees that forgot the first one.</summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class RowLevelSecurityTests(CommerceSystem system)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_query_without_the_filter_sees_only_its_own_workspace()
    {
        var (mine, theirs) = (await system.SignUpAsync(), await system.SignUpAsync());
        await AddProductAsync(mine, "MINE");
        await AddProductAsync(theirs, "THEIRS");
        var seen = await system.InDatabaseAsync(mine.Workspace, db => db.Products.IgnoreQueryFilters().Select(p => p.Sku).ToListAsync(Stop));
        seen.ShouldBe(["MINE"]);
    }

    [Fact]
    public async Task A_query_outside_any_workspace_sees_nothing()
    {
        var merchant = await system.SignUpAsync();
        await AddProductAsync(merchant, "HIDDEN");
        (await system.InDatabaseAsync(null, db => db.Products.IgnoreQueryFilters().CountAsync(Stop))).ShouldBe(0);
        (await CountAsync(merchant.Workspace)).ShouldBe(1, "the row is there for its own workspace");
    }

    [Fact]
    public async Task A_row_cannot_be_written_into_another_workspace()
    {
        var (mine, theirs) = (await system.SignUpAsync(), await system.SignUpAsync());
        var exception = await Should.ThrowAsync<DbUpdateException>(() => system.InDatabaseAsync(mine.Workspace, async db =>
        {
            db.Products.Add(new()
            {
                Id = new(Guid.CreateVersion7()), WorkspaceId = new(theirs.Workspace), Sku = "PLANTED", Texts = [new("en", "Planted", "", [])],
                CreatedAt = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch,
            });
            return await db.SaveChangesAsync(Stop);
        }));
        exception.InnerException.ShouldBeOfType<PostgresException>().SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await CountAsync(theirs.Workspace)).ShouldBe(0);
    }

    [Fact]
    public async Task Every_table_of_content_is_behind_the_wall()
    {
        await using var dataSource = NpgsqlDataSource.Create(system.ConnectionString);
        await using var command = dataSource.CreateCommand("select relname from pg_class c join pg_namespace n on n.oid = relnamespace where nspname = 'commerce' and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)");
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var open = new List<string>();
        while (await reader.ReadAsync(Stop)) open.Add(reader.GetString(0));
        open.ShouldBeEmpty();
    }

    private static Task AddProductAsync(Merchant merchant, string sku) =>
        merchant.Client.CreateProductAsync(merchant.Workspace, new(sku, [new("en", sku, "", [])], "", "", null, null, [], ["en"]), Stop);

    private Task<int> CountAsync(Guid workspace) => system.InDatabaseAsync(workspace, db => db.Products.CountAsync(Stop));
}
