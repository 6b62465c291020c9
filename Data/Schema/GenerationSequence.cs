namespace CommerceOS.Data.Schema;

/// <summary>Each change of a generation gets the next number of one sequence: progress streams continue from the last one seen.</summary>
internal static class GenerationSequence
{
    public const string Sql = """
        create sequence commerce.generation_changes;
        grant usage on sequence commerce.generation_changes to commerceos_app;
        create function commerce.number_generation_change() returns trigger language plpgsql as $$
        begin
          new.sequence := nextval('commerce.generation_changes');
          return new;
        end $$;
        create trigger number_change before insert or update on commerce.generations
          for each row execute function commerce.number_generation_change();
        """;
}
