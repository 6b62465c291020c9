using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CommerceOS.Data.Schema;

/// <summary>Brings the database to this version. Several at once are safe: one works, the others wait and find nothing to do.</summary>
public static partial class Migrator
{
    /// <returns>An exit code.</returns>
    public static async Task<int> RunAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var logger = scope.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Migrator).FullName!);
        await MigrateAsync(scope.ServiceProvider.GetRequiredService<NpgsqlDataSource>(), CancellationToken.None);
        Log.UpToDate(logger);
        return 0;
    }

    /// <summary>Migrates as the login itself, not as the role that services switch to: that one may not change tables.</summary>
    public static async Task MigrateAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        var options = new DbContextOptionsBuilder<CommerceDbContext>().UseNpgsql(dataSource, CommerceData.Configure).Options;
        await using var database = new CommerceDbContext(options, new WorkspaceScope());
        await database.Database.MigrateAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The database is up to date.")]
        public static partial void UpToDate(ILogger logger);
    }
}
