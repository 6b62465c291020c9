using System.Security.Cryptography;
using CommerceOS.Data.Objects;
using CommerceOS.Tests.Harness;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Data.Objects;

public sealed class FileObjectStoreTests : ObjectStoreSuite
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("commerceos-objects-");

    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(new FileObjectStore(folder.FullName, TimeProvider.System));

    [Fact]
    public void What_dead_writers_left_is_deleted_after_a_day_and_what_live_ones_write_is_not()
    {
        var left = Path.Combine(folder.FullName, ".unfinished", "left");
        var young = Path.Combine(folder.FullName, ".unfinished", "young");
        File.WriteAllText(left, "");
        File.WriteAllText(young, "");
        File.SetLastWriteTimeUtc(left, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-25));

        _ = new FileObjectStore(folder.FullName, TimeProvider.System);

        File.Exists(left).ShouldBeFalse();
        File.Exists(young).ShouldBeTrue();
    }

    public override ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return base.DisposeAsync();
    }
}

public sealed class AzureBlobObjectStoreTests(AzuriteServer azurite) : ObjectStoreSuite
{
    protected override async Task<IObjectStore> CreateAsync()
    {
        var location = AzureBlobLocation.Parse(await azurite.CreateContainerAsync(Cancelled));
        // So small that every list of the suite goes over several pages.
        return new AzureBlobObjectStore(location, location.Container!, TimeProvider.System) { ListPageSize = 2 };
    }

    [Fact]
    public async Task The_container_is_made_when_the_host_starts_and_starting_again_is_harmless()
    {
        var connectionString = await azurite.NewContainerAsync(Cancelled);
        var location = AzureBlobLocation.Parse(connectionString);
        var store = new AzureBlobObjectStore(location, location.Container!, TimeProvider.System);
        (await Should.ThrowAsync<Azure.RequestFailedException>(() => store.PutAsync(ObjectKey.Parse("a"), new MemoryStream([1]), Cancelled))).ErrorCode.ShouldBe("ContainerNotFound");

        for (var start = 0; start < 2; start++)
        {
            var host = Host.CreateEmptyApplicationBuilder(null);
            host.Services.AddWorkspaceObjects(storage => storage.ConnectionString = connectionString, keys => (keys.CurrentId, keys.Keys) = ("a", new() { ["a"] = Convert.ToBase64String(new byte[32]) }));
            using var started = host.Build();
            await started.StartAsync(Cancelled);
            await store.PutAsync(ObjectKey.Parse("a"), new MemoryStream([1]), Cancelled);
            await started.StopAsync(Cancelled);
        }

        (await store.FindAsync(ObjectKey.Parse("a"), Cancelled)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_host_that_may_not_open_its_container_does_not_start()
    {
        var connectionString = (await azurite.NewContainerAsync(Cancelled)).Replace("AccountKey=", "AccountKey=AAAA", StringComparison.Ordinal);
        var host = Host.CreateEmptyApplicationBuilder(null);
        host.Services.AddWorkspaceObjects(storage => storage.ConnectionString = connectionString, keys => (keys.CurrentId, keys.Keys) = ("a", new() { ["a"] = Convert.ToBase64String(new byte[32]) }));
        using var wrong = host.Build();

        (await Should.ThrowAsync<Azure.RequestFailedException>(() => wrong.StartAsync(Cancelled))).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_wrong_account_key_is_refused_not_taken_for_a_missing_object()
    {
        var location = AzureBlobLocation.Parse(await azurite.CreateContainerAsync(Cancelled)) with { AccountKey = new byte[32] };
        var store = new AzureBlobObjectStore(location, location.Container!, TimeProvider.System);
        (await Should.ThrowAsync<Azure.RequestFailedException>(() => store.FindAsync(ObjectKey.Parse("a"), Cancelled))).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_missing_container_is_an_error_when_storing()
    {
        var location = AzureBlobLocation.Parse(await azurite.CreateContainerAsync(Cancelled));
        var store = new AzureBlobObjectStore(location, "never-made", TimeProvider.System);
        (await Should.ThrowAsync<Azure.RequestFailedException>(() => store.PutAsync(ObjectKey.Parse("a"), new MemoryStream([1]), Cancelled))).ErrorCode.ShouldBe("ContainerNotFound");
    }
}

public sealed class EncryptedFileObjectStoreTests : ObjectStoreSuite
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("commerceos-objects-");

    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(new EncryptedObjectStore(
        new FileObjectStore(folder.FullName, TimeProvider.System), new DataKey(Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(32))));

    public override ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return base.DisposeAsync();
    }
}

public sealed class EncryptedBlobObjectStoreTests(AzuriteServer azurite) : ObjectStoreSuite
{
    protected override async Task<IObjectStore> CreateAsync()
    {
        var location = AzureBlobLocation.Parse(await azurite.CreateContainerAsync(Cancelled));
        return new EncryptedObjectStore(new AzureBlobObjectStore(location, location.Container!, TimeProvider.System), new DataKey(Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(32)));
    }
}
