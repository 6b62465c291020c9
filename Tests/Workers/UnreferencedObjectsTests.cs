using System.Runtime.CompilerServices;
using CommerceOS.Contracts.Generation;
using CommerceOS.Data.Objects;
using CommerceOS.Domain.Catalog;
using CommerceOS.Tests.Harness;
using CommerceOS.Workers.Privacy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;
using AssetState = CommerceOS.Domain.Catalog.AssetState;

namespace CommerceOS.Tests.Workers;

[Collection(CommerceSystemCollection.Name)]
public sealed class UnreferencedObjectsTests(CommerceSystem system)
{
    private static readonly string Nobody = Guid.CreateVersion7().ToString("N");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private WorkspaceObjects Objects => system.Api.GetRequiredService<WorkspaceObjects>();

    [Fact]
    public async Task What_no_row_refers_to_is_deleted_and_everything_else_is_kept()
    {
        var (merchant, photo, picture) = await ArrangeAsync();
        var own = await KeysAsync(merchant.Workspace);
        own.Count.ShouldBe(8, "three renditions of each and the photo's cut-out with its verdict");
        string[] left = [$"assets/{Nobody}/full", $"assets/{Nobody}/thumb", $"assets/{Nobody}/upload", $"publications/{Nobody}.zip", $"brand/{Nobody}/logo", $"music/{Nobody}/music", $"assets/{photo:N}/upload"];
        await PlantAsync(merchant.Workspace, left);
        await PlantAsync(merchant.Workspace, "exports/from-a-newer-version.zip");

        (await SweepAsync(merchant.Workspace, TimeSpan.FromHours(25))).ShouldBe(left.Length);

        (await KeysAsync(merchant.Workspace)).ShouldBe([.. own, "exports/from-a-newer-version.zip"], ignoreOrder: true);
        foreach (var asset in new[] { photo, picture }) (await Objects.ReadAllAsync(merchant.Workspace, Asset.ObjectKey(new(asset), "full"), Stop)).ShouldNotBeNull().Length.ShouldBeGreaterThan(1000);
        (await SweepAsync(merchant.Workspace, TimeSpan.FromHours(25))).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_younger_than_the_grace_is_kept_for_the_row_may_come_yet()
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        await PlantAsync(merchant.Workspace, $"assets/{Nobody}/full");

        (await SweepAsync(merchant.Workspace, TimeSpan.FromHours(23))).ShouldBe(0);
        (await SweepAsync(merchant.Workspace, TimeSpan.FromHours(25))).ShouldBe(1);
    }

    [Fact]
    public async Task Another_workspace_s_objects_and_rows_count_for_nothing()
    {
        var (mine, theirs) = (await system.SignUpAsync(confirmed: false), await system.SignUpAsync(confirmed: false));
        var photo = await UploadAsync(theirs);
        await PlantAsync(theirs.Workspace, $"assets/{Nobody}/full");
        await PlantAsync(mine.Workspace, $"assets/{Nobody}/full", $"assets/{photo:N}/full");
        var before = await KeysAsync(theirs.Workspace);

        (await SweepAsync(mine.Workspace, TimeSpan.FromHours(25))).ShouldBe(2, "their row is no reference to my object");

        (await KeysAsync(mine.Workspace)).ShouldBeEmpty();
        (await KeysAsync(theirs.Workspace)).ShouldBe(before);
    }

    [Fact]
    public async Task A_crash_in_the_middle_leaves_the_rest_to_the_next_round()
    {
        var (merchant, _, _) = await ArrangeAsync();
        var own = await KeysAsync(merchant.Workspace);
        await PlantAsync(merchant.Workspace, [.. Enumerable.Range(0, 5).Select(_ => $"assets/{Guid.CreateVersion7():N}/full")]);
        var dying = new WorkspaceObjects(new DyingStore(system.Api.GetRequiredService<IObjectStore>(), deletes: 2), system.Api.GetRequiredService<DataKeys>());

        await Should.ThrowAsync<IOException>(() => SweepAsync(merchant.Workspace, TimeSpan.FromHours(25), dying));

        (await KeysAsync(merchant.Workspace)).Count.ShouldBe(own.Count + 3);
        (await SweepAsync(merchant.Workspace, TimeSpan.FromHours(25))).ShouldBe(3);
        (await KeysAsync(merchant.Workspace)).ShouldBe(own);
    }

