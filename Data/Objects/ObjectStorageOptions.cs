using Microsoft.Extensions.Options;

namespace CommerceOS.Data.Objects;

/// <summary>Where objects are kept. Checked when the host starts; exactly one of <see cref="Folder"/> and <see cref="ConnectionString"/> is set.</summary>
public sealed class ObjectStorageOptions
{
    /// <summary>A folder for <see cref="FileObjectStore"/>. Default: none.</summary>
    public string? Folder { get; set; }

    /// <summary>An Azure Blob connection string in one of the forms of <see cref="AzureBlobLocation"/>; without an account key Entra ID is used. Default: none.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The blob container, where the connection string names none. Default <c>media</c>.</summary>
    public string Container { get; set; } = "media";

    internal sealed class Validation : IValidateOptions<ObjectStorageOptions>
    {
        public ValidateOptionsResult Validate(string? name, ObjectStorageOptions options)
        {
            if (string.IsNullOrEmpty(options.Folder) == string.IsNullOrEmpty(options.ConnectionString)) return ValidateOptionsResult.Fail($"{nameof(ObjectStorageOptions)}: set either {nameof(Folder)} or {nameof(ConnectionString)}");
            if (string.IsNullOrEmpty(options.ConnectionString)) return ValidateOptionsResult.Success;
            try
            {
                AzureBlobLocation.Parse(options.ConnectionString);
                return ValidateOptionsResult.Success;
            }
            catch (FormatException exception)
            {
                return ValidateOptionsResult.Fail($"{nameof(ObjectStorageOptions)}.{nameof(ConnectionString)}: {exception.Message}");
            }
        }
    }
}
