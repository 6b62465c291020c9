using CommerceOS.Data.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace CommerceOS.Data;

/// <summary>Registers the database for a service.</summary>
public static class CommerceData
{
    /// <summary>
    /// Adds <see cref="CommerceDbContext"/>, its <see cref="WorkspaceScope"/> and one <see cref="NpgsqlDataSource"/> from the connection
    /// string <c>commerceos</c>.
    /// </summary>
    public static IServiceCollection AddCommerceData(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ =>
        {
            var text = configuration.GetConnectionString("commerceos")
                ?? throw new InvalidOperationException("Expected the connection string “commerceos” (environment ConnectionStrings__commerceos); got nothing.");
            var builder = new NpgsqlDataSourceBuilder(text);
            // The label in pg_stat_activity says which service holds a connection.
            builder.ConnectionStringBuilder.ApplicationName ??= configuration["OTEL_SERVICE_NAME"] ?? "commerceos";
            return builder.Build();
        });
        services.AddScoped<WorkspaceScope>();
        services.AddScoped<WorkspaceSessionInterceptor>();
        services.AddDbContext<CommerceDbContext>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>(), Configure)
            .AddInterceptors(provider.GetRequiredService<WorkspaceSessionInterceptor>()));
        return services;
    }

    public static void Configure(NpgsqlDbContextOptionsBuilder options) =>
        options.MigrationsHistoryTable("migrations", Schemas.Identity).MigrationsAssembly(typeof(CommerceDbContext).Assembly.GetName().Name!);
}
