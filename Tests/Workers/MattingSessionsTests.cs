using CommerceOS.Data.Objects;
using CommerceOS.Domain;
using CommerceOS.Domain.Catalog;
using CommerceOS.Studio;
using CommerceOS.Tests.Harness;
using CommerceOS.Workers.Generation;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Workers;

[Collection(CommerceSystemCollection.Name)]
public sealed class MattingSessionsTests(CommerceSystem system)
{
    private static readonly OutlineStroke Stroke = new(OutlineMark.Erase, .03, [new(.31, .2), new(.44, .2)]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Few_photos_are_held_and_none_that_rests()
    {
        var clock = new FakeClock();
        using var engine = new StudioEngine();
        using var sessions = new MattingSessions(system.Api.GetRequiredService<WorkspaceObjects>(), engine, clock);
        var photos = await StoreAsync(MattingSessions.Most + 2);

        foreach (var photo in photos)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await sessions.RecutAsync(photo, [Stroke], Stop);
        }

        sessions.Count.ShouldBe(MattingSessions.Most);
        clock.Advance(MattingSessions.RestsFor - TimeSpan.FromSeconds(1));
        await sessions.RecutAsync(photos[^1], [], Stop);
        clock.Advance(TimeSpan.FromSeconds(2));
        sessions.DropRested();
        sessions.Count.ShouldBe(1, "only the one that was drawn on");
    }

    [Fact]
    public async Task Another_worker_s_session_gives_the_same_cut_and_two_at_once_do_not_disturb_each_other()
    {
        using var engine = new StudioEngine();
        var objects = system.Api.GetRequiredService<WorkspaceObjects>();
        using MattingSessions one = new(objects, engine, TimeProvider.System), other = new(objects, engine, TimeProvider.System);
        var photo = (await StoreAsync(1)).Single();

        var cuts = await Task.WhenAll(one.RecutAsync(photo, [Stroke], Stop), Task.Run(() => one.RecutAsync(photo, [], Stop)), Task.Run(() => one.RecutAsync(photo, [Stroke], Stop)), other.RecutAsync(photo, [Stroke], Stop));

        var expected = cuts[0].ToPng();
        cuts[2].ToPng().ShouldBe(expected);
        cuts[3].ToPng().ShouldBe(expected);
        cuts[1].ToPng().ShouldNotBe(expected, "or else the stroke did nothing");
    }

    [Fact]
    public async Task A_photo_that_is_gone_is_said_and_not_remembered_as_one()
    {
        using var engine = new StudioEngine();
        var objects = system.Api.GetRequiredService<WorkspaceObjects>();
        using var sessions = new MattingSessions(objects, engine, TimeProvider.System);
        var photo = (await StoreAsync(1)).Single();
        await objects.DeleteAsync(photo.WorkspaceId.Value, photo.ObjectKey("full"), Stop);

        (await Should.ThrowAsync<GenerationFailedException>(() => sessions.RecutAsync(photo, [Stroke], Stop))).Code.ShouldBe("photo_gone");
        await objects.PutAsync(photo.WorkspaceId.Value, photo.ObjectKey("full"), new MemoryStream(Photos.Bottle), Stop);
        (await sessions.RecutAsync(photo, [Stroke], Stop)).Verdict.Strokes.ShouldBe(1);
    }

    private async Task<List<Asset>> StoreAsync(int count)
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        var photos = Enumerable.Range(0, count).Select(_ => new Asset
        {
            Id = AssetId.New(TimeProvider.System), WorkspaceId = new(merchant.Workspace), ProductId = ProductId.New(TimeProvider.System), Kind = AssetKind.Photo, State = AssetState.Ready, FileName = "bottle.jpg",
            ContentType = "image/jpeg", CreatedAt = TimeProvider.System.GetUtcNow(), Sha256 = "same",
        }).ToList();
        foreach (var photo in photos) await system.Api.GetRequiredService<WorkspaceObjects>().PutAsync(merchant.Workspace, photo.ObjectKey("full"), new MemoryStream(Photos.Bottle), Stop);
        return photos;
    }
}
