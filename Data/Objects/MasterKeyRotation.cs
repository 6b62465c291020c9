using System.Security.Cryptography;
using System.Xml.Linq;
using CommerceOS.Data.Schema;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CommerceOS.Data.Objects;

/// <summary>
/// Brings everything that a retired master key wraps under the current one: the workspaces' keys and the key ring of data protection. What
/// they encrypt is not touched, so it takes a row for each workspace, and everything can be read throughout. It can stop anywhere.
/// </summary>
public sealed partial class MasterKeyRotation(NpgsqlDataSource dataSource, DataKeys dataKeys, IOptions<MasterKeyOptions> options, TimeProvider time, ILogger<MasterKeyRotation> logger)
{
    /// <summary>Whether there is, or may be, anything under another key than the current one.</summary>
    public async Task<bool> IsNeededAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select exists (select from identity.master_keys where id <> $1 and released_at is null)");
        command.Parameters.Add(new() { Value = options.Value.CurrentId });
        return options.Value.Keys.Count > 1 || (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Goes over the workspaces, all there are. Retired keys are released when none of them wraps anything any more.</summary>
    /// <returns>How many workspaces' keys were wrapped anew.</returns>
    public async Task<int> RunAsync(IAsyncEnumerable<Guid> workspaces, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        int rewrapped = 0, unreadable = 0;
        await foreach (var workspace in workspaces.WithCancellation(cancellationToken))
        {
            try
            {
                if (await dataKeys.RewrapAsync(workspace, cancellationToken)) rewrapped++;
            }
            catch (CryptographicException exception)
            {
                // One that is damaged must not keep the others under the old key; it keeps the old key needed.
                unreadable++;
                Log.Unreadable(logger, exception, workspace);
            }
        }
        await ResealKeyRingAsync(cancellationToken);
        // Whatever was wrapped since the start by a process with the old setting may have been missed: the next round releases.
        if (unreadable == 0) await ReleaseAsync(started, cancellationToken);
        if (rewrapped > 0) Log.Rewrapped(logger, rewrapped, options.Value.CurrentId);
        return rewrapped;
    }

    private async Task ResealKeyRingAsync(CancellationToken cancellationToken)
    {
        var keys = new List<(Guid Id, string Xml)>();
        await using (var command = dataSource.CreateCommand("select id, xml from identity.data_protection_keys"))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken)) keys.Add((reader.GetGuid(0), reader.GetString(1)));
        }
        foreach (var (id, xml) in keys)
        {
            var key = XElement.Parse(xml);
            var old = key.Descendants("sealed").Where(element => SealedXml.IsOld(element, options.Value)).ToList();
            if (old.Count == 0) continue;
            foreach (var element in old) element.ReplaceWith(SealedXml.Seal(SealedXml.Open(element, options.Value), options.Value));
            await using var update = dataSource.CreateCommand("update identity.data_protection_keys set xml = $2 where id = $1 and xml = $3");
            update.Parameters.AddRange((NpgsqlParameter[])[new() { Value = id }, new() { Value = key.ToString(SaveOptions.DisableFormatting) }, new() { Value = xml }]);
            await update.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task ReleaseAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("update identity.master_keys set released_at = $2 where id <> $1 and released_at is null and last_used_at < $3 returning id");
        command.Parameters.AddRange((NpgsqlParameter[])[new() { Value = options.Value.CurrentId }, new() { Value = time.GetUtcNow() }, new() { Value = before }]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) Log.Released(logger, reader.GetString(0));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The keys of {Count} workspaces are now wrapped by the master key {Id}")]
        public static partial void Rewrapped(ILogger logger, int count, string id);

        [LoggerMessage(LogLevel.Information, "The master key {Id} wraps nothing any more: take Encryption:RetiredKeys:{Id} out of the configuration")]
        public static partial void Released(ILogger logger, string id);

        [LoggerMessage(LogLevel.Error, "The key of workspace {Workspace} cannot be unwrapped: it stays as it is")]
        public static partial void Unreadable(ILogger logger, Exception exception, Guid workspace);
    }
}
