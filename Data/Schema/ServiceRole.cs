namespace CommerceOS.Data.Schema;

/// <summary>
/// The role that services switch to on each connection. It owns nothing and bypasses nothing, so row-level security binds it
/// even where the login is a superuser, as in a development container.
/// </summary>
internal static class ServiceRole
{
    public const string Sql = """
        do $$
        begin
          if not exists (select from pg_roles where rolname = 'commerceos_app') then
            begin
              create role commerceos_app nologin;
            exception when duplicate_object or unique_violation then null; -- another database of the same server made it just now
            end;
          end if;
          execute format('grant commerceos_app to %I', current_user);
        end $$;
        grant usage on schema identity, commerce, jobs to commerceos_app;
        grant select, insert, update, delete on all tables in schema identity, commerce, jobs to commerceos_app;
        grant usage on all sequences in schema identity, commerce, jobs to commerceos_app;
        grant execute on all functions in schema jobs to commerceos_app;
        alter default privileges in schema identity, commerce, jobs grant select, insert, update, delete on tables to commerceos_app;
        alter default privileges in schema identity, commerce, jobs grant usage on sequences to commerceos_app;
        """;
}
