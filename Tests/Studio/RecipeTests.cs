using System.Text.Json;
using CommerceOS.Studio;
using CommerceOS.Studio.Scenes;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Studio;

[Collection(nameof(StudioCollection))]
public sealed class RecipeTests(StudioFixture studio)
{
    public static TheoryData<RecipeParameters, string> OutOfRange => new()
    {
        { new MainImageParameters { Fill = .5 }, "Fill: expected 0.85 to 0.98 of the frame's side, got 0.5." },
        { new MainImageParameters { Fill = double.NaN }, "Fill: expected 0.85 to 0.98 of the frame's side, got NaN." },
        { new MainImageParameters { SidePixels = 100 }, "SidePixels: expected 500 to 3000 pixels, got 100." },
        { new SceneParameters { Quality = 101 }, "Quality: expected 60 to 100 of JPEG quality, got 101." },
        { new SceneParameters { Shadow = -1 }, "Shadow: expected 0 to 1.5 times the usual strength, got -1." },
        { new SceneParameters { Scene = "beach" }, "Scene: expected one of mist, " },
        { new SceneParameters { Width = 255 }, "Width: expected 256 to 3000 pixels, got 255." },
        { new SceneParameters { WallTint = "blue" }, "WallTint: expected a colour as \"#rrggbb\", got \"blue\"." },
        { new SceneParameters { RelativeHeights = [2] }, "RelativeHeights: expected 0.1 to 1 of the tallest, got 2." },
        { new SceneParameters { RelativeHeights = [1, 1] }, "RelativeHeights: expected 1 to 1 numbers, one a product, got 2." },
        { new SceneParameters { Light = (LightSide)7 }, "Light: expected one of Left, Right, got 7." },
        { new InfographicParameters { Title = " " }, "Title: expected 1 to 80 characters, got none." },
        { new InfographicParameters { Title = new string('x', 81) }, "Title: expected at most 80 characters, got 81." },
        { new InfographicParameters { Title = "x", Features = [new(""), new("b")] }, "Features.Heading: expected 1 to 48 characters, got none." },
        { new InfographicParameters { Title = "x", Features = [new("a"), new("b"), new("c"), new("d")] }, "Features: expected 0 to 3 features, got 4." },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void A_parameter_out_of_range_says_what_was_expected_and_what_came(RecipeParameters parameters, string message) =>
        Should.Throw<StudioParameterException>(() => Run(Ball(), parameters)).Message.ShouldStartWith(message);

    [Theory]
    [InlineData("bottle")]
    [InlineData("mug")]
    [InlineData("headphones")]
    public void The_product_is_where_photo_and_picture_are_said_to_have_it(string name)
    {
        var cutout = studio.Engine.CutOut(studio.Normalised(SamplePhotos.Photo(name)).Master);
        var picture = studio.Engine.MainImage(cutout, new MainImageParameters());

        // Told by others: a mask drawn by hand, and the pixels of the file itself.
        var mask = SamplePhotos.Mask(name);
        Near(cutout.InPhoto, Box(mask.Width, mask.Height, i => mask.Pixels[i] == 1), 0.02);
        var pixels = StudioFixture.Decode(picture.Bytes, "jpegload_buffer");
        Near(picture.Product, Box(pixels.Width, pixels.Height, i => Math.Min(pixels.Pixels[i * 3], Math.Min(pixels.Pixels[i * 3 + 1], pixels.Pixels[i * 3 + 2])) < 250), 0.02);

        static FrameShare Box(int width, int height, Predicate<int> isProduct)
        {
            var (left, top, right, bottom) = (width, height, -1, -1);
            for (var i = 0; i < width * height; i++)
            {
                if (isProduct(i)) (left, top, right, bottom) = (Math.Min(left, i % width), Math.Min(top, i / width), Math.Max(right, i % width), i / width);
            }

            return new((double)left / width, (double)top / height, (right - left + 1.0) / width, (bottom - top + 1.0) / height);
        }

        static void Near(FrameShare got, FrameShare expected, double tolerance)
        {
            got.Left.ShouldBe(expected.Left, tolerance);
            got.Top.ShouldBe(expected.Top, tolerance);
            got.Width.ShouldBe(expected.Width, tolerance);
            got.Height.ShouldBe(expected.Height, tolerance);
        }
    }

    [Fact]
    public void A_main_image_is_white_to_the_edge_full_and_without_a_shadow()
    {
        var image = studio.Engine.MainImage(Ball(), new MainImageParameters());

        image.Passed.ShouldBeTrue(string.Join(", ", image.Checks));
        (image.Width, image.Height, image.ContentType).ShouldBe((2000, 2000, "image/jpeg"));
        var decoded = StudioFixture.Decode(image.Bytes, "jpegload_buffer");
        var inked = 0;
        var (top, bottom) = (int.MaxValue, 0);
        for (var y = 0; y < 2000; y++)
        {
            for (var x = 0; x < 2000; x++)
            {
                var distance = Math.Sqrt((x - 999.5) * (x - 999.5) + (y - 999.5) * (y - 999.5));
                var white = decoded.Pixels.AsSpan((y * 2000 + x) * 3, 3).IndexOfAnyExcept(byte.MaxValue) < 0;
                inked += !white && distance > 925 ? 1 : 0;
                (top, bottom) = white ? (top, bottom) : (Math.Min(top, y), y);
            }
        }

        inked.ShouldBe(0, "beyond the ball there is nothing but white");
        ((bottom - top + 1) / 2000.0).ShouldBeInRange(.89, .925);
        image.Checks.ShouldContain(check => check.Name == "sharpness" && check.Result == ImageCheckResult.Warned, "the ball was 392 pixels wide");
    }

    [Fact]
    public void The_check_of_a_main_image_is_able_to_fail()
    {
        var tall = studio.Engine.MainImage(Ball(), new MainImageParameters { Fill = .98, SidePixels = 500 });

        tall.Checks.Single(check => check.Name == "white_border").Result.ShouldBe(ImageCheckResult.Failed, "five pixels of margin are less than the border of eight");
    }

    [Fact]
    public void Every_scene_keeps_the_product_inside_and_leaves_its_colours_alone()
    {
        var ball = Ball();
        foreach (var preset in SceneLibrary.All.Select(scene => scene.Id))
        {
            var scene = studio.Engine.Scene([ball], new SceneParameters { Scene = preset, Width = 800, Height = 800 });

            scene.Passed.ShouldBeTrue($"{preset}: {string.Join(", ", scene.Checks)}");
            var decoded = StudioFixture.Decode(scene.Bytes, "jpegload_buffer");
            var middle = decoded.Pixels.AsSpan((430 * 800 + 400) * 3, 3);
            (middle[0] > 120 && middle[1] < 70).ShouldBeTrue($"{preset}: the ball is red, got {middle[0]}, {middle[1]}, {middle[2]}");
        }
    }

    [Fact]
    public void The_shadow_falls_away_from_the_light_and_can_be_switched_off()
    {
        var ball = Ball();
        var left = Brightness(studio.Engine.Scene([ball], new SceneParameters { Light = LightSide.Left, Width = 800, Height = 800 }));
        var right = Brightness(studio.Engine.Scene([ball], new SceneParameters { Light = LightSide.Right, Width = 800, Height = 800 }));
        var none = Brightness(studio.Engine.Scene([ball], new SceneParameters { Shadow = 0, Width = 800, Height = 800 }));

        left.RightOfProduct.ShouldBeLessThan(left.LeftOfProduct - 5);
        right.LeftOfProduct.ShouldBeLessThan(right.RightOfProduct - 5);
        none.RightOfProduct.ShouldBeGreaterThan(left.RightOfProduct + 5);
    }

    [Fact]
    public void The_same_input_and_parameters_give_the_same_bytes_on_one_thread_and_on_two()
    {
        var ball = Ball();
        using var single = new StudioEngine(new StudioOptions { ThreadsPerJob = 1 });
        using var doubled = new StudioEngine(new StudioOptions { ThreadsPerJob = 2 });
        RecipeParameters[] recipes =
        [
            new MainImageParameters { SidePixels = 900 },
            new SceneParameters { Width = 900, Height = 700, Scene = "black-marble" },
            new SceneParameters { Width = 500, Height = 900, Scene = "oak-table" },
            new SceneParameters { Width = 600, Height = 600, Scene = "new-year-lanterns", WallTint = "#204080" },
            new InfographicParameters { SidePixels = 900, Title = "Ball", Features = [new("Round", "On all sides")] },
        ];

        foreach (var parameters in recipes)
        {
            var first = Run(ball, parameters, doubled);
            Run(ball, parameters, doubled).Bytes.ShouldBe(first.Bytes);
            Run(ball, parameters, single).Bytes.ShouldBe(first.Bytes);
        }

        Run(ball, new SceneParameters { Width = 900, Height = 900, Seed = 2 }, doubled).Bytes
            .ShouldNotBe(Run(ball, new SceneParameters { Width = 900, Height = 900, Seed = 3 }, doubled).Bytes);
    }

    [Fact]
    public void Parameters_survive_storage_as_JSON_with_their_kind()
    {
        RecipeParameters parameters = new InfographicParameters { Title = "陶杯", Language = InfographicLanguage.SimplifiedChinese, Features = [new("耐热", "可进微波炉")] };

        var restored = JsonSerializer.Deserialize<RecipeParameters>(JsonSerializer.Serialize(parameters)).ShouldBeOfType<InfographicParameters>();

        restored.Title.ShouldBe("陶杯");
        restored.Features.ShouldBe(((InfographicParameters)parameters).Features);
    }

    [Fact]
    public async Task A_thumbnail_is_a_small_WebP()
    {
        var image = studio.Engine.MainImage(Ball(), new MainImageParameters());

        var thumb = await studio.Engine.ThumbnailAsync(image.Bytes, 320, TestContext.Current.CancellationToken);

        StudioFixture.Decode(thumb, "webpload_buffer").Width.ShouldBe(320);
        thumb.Length.ShouldBeLessThan(20_000);
    }

    private Cutout Ball() => studio.Engine.CutOut(studio.Normalised(StudioFixture.Jpeg(StudioFixture.BallOnGrey().Photo)).Master);

    private Rendered Run(Cutout cutout, RecipeParameters parameters, StudioEngine? engine = null) => parameters switch
    {
        MainImageParameters main => (engine ?? studio.Engine).MainImage(cutout, main),
        SceneParameters scene => (engine ?? studio.Engine).Scene([cutout], scene),
        InfographicParameters infographic => (engine ?? studio.Engine).Infographic(cutout, infographic),
        _ => throw new ArgumentOutOfRangeException(nameof(parameters)),
    };

    // Mean level of the floor beside the product's lower part.
    private static (double LeftOfProduct, double RightOfProduct) Brightness(Rendered scene)
    {
        var decoded = StudioFixture.Decode(scene.Bytes, "jpegload_buffer");
        return (Mean(60, 140), Mean(660, 740));

        double Mean(int from, int to)
        {
            double sum = 0;
            for (var y = 560; y < 640; y++)
            {
                for (var x = from; x < to; x++)
                {
                    sum += decoded.Pixels[(y * 800 + x) * 3 + 1];
                }
            }

            return sum / (80 * (to - from));
        }
    }
}
