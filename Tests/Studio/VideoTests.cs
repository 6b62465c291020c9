using System.Diagnostics;
using System.Security.Cryptography;
using CommerceOS.Studio;
using CommerceOS.Studio.Video;
using CommerceOS.Tests.Harness;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Studio;

/// <summary>Videos of a storyboard. What a player makes of them is shown by the browser tests.</summary>
[Collection(nameof(StudioCollection))]
public sealed class VideoTests(StudioFixture studio) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("commerceos-video-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_storyboard_of_every_kind_of_shot_becomes_a_checked_file_with_poster_and_captions()
    {
        var board = new Storyboard
        {
            CrossfadeSeconds = .3,
            Shots =
            [
                new ParallaxShot { Product = 0, Seconds = 1, Caption = "Ball & <b>bat</b> --> 1" },
                new KenBurnsShot { Picture = 0, Seconds = 1, Framing = ShotFraming.Cover },
                new TurntableShot { Products = [0, 1], Seconds = 1, Caption = "红色的球" },
                new TextShot { Title = "Red ball", Line = "One size", Picture = 0, Seconds = 1 },
            ],
        };
        List<double> progress = [];

        var video = await studio.Engine.VideoAsync(board, Material(), Path("all.mp4"), new Synchronous(progress.Add), Stop);

        video.Checks.ShouldAllBe(check => check.Result == ImageCheckResult.Passed);
        video.Checks.Single(check => check.Name == "frames").Measured.ShouldBe("93 frames"); // 4 - 3 x .3 seconds of 30
        (video.Width, video.Height, video.Duration).ShouldBe((1080, 1080, TimeSpan.FromSeconds(3.1)));
        StudioFixture.Decode(video.Poster, "jpegload_buffer").Width.ShouldBe(1080);
        video.Captions.ShouldBe("""
            WEBVTT

            00:00:00.300 --> 00:00:00.700
            Ball &amp; &lt;b&gt;bat&lt;/b&gt; --&gt; 1

            00:00:01.700 --> 00:00:02.100
            红色的球

            """, StringCompareShould.IgnoreLineEndings);
        progress.Count.ShouldBe(93);
        progress[^1].ShouldBe(1);
        folder.GetFiles().Select(file => file.Name).ShouldBe(["all.mp4"]);
    }

    [Theory]
    [InlineData(VideoShape.Portrait, 1080, 1920)]
    [InlineData(VideoShape.Landscape, 1920, 1080)]
    public async Task Shapes_have_their_sizes_and_square_pictures_keep_their_sides(VideoShape shape, int width, int height)
    {
        var board = new Storyboard { Shape = shape, FramesPerSecond = 24, Shots = [new KenBurnsShot { Picture = 0, Seconds = 1, ZoomTo = 1 }] };

        var video = await studio.Engine.VideoAsync(board, Material(), Path("shape.mp4"), cancellationToken: Stop);

        (video.Width, video.Height).ShouldBe((width, height));
        // The picture's ball is red in the middle of the frame; a stretched picture would have moved its edge.
        var poster = StudioFixture.Decode(video.Poster, "jpegload_buffer");
        RedAt(poster, width / 2, height / 2).ShouldBeTrue();
        RedAt(poster, width / 2 + (int)(1080 * .26), height / 2).ShouldBe(RedAt(poster, width / 2, height / 2 + (int)(1080 * .26)));
    }

    [Fact]
    public async Task The_same_storyboard_gives_the_same_bytes_on_one_thread_and_on_two()
    {
        var board = new Storyboard { CrossfadeSeconds = .4, Shots = [new ParallaxShot { Product = 0, Seconds = 1, Caption = "Ball" }, new KenBurnsShot { Picture = 0, Seconds = 1 }] };
        using var single = new StudioEngine(new StudioOptions { ThreadsPerJob = 1 });

        await studio.Engine.VideoAsync(board, Material(), Path("two.mp4"), cancellationToken: Stop);
        await single.VideoAsync(board, Material(), Path("one.mp4"), cancellationToken: Stop);

        Hash("one.mp4").ShouldBe(Hash("two.mp4"));
        await single.VideoAsync(board with { Shots = [board.Shots[0] with { Caption = "Bat" }, board.Shots[1]] }, Material(), Path("other.mp4"), cancellationToken: Stop);
        Hash("other.mp4").ShouldNotBe(Hash("two.mp4"));
    }

    // x264 may choose other motion for a few blocks when its own threads get out of step: same picture, other bytes.
    [Fact]
    public async Task Videos_that_are_made_at_the_same_time_on_a_busy_machine_are_the_same_bytes()
    {
        var plush = studio.Engine.CutOut(studio.Normalised(File.ReadAllBytes(System.IO.Path.Combine(Harness.Photos.SamplesFolder, "plush.jpg"))).Master, Stop);
        var material = new VideoMaterial { Pictures = [studio.Engine.Scene([plush], new() { Scene = "mist" }, Stop).Bytes], Products = [plush] };
        var board = new Storyboard
        {
            CrossfadeSeconds = .4,
            Shots =
            [
                new ParallaxShot { Product = 0, Seconds = 2, Caption = "Bear", Backdrop = "mist", Travel = .05 },
                new KenBurnsShot { Picture = 0, Seconds = 2, Framing = ShotFraming.Cover, ZoomFrom = 1.75, ZoomTo = 1.5, From = new(.5, .36), To = new(.5, .58) },
                new ParallaxShot { Product = 0, Seconds = 2, Backdrop = "mist", Travel = -.05 },
            ],
        };

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => studio.Engine.VideoAsync(board, material, Path($"{i}.mp4"), cancellationToken: Stop), Stop)));

        folder.GetFiles().Select(file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file.FullName)))).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Music_and_voice_are_mixed_in_and_nothing_of_them_is_left_beside_the_video()
    {
        var board = new Storyboard { Shots = [new KenBurnsShot { Picture = 0, Seconds = 1.5 }] };
        var tone = Sounds.Tone(seconds: .7);

        await studio.Engine.VideoAsync(board, Material() with { Music = new(tone), Voice = new(tone, .8) }, Path("loud.mp4"), cancellationToken: Stop);
        await studio.Engine.VideoAsync(board, Material(), Path("silent.mp4"), cancellationToken: Stop);

        Sounds.Loudness(Path("loud.mp4")).ShouldBeGreaterThan(-30);
        Sounds.Loudness(Path("silent.mp4")).ShouldBeLessThan(-80);
        folder.GetFiles().Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_sound_that_is_none_is_refused()
    {
        var board = new Storyboard { Shots = [new KenBurnsShot { Picture = 0 }] };

        var refused = await Should.ThrowAsync<StudioParameterException>(() => studio.Engine.VideoAsync(board, Material() with { Music = new("#EXTM3U\nhttp://127.0.0.1/"u8.ToArray()) }, Path("x.mp4"), cancellationToken: Stop));

        refused.Message.ShouldContain("expected MP3, WAV, FLAC, Ogg or M4A");
        folder.GetFiles().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cancelled_video_leaves_no_file_and_no_encoder()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var board = new Storyboard { Shots = [new KenBurnsShot { Picture = 0, Seconds = 20 }] };
        var at = new Synchronous(share =>
        {
            if (share > .02)
            {
                cancel.Cancel();
            }
        });

        await Should.ThrowAsync<OperationCanceledException>(() => studio.Engine.VideoAsync(board, Material(), Path("never.mp4"), at, cancel.Token));

        folder.GetFiles().ShouldBeEmpty();
        EncodersHere().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_encoder_that_dies_is_an_error_and_never_a_short_video()
    {
        var board = new Storyboard { Shots = [new KenBurnsShot { Picture = 0, Seconds = 20 }] };
        var killed = false;
        var at = new Synchronous(share =>
        {
            if (share > .02 && !killed)
            {
                killed = true;
                foreach (var encoder in EncodersHere()) Process.GetProcessById(encoder).Kill();
            }
        });

        await Should.ThrowAsync<StudioException>(() => studio.Engine.VideoAsync(board, Material(), Path("never.mp4"), at, Stop));

        killed.ShouldBeTrue();
        folder.GetFiles().ShouldBeEmpty();
    }

    public static TheoryData<Storyboard, string> Wrong => new()
    {
        { new() { Shots = [] }, "Shots" },
        { new() { Shots = [new KenBurnsShot { Picture = 1 }] }, "expected one of 1 pictures, counted from 0, got 1" },
        { new() { Shots = [new ParallaxShot { Product = -1 }] }, "products" },
        { new() { Shots = [new KenBurnsShot { Picture = 0, Seconds = 21 }] }, "Seconds" },
        { new() { Shots = [new KenBurnsShot { Picture = 0, ZoomTo = double.NaN }] }, "ZoomTo" },
        { new() { Shots = [new TurntableShot { Products = [0] }] }, "Products" },
        { new() { Shots = [new TextShot { Title = new string('a', 81) }] }, "Title" },
        { new() { Shots = [new KenBurnsShot { Picture = 0, Caption = new string('a', 91) }] }, "Caption" },
        { new() { FramesPerSecond = 120, Shots = [new KenBurnsShot { Picture = 0 }] }, "FramesPerSecond" },
        { new() { CrossfadeSeconds = 1, Shots = [new KenBurnsShot { Picture = 0, Seconds = 1 }, new KenBurnsShot { Picture = 0 }] }, "half of the shortest shot" },
        { new() { Shots = [.. Enumerable.Repeat(new KenBurnsShot { Picture = 0, Seconds = 20 }, 4)] }, "seconds in all" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_storyboard_out_of_range_says_what_was_expected(Storyboard board, string part)
    {
        var refused = await Should.ThrowAsync<StudioParameterException>(() => studio.Engine.VideoAsync(board, Material(), Path("x.mp4"), cancellationToken: Stop));

        refused.Message.ShouldContain(part);
    }

    private VideoMaterial Material()
    {
        var master = studio.Normalised(StudioFixture.Jpeg(StudioFixture.BallOnGrey(700, 700).Photo)).Master;
        var ball = studio.Engine.CutOut(master, Stop);
        return new() { Pictures = [master], Products = [ball, ball] };
    }

    private string Path(string name) => System.IO.Path.Combine(folder.FullName, name);

    private string Hash(string name) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path(name))));

    private static bool RedAt(CommerceOS.Studio.Matting.Raster image, int x, int y)
    {
        var at = (y * image.Width + x) * image.Bands;
        return image.Pixels[at] > image.Pixels[at + 1] + 60;
    }

    private List<int> EncodersHere() =>
        [.. Process.GetProcessesByName("ffmpeg").Where(process => CommandOf(process).Contains(folder.Name, StringComparison.Ordinal)).Select(process => process.Id)];

    // Another video's encoder may end while we look.
    private static string CommandOf(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }

    // Progress<T> posts to another thread; here each frame's report is part of the test's order.
    private sealed class Synchronous(Action<double> action) : IProgress<double>
    {
        public void Report(double value) => action(value);
    }
}
