namespace CommerceOS.Data.Schema;

/// <summary>
/// The second wall behind EF's query filters: a row of a content table is visible and writable only while the session names its
/// workspace. Forced, so it binds the tables' owner too; without a workspace nothing is visible.
/// </summary>
internal static class RowLevelSecurity
{
    public static string Sql(params string[] tables) => string.Concat(tables.Select(table => $"""
        alter table commerce.{table} enable row level security;
        alter table commerce.{table} force row level security;
        create policy tenant on commerce.{table} using (workspace_id = nullif(current_setting('commerceos.workspace', true), '')::uuid);

        """));
}
