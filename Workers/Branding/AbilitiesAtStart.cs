using CommerceOS.Data;
using CommerceOS.Domain.Branding;
using CommerceOS.Studio;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Branding;

/// <summary>Announces what this machine can draw with: the API has no fonts of its own, and a brand is offered only what its pictures can show.</summary>
internal sealed partial class AbilitiesAtStart(IServiceScopeFactory scopes, StudioEngine studio, TimeProvider time, ILogger<AbilitiesAtStart> logger) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Of the machine: two processes and some hundred files of fonts, away from the start of everything else.
        var (fonts, chromium) = await Task.Run(() => (StudioFonts.Installed(), studio.Chromium), stoppingToken);
        Log.Found(logger, fonts.Count, chromium?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none");
        while (!await TryAnnounceAsync([.. fonts], chromium, stoppingToken)) await Task.Delay(Again, time, stoppingToken);
    }

    private async Task<bool> TryAnnounceAsync(List<string> fonts, int? chromium, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CommerceDbContext>();
        try
        {
            // One statement: workers that start together must not trip over each other.
            await database.Database.ExecuteSqlAsync(
                $"""
                insert into studio.abilities (id, fonts, chromium, announced_at) values ({StudioAbilities.OnlyId}, {fonts}, {chromium}, {time.GetUtcNow()})
                on conflict (id) do update set fonts = excluded.fonts, chromium = excluded.chromium, announced_at = excluded.announced_at
                """,
                cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is Npgsql.NpgsqlException or InvalidOperationException && !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, failure); // the database is not there yet, or its schema is older
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Templates: {Fonts} families for brands; Chromium {Chromium}")]
        public static partial void Found(ILogger logger, int fonts, string chromium);

        [LoggerMessage(LogLevel.Debug, "What this machine can draw with could not be announced yet")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
