namespace CommerceOS.Data.Objects;

/// <summary>
/// Where a blob container is. Read from a connection string in any of the forms that Azure and Aspire hand out:
/// <c>DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…;EndpointSuffix=core.windows.net</c>, the same with <c>BlobEndpoint=…</c>
/// (the emulator), <c>Endpoint=https://….blob.core.windows.net/</c>, or that address alone. <c>ContainerName=…</c> may follow.
/// </summary>
public sealed record AzureBlobLocation(Uri Endpoint, string Account, byte[]? AccountKey, string? Container)
{
    /// <exception cref="FormatException">The text is none of the forms. The message never repeats it: it may hold the account's key.</exception>
    public static AzureBlobLocation Parse(string connectionString)
    {
        if (Uri.TryCreate(connectionString, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return new(address, AccountOf(address), AccountKey: null, Container: null);

        var settings = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var endpoint = (settings.GetValueOrDefault("BlobEndpoint") ?? settings.GetValueOrDefault("Endpoint"), settings.GetValueOrDefault("AccountName")) switch
        {
            ({ } given, _) when Uri.TryCreate(given, UriKind.Absolute, out var parsed) => parsed,
            (null, { } name) => new Uri($"{settings.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{name}.blob.{settings.GetValueOrDefault("EndpointSuffix", "core.windows.net")}/"),
            _ => throw new FormatException("a blob connection string has BlobEndpoint, Endpoint or AccountName"),
        };
        var key = settings.TryGetValue("AccountKey", out var text) ? Decode(text) : null;
        return new(endpoint, settings.GetValueOrDefault("AccountName") ?? AccountOf(endpoint), key, settings.GetValueOrDefault("ContainerName"));
    }

    private static string AccountOf(Uri endpoint) => endpoint.Host.Split('.')[0];

    private static byte[] Decode(string text)
    {
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var size) ? key[..size] : throw new FormatException("the AccountKey of a blob connection string is base64");
    }
}
