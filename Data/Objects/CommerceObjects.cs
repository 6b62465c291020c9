using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceOS.Data.Objects;

/// <summary>Registers the object store of a service from its configuration.</summary>
public static class CommerceObjects
{
    /// <summary>
    /// The connection string <c>media</c> is a folder (<c>file:///path</c>) or an Azure Blob container. <c>Encryption:MasterKey</c> is base64 of 32
    /// random bytes; <c>Encryption:MasterKeyId</c> names it (default <c>main</c>), and <c>Encryption:RetiredKeys:NAME</c> holds earlier ones until
    /// <see cref="MasterKeyRotation"/> has wrapped every key anew. Wrong keys stop the start. How to rotate: docs/upkeep.md.
    /// </summary>
    public static IServiceCollection AddWorkspaceObjects(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IDataKeyStore, WorkspaceKeyStore>();
        services.AddSingleton<MasterKeyCheck>().AddHostedService<MasterKeyCheckAtStart>().AddSingleton<MasterKeyRotation>();
        return services.AddWorkspaceObjects(
            storage =>
            {
                var media = configuration.GetConnectionString("media");
                if (media?.StartsWith("file:", StringComparison.Ordinal) == true) storage.Folder = new Uri(media).LocalPath;
                else storage.ConnectionString = media;
            },
            keys =>
            {
                keys.CurrentId = configuration["Encryption:MasterKeyId"] ?? "main";
                foreach (var retired in configuration.GetSection("Encryption:RetiredKeys").GetChildren()) keys.Keys[retired.Key] = retired.Value ?? "";
                keys.Keys[keys.CurrentId] = configuration["Encryption:MasterKey"] ?? "";
            });
    }

    /// <summary>The whole object; null when there is none. For what fits into memory: photos and pictures.</summary>
    public static async Task<byte[]?> ReadAllAsync(this WorkspaceObjects objects, Guid workspaceId, string key, CancellationToken cancellationToken)
    {
        await using var stream = await objects.OpenReadAsync(workspaceId, key, range: null, cancellationToken);
        if (stream is null) return null;
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, cancellationToken);
        return content.ToArray();
    }
}
