using Microsoft.Extensions.Options;

namespace CommerceOS.Data.Objects;

/// <summary>The keys that wrap the workspaces' keys. Checked when the host starts. Keep them in a vault, apart from the database and its backups.</summary>
public sealed class MasterKeyOptions
{
    /// <summary>Name of the key that wraps new workspaces' keys; 1 to 50 characters. Required.</summary>
    public string CurrentId { get; set; } = "";

    /// <summary>Keys by name: base64 of 32 random bytes. A retired one stays here as long as it wraps a key. Required.</summary>
    public Dictionary<string, string> Keys { get; set; } = [];

    /// <summary>
    /// How long an unwrapped key stays in a process's memory. Default 5 min; range 0 (not at all) to 1 h. After an erasure other processes
    /// can read the workspace's objects for this long.
    /// </summary>
    public TimeSpan CacheFor { get; set; } = TimeSpan.FromMinutes(5);

    internal byte[] Secret(string id) => Keys.TryGetValue(id, out var text)
        ? Convert.FromBase64String(text)
        : throw new InvalidOperationException($"the master key '{id}' is not configured, but wraps the key of a workspace");

    internal sealed class Validation : IValidateOptions<MasterKeyOptions>
    {
        public ValidateOptionsResult Validate(string? name, MasterKeyOptions options)
        {
            // Messages name keys, never their values.
            List<string> failures = [];
            if (options.CurrentId.Length is 0 or > 50) failures.Add($"{nameof(MasterKeyOptions)}.{nameof(CurrentId)} has to have 1 to 50 characters");
            if (!options.Keys.ContainsKey(options.CurrentId)) failures.Add($"{nameof(MasterKeyOptions)}.{nameof(Keys)} has no key named '{options.CurrentId}'");
            foreach (var (id, text) in options.Keys)
            {
                var secret = new byte[DataKey.SizeBytes + 3];
                if (!Convert.TryFromBase64String(text, secret, out var size) || size != DataKey.SizeBytes) failures.Add($"{nameof(MasterKeyOptions)}.{nameof(Keys)}['{id}'] has to be base64 of {DataKey.SizeBytes} bytes");
            }

            if (options.CacheFor < TimeSpan.Zero || options.CacheFor > TimeSpan.FromHours(1)) failures.Add($"{nameof(MasterKeyOptions)}.{nameof(CacheFor)} has to be from 0 to 1 h, but is {options.CacheFor}");
            return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
        }
    }
}
