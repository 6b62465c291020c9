using Microsoft.Extensions.Hosting;

namespace CommerceOS.Data.Objects;

/// <summary>
/// Makes the blob container where it is missing, before anything is stored in it. A service that may not even see its container does not
/// start: the service's answer says why.
/// </summary>
internal sealed class BlobContainerAtStart(IObjectStore store) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => store is AzureBlobObjectStore blobs ? blobs.CreateContainerAsync(cancellationToken) : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
