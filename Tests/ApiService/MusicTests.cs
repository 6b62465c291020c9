using System.Text;
using System.Text.Json;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Branding;
using CommerceOS.Contracts.Catalog;
using CommerceOS.Contracts.Generation;
using CommerceOS.Domain.Branding;
using CommerceOS.Tests.Harness;
using Shouldly;
using Xunit;
using MusicState = CommerceOS.Contracts.Branding.MusicState;

namespace CommerceOS.Tests.ApiService;

/// <summary>The music under a workspace's videos: what is taken, what is refused, and what videos make of it.</summary>
[Collection(CommerceSystemCollection.Name)]
public sealed class MusicTests(CommerceSystem system)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Music_is_decoded_played_replaced_and_removed_and_leaves_nothing()
    {
        var merchant = await system.SignUpAsync();
        var files = system.CountStoredFiles(merchant);
        var music = await UploadAsync(merchant, Sounds.Tone(seconds: 61), "sommer lied.wav");
        (music.State, music.FileName, Math.Round(music.Seconds)).ShouldBe((MusicState.Ready, "sommer lied.wav", 60), "only the first minute is kept");
        var sound = await PlayAsync(merchant);
        sound[4..8].ShouldBe("ftyp"u8.ToArray());
        sound.Length.ShouldBeLessThan(60 * 192_000 / 8 * 11 / 10);

        var other = await UploadAsync(merchant, Sounds.Tone(seconds: 3), "short.wav");

        other.Sha256.ShouldNotBe(music.Sha256);
        system.CountStoredFiles(merchant).ShouldBe(files + 1, "the upload and the music before are gone");
        await merchant.Client.DeleteMusicAsync(merchant.Workspace, Stop);
        system.CountStoredFiles(merchant).ShouldBe(files);
        (await merchant.Client.GetBrandAsync(merchant.Workspace, Stop)).Value.Music.ShouldBeNull();
        (await ProblemAsync(() => merchant.Client.DeleteMusicAsync(merchant.Workspace, Stop))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Music_is_one_workspace_s_alone()
    {
        var (mine, theirs) = (await system.SignUpAsync(), await system.SignUpAsync());
        await UploadAsync(mine, Sounds.Tone(seconds: 3), "mine.wav");

        (await ProblemAsync(() => theirs.Client.OpenMusicAsync(theirs.Workspace, Stop))).Status.ShouldBe(404);
        (await ProblemAsync(() => theirs.Client.OpenMusicAsync(mine.Workspace, Stop))).Status.ShouldBe(404);
        (await ProblemAsync(() => theirs.Client.DeleteMusicAsync(mine.Workspace, Stop))).Status.ShouldBe(404);
        (await mine.Client.GetBrandAsync(mine.Workspace, Stop)).Value.Music!.State.ShouldBe(MusicState.Ready);
    }

    public static TheoryData<string, int, string> Hostile => new()
    {
        { "empty", 422, "music_empty" }, { "playlist", 415, "music_format" }, { "script", 415, "music_format" }, { "concat", 415, "music_format" }, { "large", 413, "music_too_large" }, { "name", 422, "invalid_input" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task What_is_no_sound_is_refused_and_not_stored(string file, int status, string code)
    {
        var merchant = await system.SignUpAsync();
        var files = system.CountStoredFiles(merchant);
        var bytes = file switch
        {
            "empty" => [],
            "playlist" => Encoding.UTF8.GetBytes("#EXTM3U\n" + string.Concat(Enumerable.Repeat("http://127.0.0.1:9/\n", 20))),
            "script" => Encoding.UTF8.GetBytes("<html>" + new string(' ', 200) + "</html>"),
            "concat" => Encoding.UTF8.GetBytes("ffconcat version 1.0\n" + string.Concat(Enumerable.Repeat("file /etc/passwd\n", 20))),
            "large" => new byte[MusicProbe.MaxSizeBytes + 1],
            "name" => Sounds.Tone(seconds: 3),
            _ => throw new ArgumentOutOfRangeException(nameof(file), file, "unknown file"),
        };

        var problem = await ProblemAsync(() => merchant.Client.UploadMusicAsync(merchant.Workspace, file == "name" ? "../../etc/passwd" : "x.mp3", new MemoryStream(bytes), Stop));

        (problem.Status, problem.Code).ShouldBe((status, code));
        system.CountStoredFiles(merchant).ShouldBe(files);
        (await merchant.Client.GetBrandAsync(merchant.Workspace, Stop)).Value.Music.ShouldBeNull();
    }

    [Theory]
    [InlineData("noise", "music_corrupt")]
    [InlineData("short", "music_too_short")]
    [InlineData("video reference", "music_corrupt")]
    public async Task What_only_looks_like_a_sound_is_refused_by_the_decoder(string file, string code)
    {
        var merchant = await system.SignUpAsync();
        byte[] bytes = file switch
        {
            "noise" => [.. "RIFF\0\0\0\0WAVE"u8, .. Enumerable.Range(0, 4000).Select(i => (byte)(i * 37))],
            "short" => Sounds.Tone(seconds: 1),
            "video reference" => [0, 0, 0, 24, .. "ftypisom\0\0\0\0isommp42"u8, .. new byte[500]],
            _ => throw new ArgumentOutOfRangeException(nameof(file), file, "unknown file"),
        };

        var music = await UploadAsync(merchant, bytes, "x.wav");

        (music.State, music.RefusedCode).ShouldBe((MusicState.Refused, code));
        (await ProblemAsync(() => merchant.Client.OpenMusicAsync(merchant.Workspace, Stop))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Videos_have_the_music_of_their_time_and_are_made_again_with_it()
    {
        var (merchant, product, _) = await system.WithFlaskAsync();
        await UploadAsync(merchant, Sounds.Tone(seconds: 3), "tone.wav");
        object[] storyboard = [new { kind = "studio", seconds = 2 }];

        var loud = await MakeAsync(merchant, product, new { storyboard });
        var silent = await MakeAsync(merchant, product, new { storyboard, music = false });
        await merchant.Client.DeleteMusicAsync(merchant.Workspace, Stop);
        var later = await MakeAsync(merchant, product, new { storyboard });

        (await LoudnessAsync(merchant, loud)).ShouldBeGreaterThan(-30);
        (await LoudnessAsync(merchant, silent)).ShouldBeLessThan(-80);
        (await LoudnessAsync(merchant, later)).ShouldBeLessThan(-80);
        await merchant.Client.ReplayAssetAsync(merchant.Workspace, loud.Id, Stop);
        AssetDto now;
        while ((now = await merchant.Client.GetAssetAsync(merchant.Workspace, loud.Id, Stop)).Checks.All(c => c.Code != "replay")) await Task.Delay(100, Stop);
        now.Checks.Single(c => c.Code == "replay").Message.ShouldStartWith("Made again from its capsule: the same, byte for byte.");
    }

    private static async Task<ApiProblem> ProblemAsync(Func<Task> act) => (await Should.ThrowAsync<CommerceApiException>(act)).Problem;

    private static async Task<BrandMusicDto> UploadAsync(Merchant merchant, byte[] sound, string name)
    {
        await merchant.Client.UploadMusicAsync(merchant.Workspace, name, new MemoryStream(sound), Stop);
        while (true)
        {
            if ((await merchant.Client.GetBrandAsync(merchant.Workspace, Stop)).Value.Music is { State: not MusicState.Processing } music) return music;
            await Task.Delay(50, Stop);
        }
    }

    private static async Task<byte[]> PlayAsync(Merchant merchant)
    {
        using var content = await merchant.Client.OpenMusicAsync(merchant.Workspace, Stop);
        content.ContentType.ShouldBe("audio/mp4");
        using var bytes = new MemoryStream();
        await content.Stream.CopyToAsync(bytes, Stop);
        return bytes.ToArray();
    }

    private static async Task<double> LoudnessAsync(Merchant merchant, AssetDto video)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{video.Id:N}.mp4");
        using (var content = await merchant.Client.OpenAssetAsync(merchant.Workspace, video.Id, Rendition.Full, Stop))
        await using (var file = File.Create(path)) await content.Stream.CopyToAsync(file, Stop);
        try
        {
            return Sounds.Loudness(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<AssetDto> MakeAsync(Merchant merchant, Guid product, object parameters)
    {
        var run = (await merchant.Client.StartGenerationsAsync(merchant.Workspace, product, new(null, [new("product-video", JsonSerializer.SerializeToElement(parameters, JsonSerializerOptions.Web))]), Stop)).Single();
        while (run.State is GenerationState.Queued or GenerationState.Running)
        {
            await Task.Delay(100, Stop);
            run = await merchant.Client.GetGenerationAsync(merchant.Workspace, run.Id, Stop);
        }
        run.State.ShouldBe(GenerationState.Done, run.FailureDetail);
        return await merchant.Client.GetAssetAsync(merchant.Workspace, run.AssetIds.Single(), Stop);
    }
}
