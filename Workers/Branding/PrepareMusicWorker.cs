using System.Security.Cryptography;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Domain.Branding;
using CommerceOS.Jobs;
using CommerceOS.Studio;
using CommerceOS.Studio.Video;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Branding;

/// <summary>Decodes uploaded music in full, in a process of its own, and makes the sound that videos get. What is damaged is refused with its reason.</summary>
internal sealed class PrepareMusicWorker(CommerceDbContext database, WorkspaceScope scope, WorkspaceObjects objects, StudioEngine studio) : IJobHandler
{
    public static string Kind => PrepareMusic.Kind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var wish = context.ReadPayload<PrepareMusic>();
        scope.Enter(new(wish.WorkspaceId));
        var music = await database.BrandMusic.SingleOrDefaultAsync(m => m.MusicId == wish.MusicId && m.State == MusicState.Processing, cancellationToken);
        if (music is null) return JobOutcome.Done.Instance; // replaced or deleted meanwhile, or done by an earlier run
        var upload = await objects.ReadAllAsync(wish.WorkspaceId, BrandMusic.Key(wish.MusicId, "upload"), cancellationToken);
        if (upload is null) return new JobOutcome.Discard("the upload is gone");
        try
        {
            switch (await studio.MusicAsync(upload, cancellationToken))
            {
                case MusicOutcome.Prepared bed:
                    await objects.PutAsync(wish.WorkspaceId, BrandMusic.Key(wish.MusicId, "music"), new MemoryStream(bed.M4a), cancellationToken);
                    music.Finish(Convert.ToHexStringLower(SHA256.HashData(bed.M4a)), bed.Seconds);
                    break;
                case MusicOutcome.Refused refused:
                    music.Refuse("music_" + refused.Code, refused.Detail);
                    break;
            }
        }
        catch (StudioUnavailableException missing)
        {
            music.Refuse("music_not_installed", missing.Message);
        }
        await using (await database.Database.BeginTransactionAsync(cancellationToken)) await context.CompleteInAsync(database, cancellationToken);
        // After the commit: a crash before it must find the upload again.
        await objects.DeleteAsync(wish.WorkspaceId, BrandMusic.Key(wish.MusicId, "upload"), CancellationToken.None);
        return JobOutcome.Done.Instance;
    }
}

/// <summary>Refuses music whose preparation died, so that nothing waits for it for ever.</summary>
internal sealed class EndDeadMusicWorker(CommerceDbContext database, WorkspaceScope scope, WorkspaceObjects objects) : IJobHandler
{
    public static string Kind => PrepareMusic.DeadKind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var wish = context.ReadPayload<DeadJob>().ReadPayload<PrepareMusic>();
        scope.Enter(new(wish.WorkspaceId));
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var music = await database.BrandMusic.SingleOrDefaultAsync(m => m.MusicId == wish.MusicId && m.State == MusicState.Processing, cancellationToken);
        music?.Refuse("music_unprepared", "The music could not be prepared, several times in a row. Export it again, as an MP3 for example, and upload that.");
        await context.CompleteInAsync(database, cancellationToken);
        await objects.DeleteAsync(wish.WorkspaceId, BrandMusic.Key(wish.MusicId, "upload"), CancellationToken.None);
        return JobOutcome.Done.Instance;
    }
}
