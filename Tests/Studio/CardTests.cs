using System.Text.Json;
using CommerceOS.Studio;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Quality;
using CommerceOS.Studio.Rendering;
using CommerceOS.Studio.Scenes;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Studio;

[Collection(nameof(StudioCollection))]
public sealed class CardTests(StudioFixture studio)
{
    public static TheoryData<string, Func<RecipeParameters>, string> OutOfRange => new()
    {
        { "headline", () => new CardParameters { Headline = "" }, "Headline: expected 1 to 60 characters, got none." },
        { "price", () => new CardParameters { Headline = "x", Price = new string('9', 21) }, "Price: expected at most 20 characters, got 21." },
        { "accent", () => new CardParameters { Headline = "x", Accent = "#12345g" }, "Accent: expected a colour as \"#rrggbb\", got \"#12345g\"." },
        { "scene", () => new CardParameters { Headline = "x", Scene = "" }, "Scene: expected one of " },
        { "lengths", () => new SizeGuideParameters(), "ProductWidth, ProductHeight: expected 1 to 2 lengths, got 0." },
        { "width", () => new SizeGuideParameters { ProductWidth = 0 }, "ProductWidth: expected 0.1 to 10000 in the unit, got 0." },
        { "labels", () => new VariantsGridParameters { Labels = ["a", "b", "c"] }, "Labels: expected 2 to 2 labels, one a product, got 3." },
        { "label", () => new VariantsGridParameters { Labels = ["a", " "] }, "Labels: expected 1 to 32 characters, got none." },
        { "frame", () => new BeforeAfterParameters { Width = 4000 }, "Width: expected 500 to 3000 pixels, got 4000." },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void A_parameter_out_of_range_says_what_was_expected_and_what_came(string what, Func<RecipeParameters> parameters, string message) =>
        Should.Throw<StudioParameterException>(() => Run(studio.Engine, parameters()), what).Message.ShouldStartWith(message);

    [Theory]
    [InlineData(CardFormat.Square, InfographicLanguage.English, "The ball that bounces & bounces", "Natural rubber, made in small batches", "$12.00", "Shop now")]
    [InlineData(CardFormat.Portrait, InfographicLanguage.SimplifiedChinese, "弹了又弹的小红球", "天然橡胶，小批量手工制作", "¥68", "立即购买")]
    [InlineData(CardFormat.Story, InfographicLanguage.Japanese, "どこまでも弾むボール", "天然ゴムを少量ずつ手づくり", "¥1,200", "購入する")]
    [InlineData(CardFormat.Wide, InfographicLanguage.Arabic, "كرة تقفز ولا تتوقف", "مطاط طبيعي يُصنع بكميات صغيرة", "١٢ ر.س", "تسوّق الآن")]
    [InlineData(CardFormat.Banner, InfographicLanguage.Korean, "계속 튀어 오르는 공", "소량으로 만든 천연 고무", "₩15,000", "구매하기")]
    public void A_card_of_any_format_and_language_passes_its_checks_in_light_dark_and_busy_scenes(
        CardFormat format, InfographicLanguage language, string headline, string line, string price, string button)
    {
        foreach (var scene in (string[])["reflectiveWhite", "black-marble", "autumn-leaves"])
        {
            var card = studio.Engine.Card(Ball(), new CardParameters
            {
                Format = format, Language = language, Headline = headline, Line = line, Price = price, Button = button, Scene = scene, LongSidePixels = 1200,
            });

            card.Passed.ShouldBeTrue($"{scene}: {string.Join(", ", card.Checks)}");
            card.Checks.ShouldContain(check => check.Name == "contrast");
        }
    }

    [Fact]
    public void Arabic_words_stand_right_and_the_product_left()
    {
        var arabic = studio.Engine.Card(Ball(), new CardParameters { Format = CardFormat.Wide, Headline = "كرة", Language = InfographicLanguage.Arabic, LongSidePixels = 800 });
        var english = studio.Engine.Card(Ball(), new CardParameters { Format = CardFormat.Wide, Headline = "Ball", LongSidePixels = 800 });

        (arabic.Product.Left + arabic.Product.Width).ShouldBeLessThan(.5);
        english.Product.Left.ShouldBeGreaterThan(.5);
    }

    [Fact]
    public void Contrast_is_measured_on_the_pixels_behind_and_not_on_their_mean()
    {
        var stripes = new byte[100 * 100 * 3];
        for (var i = 0; i < stripes.Length; i++)
        {
            stripes[i] = (byte)(i / 3 % 100 < 50 ? 255 : 20);
        }

        var picture = new Raster(stripes, 100, 100, 3);

        Legibility.Contrast(Tint.Of("#000000"), picture, new(0, 0, 50, 100)).ShouldBe(21, .1);
        Legibility.Contrast(Tint.Of("#000000"), picture, new(0, 0, 100, 100)).ShouldBeLessThan(1.3, "half of the letters stand on near black");
        Legibility.Better(picture, [new(0, 0, 50, 100)]).ShouldBe(Legibility.Ink);
        Legibility.Better(picture, [new(50, 0, 50, 100)]).ShouldBe(Legibility.Paper);
        Legibility.Contrast(Tint.Of("#777777"), Tint.Of("#ffffff")).ShouldBe(4.48, .01);
    }

    [Fact]
    public void A_grid_has_every_product_in_a_cell_of_its_own()
    {
        var ball = Ball();
        for (var count = 2; count <= 9; count++)
        {
            var grid = studio.Engine.VariantsGrid([.. Enumerable.Repeat(ball, count)], new VariantsGridParameters
            {
                Labels = [.. Enumerable.Range(1, count).Select(i => $"Ball {i}")], Title = "All balls", SidePixels = 700,
            });

            grid.Passed.ShouldBeTrue($"{count}: {string.Join(", ", grid.Checks)}");
            grid.Products.Count.ShouldBe(count);
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    var (a, b) = (grid.Products[i], grid.Products[j]);
                    (a.Left >= b.Left + b.Width || b.Left >= a.Left + a.Width || a.Top >= b.Top + b.Height || b.Top >= a.Top + a.Height).ShouldBeTrue($"{i} and {j} of {count}");
                }
            }
        }
    }

    [Fact]
    public void A_size_guide_warns_of_lengths_that_do_not_fit_the_photo()
    {
        var right = studio.Engine.SizeGuide(Ball(), new SizeGuideParameters { ProductWidth = 7, ProductHeight = 7, Title = "Size", SidePixels = 800 });
        var wrong = studio.Engine.SizeGuide(Ball(), new SizeGuideParameters { ProductWidth = 7, ProductHeight = 14, SidePixels = 800 });

        right.Passed.ShouldBeTrue(string.Join(", ", right.Checks));
        right.Checks.Single(check => check.Name == "proportions").Result.ShouldBe(ImageCheckResult.Passed);
        wrong.Checks.Single(check => check.Name == "proportions").Result.ShouldBe(ImageCheckResult.Warned);
        wrong.Passed.ShouldBeTrue("advice does not fail a picture");
    }

    [Fact]
    public void A_size_guide_writes_the_depth_below_the_title_and_takes_a_brands_colours()
    {
        var flat = new SizeGuideParameters { ProductHeight = 7, Title = "Size", SidePixels = 800 };
        var plain = studio.Engine.SizeGuide(Ball(), flat);
        var deep = studio.Engine.SizeGuide(Ball(), flat with { ProductDepth = 7 });
        var dark = studio.Engine.SizeGuide(Ball(), flat with { ProductDepth = 7, Palette = new("#101820", "#ffb300", "#ffffff", "#16202c") });

        (plain.Passed, deep.Passed, dark.Passed).ShouldBe((true, true, true), string.Join(", ", dark.Checks));
        deep.Product.Top.ShouldBeGreaterThan(plain.Product.Top, "the line needs room");
        dark.Bytes.ShouldNotBe(deep.Bytes);
        Should.Throw<StudioParameterException>(() => studio.Engine.SizeGuide(Ball(), flat with { ProductDepth = 0 })).Message.ShouldContain("ProductDepth: expected 0.1 to 10000");
        studio.Engine.VariantsGrid([Ball(), Ball()], new VariantsGridParameters { Labels = ["One", "Two"], SidePixels = 600, Palette = new("#101820", "#ffb300", "#ffffff", "#16202c") })
            .Checks.ShouldContain(check => check.Name == "contrast" && check.Result == ImageCheckResult.Passed);
    }

    private static bool Corner(Rendered picture, int x) => StudioFixture.Decode(picture.Bytes, "jpegload_buffer").Pixels[(20 * 800 + x) * 3] > 250;

    [Fact]
    public void Before_and_after_can_show_a_wide_picture_whole()
    {
        var photo = StudioFixture.Jpeg(StudioFixture.BallOnGrey().Photo);
        var result = studio.Engine.MainImage(Ball(), new MainImageParameters { SidePixels = 600 }).Bytes;
        var tall = new BeforeAfterParameters { Width = 800, Height = 800 };

        var cut = studio.Engine.BeforeAfter(photo, result, tall);
        var whole = studio.Engine.BeforeAfter(photo, result, tall with { AfterWhole = true });

        whole.Passed.ShouldBeTrue(string.Join(", ", whole.Checks));
        whole.Bytes.ShouldNotBe(cut.Bytes);
        Corner(whole, 770).ShouldBeTrue("pure white goes on as pure white");
    }

    [Fact]
    public void Before_and_after_show_photo_and_result_in_reading_order()
    {
        var photo = StudioFixture.Jpeg(StudioFixture.BallOnGrey().Photo);
        var result = studio.Engine.MainImage(Ball(), new MainImageParameters { SidePixels = 600 }).Bytes;

        var english = studio.Engine.BeforeAfter(photo, result, new BeforeAfterParameters { Width = 800, Height = 500 });
        var arabic = studio.Engine.BeforeAfter(photo, result, new BeforeAfterParameters { Width = 800, Height = 500, Language = InfographicLanguage.Arabic });

        english.Passed.ShouldBeTrue(string.Join(", ", english.Checks));
        arabic.Passed.ShouldBeTrue(string.Join(", ", arabic.Checks));
        english.Product.Left.ShouldBe(.5, .001);
        (Corner(english, 30), Corner(english, 770)).ShouldBe((false, true));
        (Corner(arabic, 30), Corner(arabic, 770)).ShouldBe((true, false));
        Should.Throw<StudioException>(() => studio.Engine.BeforeAfter(new byte[64], result, new BeforeAfterParameters()));
    }

    [Fact]
    public void Quality_notices_blur_clipping_darkness_and_a_cast_and_only_warns()
    {
        var checkered = Product((x, y) => (x / 4 + y / 4) % 2 == 0 ? (150, 150, 150) : (110, 110, 110));
        Warned(checkered).ShouldBeEmpty();
        Warned(Product((_, _) => (140, 140, 140))).ShouldBe(["detail"]);
        Warned(Product((x, y) => (x / 4 + y / 4) % 2 == 0 ? (255, 255, 255) : (110, 110, 110))).ShouldBe(["clipping"]);
        Warned(Product((x, y) => (x / 4 + y / 4) % 2 == 0 ? (28, 28, 28) : (8, 8, 8))).ShouldBe(["brightness"]);
        Warned(Product((x, y) => (x / 4 + y / 4) % 2 == 0 ? (160, 145, 138) : (120, 104, 98))).ShouldBe(["colour_cast"]);
        PictureQuality.Measure(new Raster(new byte[300], 10, 10, 3), []).ShouldBeEmpty();

        static string[] Warned((Raster Picture, Standing Product) given)
        {
            var checks = PictureQuality.Measure(given.Picture, [given.Product]);
            checks.Count.ShouldBe(5);
            checks.ShouldAllBe(check => check.Result != ImageCheckResult.Failed);
            return [.. checks.Where(check => check.Result == ImageCheckResult.Warned).Select(check => check.Name)];
        }

        static (Raster, Standing) Product(Func<int, int, (int Red, int Green, int Blue)> colour)
        {
            const int side = 120;
            var rgb = new byte[side * side * 3];
            var rgba = new byte[side * side * 4];
            for (var i = 0; i < side * side; i++)
            {
                var (red, green, blue) = colour(i % side, i / side);
                (rgb[i * 3], rgb[i * 3 + 1], rgb[i * 3 + 2]) = ((byte)red, (byte)green, (byte)blue);
                rgba[i * 4 + 3] = 255;
            }

            var product = new Raster(rgba, side, side, 4);
            return (new Raster(rgb, side, side, 3), new Standing(product, Footprint.Of(product), 0, 0));
        }
    }

    [Fact]
    public void Every_kind_of_picture_gives_the_same_bytes_on_one_thread_and_on_two_and_stores_its_parameters()
    {
        using var single = new StudioEngine(new StudioOptions { ThreadsPerJob = 1 });
        using var doubled = new StudioEngine(new StudioOptions { ThreadsPerJob = 2 });
        RecipeParameters[] recipes =
        [
            new CardParameters { Headline = "Ball", Line = "Round", Price = "$1", Button = "Buy", Scene = "holiday-lights", LongSidePixels = 900 },
            new VariantsGridParameters { Labels = ["One", "Two"], SidePixels = 600 },
            new SizeGuideParameters { ProductWidth = 7, SidePixels = 600 },
            new BeforeAfterParameters { Width = 600, Height = 400 },
        ];

        foreach (var parameters in recipes)
        {
            Run(single, parameters).Bytes.ShouldBe(Run(doubled, parameters).Bytes, parameters.GetType().Name);
            JsonSerializer.Serialize(JsonSerializer.Deserialize<RecipeParameters>(JsonSerializer.Serialize(parameters))).ShouldBe(JsonSerializer.Serialize(parameters));
        }
    }

    [Fact]
    public void Every_shipped_scene_paints_the_same_room_on_one_thread_and_on_two()
    {
        foreach (var scene in SceneLibrary.All)
        {
            var frame = new RoomFrame(scene, 320, 256, 210, LightSide.Right, 7);
            Room.Paint(frame, new Lanes(1)).Pixels.ShouldBe(Room.Paint(frame, new Lanes(2)).Pixels, scene.Id);
        }
    }

    private Rendered Run(StudioEngine engine, RecipeParameters parameters) => parameters switch
    {
        CardParameters card => engine.Card(Ball(), card),
        VariantsGridParameters grid => engine.VariantsGrid([Ball(), Ball()], grid),
        SizeGuideParameters guide => engine.SizeGuide(Ball(), guide),
        BeforeAfterParameters both => engine.BeforeAfter(
            StudioFixture.Jpeg(StudioFixture.BallOnGrey().Photo), StudioFixture.Jpeg(StudioFixture.BallOnGrey().Photo), both),
        _ => throw new ArgumentOutOfRangeException(nameof(parameters)),
    };

    private Cutout Ball() => studio.Engine.CutOut(studio.Normalised(StudioFixture.Jpeg(StudioFixture.BallOnGrey().Photo)).Master);
}
