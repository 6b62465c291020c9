using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace CommerceOS.Data.Schema;

/// <summary>Ready when the database answers and has every migration of this build. Deployments may start a service before its migrations.</summary>
public sealed class DatabaseHealth(CommerceDbContext database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var applied = await database.Database.GetAppliedMigrationsAsync(cancellationToken);
            var missing = database.Database.GetMigrations().Except(applied).ToList();
            return missing.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"waiting for the migration {missing[0]}");
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            return HealthCheckResult.Unhealthy("the database cannot be reached", exception);
        }
    }
}
