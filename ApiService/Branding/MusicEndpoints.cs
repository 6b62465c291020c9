using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Branding;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Domain.Accounts;
using CommerceOS.Domain.Branding;
using CommerceOS.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MusicState = CommerceOS.Domain.Branding.MusicState;

namespace CommerceOS.ApiService.Branding;

internal static class MusicEndpoints
{
    public static void MapMusic(this RouteGroupBuilder workspace)
    {
        var group = workspace.MapGroup("/brand/music").WithTags("Brand");
        group.MapGet("/", GetAsync).ForMembers(Role.Viewer).WithName("GetMusic").WithSummary("The music as videos get it").Produces<byte[]>(200, "audio/mp4");
        group.MapPut("/", UploadAsync).ForMembers(Role.Editor).WithName("UploadMusic")
            .WithSummary("Upload or replace the music under videos: the body is the file itself, MP3, M4A, WAV, FLAC or Ogg, at most 20 MB; its first minute is kept")
            .Accepts<byte[]>("application/octet-stream", "audio/mpeg", "audio/mp4", "audio/wav", "audio/flac", "audio/ogg");
        group.MapDelete("/", DeleteAsync).ForMembers(Role.Editor).WithName("DeleteMusic").WithSummary("Remove the music; videos that have it stay as they are");
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> GetAsync(
        HttpContext http, Caller caller, CommerceDbContext database, WorkspaceObjects objects, CancellationToken cancellationToken)
    {
        var music = await database.BrandMusic.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return await BrandFiles.SendAsync("music", "audio/mp4", music?.State == MusicState.Processing, music?.ReadyKey, music?.Sha256, http, caller, objects, cancellationToken);
    }

    private static async Task<Results<Accepted<BrandDto>, ProblemHttpResult>> UploadAsync(
        string? fileName, HttpContext http, Caller caller, CommerceDbContext database, WorkspaceObjects objects, JobQueue jobs, TimeProvider time, CancellationToken cancellationToken)
    {
        if (FileNames.Check(fileName) is { } error) return ApiErrors.Invalid(error);
        if (await BodyReader.ReadAsync(http, MusicProbe.MaxSizeBytes, cancellationToken) is not { } body) return ApiErrors.Refused(413, "music_too_large", "Expected at most 20 MB, more came.");
        if (MusicProbe.Refuse(body) is { } refused) return ApiErrors.Refused(refused.Code == "music_format" ? 415 : 422, refused.Code, refused.Detail);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        // Bytes first: should we stop here, an unreferenced object remains, never music without its bytes.
        await objects.PutAsync(caller.WorkspaceId.Value, BrandMusic.Key(id, "upload"), new MemoryStream(body), cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var music = await database.BrandMusic.SingleOrDefaultAsync(cancellationToken);
        var before = music?.MusicId;
        if (music is null) database.BrandMusic.Add(music = new() { WorkspaceId = caller.WorkspaceId, MusicId = id, FileName = fileName!, UpdatedAt = time.GetUtcNow() });
        music.Take(id, fileName!, time.GetUtcNow());
        if (!await BrandEndpoints.TrySaveAsync(database, cancellationToken)) return ApiErrors.ChangedMeanwhile();
        var job = NewJob.For(PrepareMusic.Kind, new PrepareMusic(caller.WorkspaceId.Value, id)) with
        {
            Priority = -5, Tenant = caller.WorkspaceId.Value.ToString(), MaxAttempts = 4, OnDead = PrepareMusic.DeadKind,
        };
        await jobs.EnqueueInAsync(database, job, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await DropAsync(before, caller, objects);
        var answer = await BrandAnswer.ReadAsync(http, database, cancellationToken);
        return TypedResults.Accepted($"/v1/workspaces/{caller.WorkspaceId.Value}/brand", answer.Value!);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Caller caller, CommerceDbContext database, WorkspaceObjects objects, CancellationToken cancellationToken)
    {
        var music = await database.BrandMusic.SingleOrDefaultAsync(cancellationToken);
        if (music is null) return ApiErrors.NotFound("music");
        database.BrandMusic.Remove(music);
        if (!await BrandEndpoints.TrySaveAsync(database, cancellationToken)) return ApiErrors.ChangedMeanwhile();
        await DropAsync(music.MusicId, caller, objects);
        return TypedResults.NoContent();
    }

    // What fails here is left to the sweep of unreferenced objects.
    private static async Task DropAsync(Guid? music, Caller caller, WorkspaceObjects objects)
    {
        if (music is not { } id) return;
        foreach (var rendition in (string[])["upload", "music"]) await objects.DeleteAsync(caller.WorkspaceId.Value, BrandMusic.Key(id, rendition), CancellationToken.None);
    }
}
