using System.Text;
using CommerceOS.Studio;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Scenes;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Studio;

[Collection(nameof(StudioCollection))]
public sealed class SceneTests(StudioFixture studio)
{
    private const string Whole = """
        {
          "id": "test", "name": { "en": "Test", "zh-Hans": "测试" }, "group": "wood",
          "wall": { "material": "gradient", "colours": ["#102030", "#405060"] },
          "floor": { "material": "wood", "colours": ["#c79a66", "#94622f", "#4a2c13"], "plank": 0.3 },
          "light": { "pool": 20 }, "shadow": { "tint": "#1f0f04", "strength": 1 },
          "props": [{ "kind": "bokeh", "colours": ["#ffffff"], "count": 3, "size": 0.1, "blur": 0.01, "opacity": 0.5 }]
        }
        """;

    public static TheoryData<string, string, string> Broken => new()
    {
        { "\"pool\": 20", "\"pool\": 200", "test.light.pool: expected 0 to 100 levels, got 200." },
        { "\"pool\": 20", "\"pool\": \"much\"", "test.light.pool: expected 0 to 100 levels, got \"much\"." },
        { "\"pool\": 20", "\"glow\": 20", "test.light.pool: expected 0 to 100 levels, got nothing." },
        { "\"pool\": 20", "\"pool\": 20, \"glow\": 1", "test.light.glow: expected one of falloff, gobo, offset, pool, vignette, got an unknown name." },
        { "\"material\": \"wood\"", "\"material\": \"gold\"", "test.floor.material: expected one of gradient, wood, marble, terrazzo, fabric, plaster, got \"gold\"." },
        { "\"#94622f\", ", "", "test.floor.colours: expected 3 colours as \"#rrggbb\", got [\"#c79a66\", \"#4a2c13\"]." },
        { "\"#1f0f04\"", "\"black\"", "test.shadow.tint: expected a colour as \"#rrggbb\", got \"black\"." },
        { "\"group\": \"wood\"", "\"group\": \"metal\"", "test.group: expected one of studio, pastel, dark, wood, stone, fabric, seasonal, got \"metal\"." },
        { "\"kind\": \"bokeh\"", "\"kind\": \"cat\"", "test.props[0].kind: expected one of bokeh, snow, leaves, lanterns, blossoms, fir, got \"cat\"." },
        { "\"id\": \"test\"", "\"id\": \"../test\"", "test.id: expected letters a to z, digits and hyphens, got \"../test\"." },
        { "\"zh-Hans\": \"测试\"", "\"zh-Hans\": \" \"", "test.name.zh-Hans: expected 1 to 20 characters, got \" \"." },
        { "\"light\": { \"pool\": 20 }", "\"light\": 5", "test.light: expected an object, got 5." },
        { "\"light\": {", "\"light\" {", "test: expected JSON, got text that breaks off at line 5." },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_document_is_refused_with_what_was_expected_and_what_came(string part, string instead, string message)
    {
        Whole.ShouldContain(part);
        Scene.Read("test", Encoding.UTF8.GetBytes(Whole)).Id.ShouldBe("test");

        Should.Throw<SceneDocumentException>(() => Scene.Read("test", Encoding.UTF8.GetBytes(Whole.Replace(part, instead, StringComparison.Ordinal)))).Message.ShouldBe(message);
    }

    [Fact]
    public void The_library_has_every_group_the_nine_first_scenes_and_names_in_both_languages()
    {
        SceneLibrary.All.Select(scene => scene.Group).Distinct().Order().ShouldBe(Enum.GetValues<SceneGroup>());
        SceneLibrary.All.Select(scene => scene.Id).ShouldBeUnique();
        SceneLibrary.All.Select(scene => scene.ChineseName).ShouldBeUnique();
        SceneLibrary.All.Count.ShouldBeGreaterThanOrEqualTo(18);
        foreach (var id in (string[])["mist", "stone", "sage", "sand", "peach", "blush", "sky", "reflectiveWhite", "dark"])
        {
            SceneLibrary.Find(id).ShouldNotBeNull(id);
        }

        SceneLibrary.Find("ReflectiveWhite").ShouldBe(SceneLibrary.Find("reflectiveWhite"));
        SceneLibrary.Find("beach").ShouldBeNull();
    }

    [Theory]
    [InlineData(256, 3000)]
    [InlineData(1600, 400)]
    [InlineData(640, 800)]
    public void A_scene_has_the_asked_size_and_passes_its_checks_in_any_shape(int width, int height)
    {
        foreach (var scene in (string[])["mist", "oak-table", "new-year-lanterns"])
        {
            var picture = studio.Engine.Scene([Ball()], new SceneParameters { Scene = scene, Width = width, Height = height });

            picture.Passed.ShouldBeTrue($"{scene}: {string.Join(", ", picture.Checks)}");
            var decoded = StudioFixture.Decode(picture.Bytes, "jpegload_buffer");
            (decoded.Width, decoded.Height).ShouldBe((width, height));
        }
    }

    [Fact]
    public void Products_of_a_group_stand_on_one_line_in_their_sizes_without_overlap()
    {
        var ball = Ball();

        var picture = studio.Engine.Scene([ball, ball, ball], new SceneParameters { Width = 1200, Height = 800, RelativeHeights = [.5, 1, .8] });

        picture.Passed.ShouldBeTrue(string.Join(", ", picture.Checks));
        var places = picture.Products;
        (places[0].Height / places[1].Height).ShouldBe(.5, .02);
        (places[2].Height / places[1].Height).ShouldBe(.8, .02);
        places.Select(place => Math.Round(place.Top + place.Height, 3)).Distinct().Count().ShouldBe(1);
        var ordered = places.OrderBy(place => place.Left).ToArray();
        ordered[1].ShouldBe(places[1], "the widest stands in the middle");
        for (var i = 1; i < ordered.Length; i++)
        {
            ordered[i].Left.ShouldBeGreaterThan(ordered[i - 1].Left + ordered[i - 1].Width);
        }
    }

    [Fact]
    public void None_and_seven_products_are_refused()
    {
        Should.Throw<StudioParameterException>(() => studio.Engine.Scene([], new SceneParameters())).Message.ShouldStartWith("cutouts: expected 1 to 6 products, got 0.");
        Should.Throw<StudioParameterException>(() => studio.Engine.Scene([.. Enumerable.Repeat(Ball(), 7)], new SceneParameters())).Message.ShouldStartWith("cutouts: expected 1 to 6 products, got 7.");
    }

    [Fact]
    public void A_brands_colour_paints_the_wall_and_leaves_the_floor()
    {
        var own = Decoded(new SceneParameters { Scene = "carrara", Width = 600, Height = 600 });
        var blue = Decoded(new SceneParameters { Scene = "carrara", Width = 600, Height = 600, WallTint = "#3060c0" });

        var (wall, floor) = (At(blue, 60, 200), At(blue, 20, 580));
        (wall.Blue - wall.Red).ShouldBeGreaterThan(60);
        Math.Abs(floor.Blue - floor.Red).ShouldBeLessThan(25, "marble stays marble");
        var before = At(own, 60, 200);
        (before.Blue - before.Red).ShouldBeLessThan(25);

        static (int Red, int Blue) At(Raster picture, int x, int y) => (picture.Pixels[(y * picture.Width + x) * 3], picture.Pixels[(y * picture.Width + x) * 3 + 2]);
    }

    [Fact]
    public void Previews_show_every_scene_once_and_as_the_single_preview_does()
    {
        var ball = Ball();

        var previews = studio.Engine.Previews(ball, 256, TestContext.Current.CancellationToken);

        previews.Select(preview => preview.Scene).ShouldBe(SceneLibrary.All);
        previews.Select(preview => Convert.ToHexString(preview.WebP)).ShouldBeUnique();
        previews.Single(preview => preview.Scene.Id == "linen").WebP.ShouldBe(studio.Engine.ScenePreview(ball, "linen", 256, TestContext.Current.CancellationToken));
        StudioFixture.Decode(previews[0].WebP, "webpload_buffer").Width.ShouldBe(256);
        Should.Throw<StudioParameterException>(() => studio.Engine.ScenePreview(ball, "beach")).Message.ShouldStartWith("scene: expected one of");
    }

    [Fact]
    public void The_cache_of_rooms_gives_the_same_pixels_and_stays_within_its_bounds()
    {
        var lanes = new Lanes(2);
        var cache = new RoomCache(mostBytes: 200 * 200 * 3 * 2);
        var first = cache.Get(Frame(1), null, null, lanes);

        cache.Get(Frame(1), null, null, lanes).ShouldBeSameAs(first);
        _ = cache.Get(Frame(2), null, null, lanes);
        _ = cache.Get(Frame(3), null, null, lanes);
        var again = cache.Get(Frame(1), null, null, lanes);

        cache.Bytes.ShouldBe(200 * 200 * 3 * 2);
        again.ShouldNotBeSameAs(first, "the oldest left");
        again.Pixels.ShouldBe(first.Pixels);

        static RoomFrame Frame(int seed) => new(SceneLibrary.Find("terrazzo")!, 200, 200, 160, LightSide.Left, seed);
    }

    private Raster Decoded(SceneParameters parameters) => StudioFixture.Decode(studio.Engine.Scene([Ball()], parameters).Bytes, "jpegload_buffer");

    private Cutout Ball() => studio.Engine.CutOut(studio.Normalised(StudioFixture.Jpeg(StudioFixture.BallOnGrey().Photo)).Master);
}
