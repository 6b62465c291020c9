namespace CommerceOS.Jobs.Schema;

/// <summary>The SQL that creates what the queue stores. The application's own migrations run it; this library never changes a schema.</summary>
public static class JobSchema
{
    /// <summary>Number of the newest schema that this build understands.</summary>
    public const int Version = 2;

    /// <summary>Creates the schema <c>jobs</c> of version 1. Fails when the schema exists: run it once, from a migration, and the upgrades after it.</summary>
    public static string CreateSql { get; } = Read("jobs-v1.sql");

    /// <summary>Brings version 1 to version 2: jobs can name who is told of their death (<see cref="NewJob.OnDead"/>).</summary>
    public static string UpgradeToVersion2Sql { get; } = Read("jobs-v2.sql");

    /// <summary>Removes the schema and every job in it.</summary>
    public const string DropSql = "drop schema jobs cascade;";

    private static string Read(string name)
    {
        using var stream = typeof(JobSchema).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the resource {name} is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
