using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CommerceOS.Data.Objects;

public static class ObjectsRegistration
{
    /// <summary>
    /// Adds <see cref="WorkspaceObjects"/>, <see cref="DataKeys"/> and the <see cref="IObjectStore"/> that the options name. Expects an
    /// <see cref="IDataKeyStore"/> that is a singleton among the services. A <see cref="TokenCredential"/> among them is used for Entra ID.
    /// A blob container that is missing is made when the host starts.
    /// </summary>
    public static IServiceCollection AddWorkspaceObjects(this IServiceCollection services, Action<ObjectStorageOptions> storage, Action<MasterKeyOptions> masterKeys)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<ObjectStorageOptions>().Configure(storage).ValidateOnStart();
        services.AddOptions<MasterKeyOptions>().Configure(masterKeys).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ObjectStorageOptions>, ObjectStorageOptions.Validation>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MasterKeyOptions>, MasterKeyOptions.Validation>());
        services.TryAddSingleton(CreateStore);
        services.TryAddSingleton<DataKeys>();
        services.TryAddSingleton<WorkspaceObjects>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, BlobContainerAtStart>());
        return services;
    }

    private static IObjectStore CreateStore(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<ObjectStorageOptions>>().Value;
        var time = services.GetRequiredService<TimeProvider>();
        if (!string.IsNullOrEmpty(options.Folder)) return new FileObjectStore(options.Folder, time);

        var location = AzureBlobLocation.Parse(options.ConnectionString!);
        var container = location.Container ?? options.Container;
        return location.AccountKey is null
            ? new AzureBlobObjectStore(location, container, services.GetService<TokenCredential>() ?? new DefaultAzureCredential())
            : new AzureBlobObjectStore(location, container, time);
    }
}
