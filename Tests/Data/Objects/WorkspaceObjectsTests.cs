using System.Collections.Concurrent;
using System.Security.Cryptography;
using CommerceOS.Data.Objects;
using CommerceOS.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Data.Objects;

public sealed class WorkspaceObjectsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("commerceos-objects-");
    private readonly FakeClock clock = new();
    private readonly KeyStoreInMemory keyStore = new();
    private readonly MasterKeyOptions masterKeys = new() { CurrentId = "2026", Keys = { ["2026"] = NewKey() } };
    private readonly Guid workspace = Guid.CreateVersion7();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Size_and_hash_are_those_of_the_content()
    {
        var objects = Create();
        var content = RandomNumberGenerator.GetBytes(100_000);
        var put = await objects.PutAsync(workspace, "photos/1.jpg", new MemoryStream(content), Cancelled);

        put.SizeBytes.ShouldBe(100_000);
        put.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(content)));
        (await ReadAsync(objects, workspace, "photos/1.jpg")).ShouldBe(content);
        (await objects.FindAsync(workspace, "photos/1.jpg", Cancelled)).ShouldNotBeNull().ShouldSatisfyAllConditions(o => o.SizeBytes.ShouldBe(100_000), o => o.Key.Value.ShouldBe("photos/1.jpg"));
    }

    [Fact]
    public async Task Workspaces_share_nothing()
    {
        var objects = Create();
        var other = Guid.CreateVersion7();
        await objects.PutAsync(workspace, "a", new MemoryStream([1]), Cancelled);
        (await objects.OpenReadAsync(other, "a", range: null, Cancelled)).ShouldBeNull();

        await objects.PutAsync(other, "a", new MemoryStream([2]), Cancelled);
        (await ReadAsync(objects, workspace, "a")).ShouldBe([1]);
        (await objects.ListAsync(other, "", Cancelled).Select(stored => stored.Key.Value).ToListAsync(Cancelled)).ShouldBe(["a"]);

        // Even whoever can write the store cannot make one workspace read another's bytes.
        var store = new FileObjectStore(folder.FullName, clock);
        await using (var stolen = await store.OpenReadAsync(ObjectKey.Parse($"workspaces/{other:N}/a"), range: null, Cancelled)) await store.PutAsync(ObjectKey.Parse($"workspaces/{workspace:N}/a"), stolen!, Cancelled);
        await Should.ThrowAsync<ObjectUnreadableException>(() => ReadAsync(objects, workspace, "a"));
    }

    [Theory]
    [InlineData("../other/a")]
    [InlineData("")]
    [InlineData("A")]
    public async Task A_bad_key_is_refused_before_anything_is_stored(string key)
    {
        var objects = Create();
        await Should.ThrowAsync<ArgumentException>(() => objects.PutAsync(workspace, key, new MemoryStream(), Cancelled));
        await Should.ThrowAsync<ArgumentException>(() => objects.OpenReadAsync(workspace, key, range: null, Cancelled));
        keyStore.Keys.ShouldBeEmpty();
    }

    [Fact]
    public async Task Destroying_the_key_makes_copies_unreadable_too()
    {
        var objects = Create();
        var store = new FileObjectStore(folder.FullName, clock);
        await objects.PutAsync(workspace, "a", new MemoryStream([1, 2, 3]), Cancelled);
        var name = ObjectKey.Parse($"workspaces/{workspace:N}/a");
        using var backup = new MemoryStream();
        await using (var raw = await store.OpenReadAsync(name, range: null, Cancelled)) await raw!.CopyToAsync(backup, Cancelled);

        (await objects.EraseAsync(workspace, Cancelled)).ShouldBe(1);
        (await objects.OpenReadAsync(workspace, "a", range: null, Cancelled)).ShouldBeNull();

        backup.Position = 0;
        await store.PutAsync(name, backup, Cancelled);
        (await Should.ThrowAsync<ObjectUnreadableException>(() => objects.OpenReadAsync(workspace, "a", range: null, Cancelled))).Reason.ShouldBe(UnreadableReason.KeyDestroyed);

        // A new key of the same workspace does not bring it back.
        await objects.PutAsync(workspace, "b", new MemoryStream([4]), Cancelled);
        (await Should.ThrowAsync<ObjectUnreadableException>(() => objects.OpenReadAsync(workspace, "a", range: null, Cancelled))).Reason.ShouldBe(UnreadableReason.KeyDestroyed);
    }

    [Fact]
    public async Task Another_process_forgets_a_destroyed_key_when_its_cache_expires()
    {
        var (here, there) = (Create(), Create());
        await here.PutAsync(workspace, "a", new MemoryStream([1]), Cancelled);
        (await ReadAsync(there, workspace, "a")).ShouldBe([1]);
        await keyStore.DeleteAsync(workspace, Cancelled);

        clock.Advance(masterKeys.CacheFor - TimeSpan.FromSeconds(1));
        (await ReadAsync(there, workspace, "a")).ShouldBe([1]);
        clock.Advance(TimeSpan.FromSeconds(1));
        (await Should.ThrowAsync<ObjectUnreadableException>(() => ReadAsync(there, workspace, "a"))).Reason.ShouldBe(UnreadableReason.KeyDestroyed);
    }

    [Fact]
    public async Task A_cached_key_is_not_asked_for_again()
    {
        var objects = Create();
        for (var put = 0; put < 5; put++) await objects.PutAsync(workspace, "a", new MemoryStream([1]), Cancelled);
        keyStore.Finds.ShouldBe(1);
    }

    [Fact]
    public async Task Two_processes_that_store_a_workspace_s_first_object_use_one_key()
    {
        var (here, there) = (Create(), Create());
        await Task.WhenAll(here.PutAsync(workspace, "a", new MemoryStream([1]), Cancelled), there.PutAsync(workspace, "b", new MemoryStream([2]), Cancelled));

        (await ReadAsync(here, workspace, "b")).ShouldBe([2]);
        (await ReadAsync(there, workspace, "a")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_new_master_key_wraps_new_keys_and_the_old_one_still_opens_its_own()
    {
        await Create().PutAsync(workspace, "a", new MemoryStream([1]), Cancelled);
        masterKeys.Keys["2027"] = NewKey();
        masterKeys.CurrentId = "2027";
        var later = Create();
        var second = Guid.CreateVersion7();
        await later.PutAsync(second, "a", new MemoryStream([2]), Cancelled);

        (await ReadAsync(later, workspace, "a")).ShouldBe([1]);
        keyStore.Keys[workspace].MasterKeyId.ShouldBe("2026");
        keyStore.Keys[second].MasterKeyId.ShouldBe("2027");

        masterKeys.Keys.Remove("2026");
        (await Should.ThrowAsync<InvalidOperationException>(() => ReadAsync(Create(), workspace, "a"))).Message.ShouldContain("2026");
    }

    [Fact]
    public async Task A_key_that_is_wrapped_anew_is_the_same_key_and_the_old_master_key_may_go()
    {
        await Create().PutAsync(workspace, "a", new MemoryStream([1]), Cancelled);
        var old = keyStore.Keys[workspace];
        masterKeys.Keys["2027"] = NewKey();
        masterKeys.CurrentId = "2027";
        var keys = new DataKeys(keyStore, Options.Create(masterKeys), clock);

        (await keys.RewrapAsync(workspace, Cancelled)).ShouldBeTrue();
        (await keys.RewrapAsync(workspace, Cancelled)).ShouldBeFalse();
        (await keys.RewrapAsync(Guid.CreateVersion7(), Cancelled)).ShouldBeFalse();

        keyStore.Keys[workspace].ShouldSatisfyAllConditions(k => k.KeyId.ShouldBe(old.KeyId), k => k.MasterKeyId.ShouldBe("2027"), k => k.Wrapped.ShouldNotBe(old.Wrapped));
        masterKeys.Keys.Remove("2026");
        (await ReadAsync(Create(), workspace, "a")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_wrapped_key_is_of_no_use_to_another_workspace_or_under_another_master_key()
    {
        await Create().PutAsync(workspace, "a", new MemoryStream([1]), Cancelled);
        var thief = Guid.CreateVersion7();
        keyStore.Keys[thief] = keyStore.Keys[workspace] with { WorkspaceId = thief };
        await Should.ThrowAsync<CryptographicException>(() => Create().OpenReadAsync(thief, "a", range: null, Cancelled));

        masterKeys.Keys["2026"] = NewKey();
        await Should.ThrowAsync<CryptographicException>(() => Create().OpenReadAsync(workspace, "a", range: null, Cancelled));
        keyStore.Keys[workspace].Wrapped.Length.ShouldBe(60);
    }

    [Theory]
    [InlineData("", null, "CurrentId")]
    [InlineData("a", null, "has no key named 'a'")]
    [InlineData("a", "short", "Keys['a']")]
    [InlineData("a", "AAAA", "32 bytes")]
    public void A_master_key_that_is_missing_or_too_short_stops_the_start_without_being_shown(string id, string? key, string expected)
    {
        var services = new ServiceCollection().AddWorkspaceObjects(storage => storage.Folder = folder.FullName, master =>
        {
            master.CurrentId = id;
            if (key is not null) master.Keys[id] = key;
        });
        using var provider = services.BuildServiceProvider();
        var message = Should.Throw<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate()).Message;
        message.ShouldContain(expected);
        if (key is not null) message.ShouldNotContain($"'{key}'");
    }

    [Fact]
    public async Task The_registration_builds_what_the_options_name()
    {
        var services = new ServiceCollection().AddSingleton<IDataKeyStore>(keyStore)
            .AddWorkspaceObjects(storage => storage.Folder = folder.FullName, master => (master.CurrentId, master.Keys) = (masterKeys.CurrentId, masterKeys.Keys));
        await using var provider = services.BuildServiceProvider();
        var objects = provider.GetRequiredService<WorkspaceObjects>();
        await objects.PutAsync(workspace, "a", new MemoryStream([7]), Cancelled);
        (await ReadAsync(objects, workspace, "a")).ShouldBe([7]);
        provider.GetRequiredService<IObjectStore>().ShouldBeOfType<FileObjectStore>();

        using var neither = new ServiceCollection().AddWorkspaceObjects(_ => { }, master => (master.CurrentId, master.Keys) = (masterKeys.CurrentId, masterKeys.Keys)).BuildServiceProvider();
        Should.Throw<OptionsValidationException>(() => neither.GetRequiredService<IStartupValidator>().Validate()).Message.ShouldContain("Folder");
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static async Task<byte[]> ReadAsync(WorkspaceObjects objects, Guid workspaceId, string key)
    {
        await using var stream = (await objects.OpenReadAsync(workspaceId, key, range: null, Cancelled)).ShouldNotBeNull();
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, Cancelled);
        return memory.ToArray();
    }

    /// <summary>The objects as one process sees them.</summary>
    private WorkspaceObjects Create() => new(new FileObjectStore(folder.FullName, clock), new DataKeys(keyStore, Options.Create(masterKeys), clock));

    /// <summary>Stands for the table of keys. It cannot prove that an erased workspace gets no new key: that is the table's foreign key.</summary>
    private sealed class KeyStoreInMemory : IDataKeyStore
    {
        private int finds;

        public ConcurrentDictionary<Guid, WrappedDataKey> Keys { get; } = [];

        public int Finds => finds;

        public Task<WrappedDataKey?> FindAsync(Guid workspaceId, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref finds);
            return Task.FromResult(Keys.GetValueOrDefault(workspaceId));
        }

        public Task<WrappedDataKey> InsertIfAbsentAsync(WrappedDataKey key, CancellationToken cancellationToken) => Task.FromResult(Keys.GetOrAdd(key.WorkspaceId, key));

        public Task<bool> ReplaceAsync(WrappedDataKey read, WrappedDataKey anew, CancellationToken cancellationToken) => Task.FromResult(Keys.TryUpdate(read.WorkspaceId, anew, read));

        public Task DeleteAsync(Guid workspaceId, CancellationToken cancellationToken)
        {
            Keys.TryRemove(workspaceId, out _);
            return Task.CompletedTask;
        }
    }
}