    [Theory]
    [InlineData(AssetState.Processing, "upload", true)]
    [InlineData(AssetState.Processing, "full", true)]
    [InlineData(AssetState.Ready, "full", true)]
    [InlineData(AssetState.Ready, "cutout", true)]
    [InlineData(AssetState.Ready, "upload", false)]
    [InlineData(AssetState.Refused, "upload", false)]
    [InlineData(AssetState.Refused, "full", false)]
    public void An_asset_owns_the_bytes_that_its_state_has_a_use_for(AssetState state, string rendition, bool owns) => Asset.Owns(state, rendition).ShouldBe(owns);

    private async Task<(Merchant Merchant, Guid Photo, Guid Picture)> ArrangeAsync()
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        var photo = await UploadAsync(merchant);
        var product = (await merchant.Client.GetAssetAsync(merchant.Workspace, photo, Stop)).ProductId;
        var run = (await merchant.Client.StartGenerationsAsync(merchant.Workspace, product, new(null, [new("main-image")]), Stop)).Single();
        while (run.State is GenerationState.Queued or GenerationState.Running)
        {
            await Task.Delay(50, Stop);
            run = await merchant.Client.GetGenerationAsync(merchant.Workspace, run.Id, Stop);
        }
        return (merchant, photo, run.AssetIds.ShouldHaveSingleItem());
    }

    private static async Task<Guid> UploadAsync(Merchant merchant)
    {
        var product = await merchant.Client.CreateProductAsync(merchant.Workspace, new("FLASK", [new("en", "Trail Flask", "", [])], "", "", null, null, [], ["en"]), Stop);
        var photo = await merchant.Client.UploadPhotoAsync(merchant.Workspace, product.Value.Id, "bottle.jpg", new MemoryStream(Photos.Bottle), Stop);
        while (photo.State == CommerceOS.Contracts.Catalog.AssetState.Processing)
        {
            await Task.Delay(50, Stop);
            photo = await merchant.Client.GetAssetAsync(merchant.Workspace, photo.Id, Stop);
        }
        return photo.Id;
    }

    private async Task PlantAsync(Guid workspace, params string[] keys)
    {
        foreach (var key in keys) await Objects.PutAsync(workspace, key, new MemoryStream([1, 2, 3]), Stop);
    }

    private async Task<List<string>> KeysAsync(Guid workspace) => await Objects.ListAsync(workspace, "", Stop).Select(o => o.Key.Value).ToListAsync(Stop);

    private Task<int> SweepAsync(Guid workspace, TimeSpan later, WorkspaceObjects? through = null) => system.InDatabaseAsync(workspace, database =>
        new UnreferencedObjects(
            database, through ?? Objects, Options.Create(new UpkeepOptions()), new FakeClock(TimeProvider.System.GetUtcNow() + later), NullLogger<UnreferencedObjects>.Instance).SweepAsync(workspace, Stop));

    /// <summary>A store that does so many deletes and then dies.</summary>
    private sealed class DyingStore(IObjectStore inner, int deletes) : IObjectStore
    {
        private int left = deletes;

        public Task PutAsync(ObjectKey key, Stream content, CancellationToken cancellationToken) => inner.PutAsync(key, content, cancellationToken);

        public Task<Stream?> OpenReadAsync(ObjectKey key, ByteRange? range, CancellationToken cancellationToken) => inner.OpenReadAsync(key, range, cancellationToken);

        public Task<StoredObject?> FindAsync(ObjectKey key, CancellationToken cancellationToken) => inner.FindAsync(key, cancellationToken);

        public Task<bool> DeleteAsync(ObjectKey key, CancellationToken cancellationToken) => left-- > 0 ? inner.DeleteAsync(key, cancellationToken) : throw new IOException("the machine is gone");

        public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var stored in inner.ListAsync(prefix, cancellationToken)) yield return stored;
        }
    }
}
