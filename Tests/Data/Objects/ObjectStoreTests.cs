using System.Security.Cryptography;
using CommerceOS.Data.Objects;
using CommerceOS.Tests.Harness;
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
        return new AzureBlobObjectStore(location, location.Container!, TimeProvider.System);
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
