using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CommerceOS.Data.Objects;

/// <summary>Compares the configured master keys with those that the database's workspaces are encrypted under.</summary>
internal sealed class MasterKeyCheck(NpgsqlDataSource dataSource, IOptions<MasterKeyOptions> options, TimeProvider time)
{
    /// <summary>Remembers the current key when it is new here.</summary>
    /// <exception cref="MasterKeyException">A key is another than the one of that name, or one that is still needed is missing.</exception>
    public async Task VerifyAsync(CancellationToken cancellationToken)
    {
        var keys = options.Value;
        await using var remember = dataSource.CreateCommand("insert into identity.master_keys (id, check_value, last_used_at) values ($1, $2, $3) on conflict (id) do nothing");
        remember.Parameters.AddRange((NpgsqlParameter[])[new() { Value = keys.CurrentId }, new() { Value = CheckValue(keys, keys.CurrentId) }, new() { Value = time.GetUtcNow() }]);
        await remember.ExecuteNonQueryAsync(cancellationToken);

        await using var command = dataSource.CreateCommand("select id, check_value, released_at is null from identity.master_keys order by id");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (id, check, needed) = (reader.GetString(0), reader.GetFieldValue<byte[]>(1), reader.GetBoolean(2));
            if (!keys.Keys.ContainsKey(id))
            {
                if (needed) throw new MasterKeyException($"The master key '{id}' still wraps keys of workspaces, so it has to be configured: expected Encryption:RetiredKeys:{id}, got nothing. The workers say when it is not needed any more.");
            }
            else if (!CryptographicOperations.FixedTimeEquals(CheckValue(keys, id), check))
            {
                throw new MasterKeyException($"The master key named '{id}' is not the one of that name under which this database's workspaces are encrypted. Expected that key; a new key gets a new Encryption:MasterKeyId, and the old one stays as Encryption:RetiredKeys:{id}.");
            }
        }
    }

    private static byte[] CheckValue(MasterKeyOptions keys, string id) => HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.Secret(id), 32, info: "commerceos/master-key-check/1"u8.ToArray());
}

/// <summary>The configured master keys cannot open what this database's workspaces stored. The message names keys and settings, never values.</summary>
public sealed class MasterKeyException(string message) : Exception(message);
