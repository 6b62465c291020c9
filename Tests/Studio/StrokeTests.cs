using System.Text.Json;
using CommerceOS.Studio;
using CommerceOS.Studio.Matting;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Studio;

[Collection(nameof(StudioCollection))]
public sealed class StrokeTests(StudioFixture studio)
{
    private const int Width = 900;
    private const int Height = 700;

    // The middle of the ball of the fixture.
    private static readonly StrokePoint Middle = new(.5, .5 * Height / Width);

    [Fact]
    public void A_keep_stroke_brings_a_missing_part_in()
    {
        // A pad of nearly the backdrop's grey beside the ball: nothing tells it from the backdrop.
        var (photo, mask) = StudioFixture.BallOnGrey(Width, Height);
        Paint(photo, mask, left: 660, top: 320, width: 120, height: 90, lighter: 5);
        var session = studio.Engine.OpenMatting(Master(photo));
        var without = studio.Engine.Recut(session, []);

        var with = studio.Engine.Recut(session, [Line(StrokeKind.Keep, .04, (665, 365), (775, 365))]);

        Covers(without, 720, 365).ShouldBeFalse("or else the case proves nothing");
        Covers(with, 720, 365).ShouldBeTrue();
        Covers(with, 450, 350).ShouldBeTrue("the ball stays");
        Covers(with, 100, 100).ShouldBeFalse("the backdrop stays away");
        with.Verdict.Strokes.ShouldBe(1);
    }

    [Fact]
    public void An_erase_stroke_takes_a_part_away_up_to_its_edge()
    {
        // A blue block beside the ball, which is cut out with it.
        var (photo, mask) = StudioFixture.BallOnGrey(Width, Height);
        for (var y = 300; y < 420; y++)
        {
            for (var x = 630; x < 760; x++)
            {
                photo.Pixels.AsSpan((y * Width + x) * 3, 3).Clear();
                photo.Pixels[(y * Width + x) * 3 + 2] = 150;
            }
        }

        var session = studio.Engine.OpenMatting(Master(photo));
        var without = studio.Engine.Recut(session, []);

        var with = studio.Engine.Recut(session, [Line(StrokeKind.Erase, .01, (690, 320), (690, 400))]);

        Covers(without, 740, 310).ShouldBeTrue("or else the case proves nothing");
        Covers(with, 740, 310).ShouldBeFalse("the stroke takes the whole block, not only its own pixels");
        StudioFixture.Overlap(with, mask, Width, Height).ShouldBeGreaterThan(.95);
    }

    [Fact]
    public void Fewer_strokes_are_the_same_as_never_having_drawn_the_others()
    {
        var session = studio.Engine.OpenMatting(Master(StudioFixture.BallOnGrey(Width, Height).Photo));
        var first = Line(StrokeKind.Erase, .02, (450, 350), (520, 350));
        var one = studio.Engine.Recut(session, [first]).ToPng();
        var none = studio.Engine.Recut(session, []).ToPng();

        var two = studio.Engine.Recut(session, [first, Line(StrokeKind.Keep, .02, (700, 350), (760, 350))]).ToPng();

        two.ShouldNotBe(one);
        studio.Engine.Recut(session, [first]).ToPng().ShouldBe(one);
        studio.Engine.Recut(session, []).ToPng().ShouldBe(none);
    }

    [Fact]
    public void The_same_strokes_give_the_same_bytes_in_another_session_on_one_thread_and_on_two()
    {
        var master = Master(StudioFixture.BallOnGrey(Width, Height).Photo);
        IReadOnlyList<CutoutStroke> strokes = [Line(StrokeKind.Erase, .01, (450, 250), (450, 300)), Line(StrokeKind.Keep, .02, (700, 350), (760, 350))];
        using var single = new StudioEngine(new StudioOptions { ThreadsPerJob = 1 });
        using var doubled = new StudioEngine(new StudioOptions { ThreadsPerJob = 2 });

        var bytes = doubled.Recut(doubled.OpenMatting(master), strokes).ToPng();

        single.Recut(single.OpenMatting(master), strokes).ToPng().ShouldBe(bytes);
        doubled.Recut(doubled.OpenMatting(master), JsonSerializer.Deserialize<CutoutStroke[]>(JsonSerializer.Serialize(strokes))!).ToPng().ShouldBe(bytes);
    }

    [Fact]
    public void The_later_of_two_crossing_strokes_wins()
    {
        var session = studio.Engine.OpenMatting(Master(StudioFixture.BallOnGrey(Width, Height).Photo));
        CutoutStroke keep = Line(StrokeKind.Keep, .02, (450, 350), (460, 350)), erase = keep with { Kind = StrokeKind.Erase };

        Covers(studio.Engine.Recut(session, [keep, erase]), 455, 350).ShouldBeFalse();
        Covers(studio.Engine.Recut(session, [erase, keep]), 455, 350).ShouldBeTrue();
    }

    [Fact]
    public void Strokes_on_a_photo_with_transparency_are_brushes()
    {
        var pixels = new byte[600 * 600 * 4];
        for (var i = 0; i < 600 * 600; i++)
        {
            (pixels[i * 4], pixels[i * 4 + 3]) = (200, i % 600 is > 200 and < 400 ? (byte)255 : (byte)0);
        }

        var master = studio.Normalised(StudioFixture.Encode(new Raster(pixels, 600, 600, 4), "pngsave_buffer")).Master;

        var cutout = studio.Engine.Recut(studio.Engine.OpenMatting(master), [new(StrokeKind.Erase, .05, [new(.5, .5)])]);

        cutout.Verdict.Method.ShouldBe(CutoutMethod.GivenTransparency);
        Covers(cutout, 300, 300).ShouldBeFalse();
        Covers(cutout, 300, 500).ShouldBeTrue();
    }

    public static TheoryData<string, CutoutStroke> Bad => new()
    {
        { "radius", new(StrokeKind.Keep, .2, [Middle]) },
        { "radius", new(StrokeKind.Keep, double.NaN, [Middle]) },
        { "points", new(StrokeKind.Keep, .01, []) },
        { "points", new(StrokeKind.Keep, .01, null!) },
        { "points", new(StrokeKind.Keep, .01, [.. Enumerable.Repeat(Middle, CutoutStroke.MostPoints + 1)]) },
        { "points[0].x", new(StrokeKind.Keep, .01, [new(1.01, .2)]) },
        { "points[0].y", new(StrokeKind.Keep, .01, [new(.2, .8)]) }, // the photo is .78 high
        { "points[1].y", new(StrokeKind.Erase, .01, [Middle, new(.2, -.1)]) },
        { "kind", new((StrokeKind)7, .01, [Middle]) },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_stroke_outside_its_limits_is_refused_with_what_was_expected(string part, CutoutStroke stroke)
    {
        var session = studio.Engine.OpenMatting(Master(StudioFixture.BallOnGrey(Width, Height).Photo));

        var refusal = Should.Throw<StudioParameterException>(() => studio.Engine.Recut(session, [stroke]));

        refusal.ParamName.ShouldBe($"strokes[0].{part}");
        refusal.Message.ShouldContain("expected");
    }

    [Fact]
    public void Too_many_strokes_and_too_many_points_together_are_refused()
    {
        var session = studio.Engine.OpenMatting(Master(StudioFixture.BallOnGrey(Width, Height).Photo));
        var dot = new CutoutStroke(StrokeKind.Keep, .01, [Middle]);
        var scribble = dot with { Points = [.. Enumerable.Repeat(Middle, CutoutStroke.MostPoints)] };

        Should.Throw<StudioParameterException>(() => studio.Engine.Recut(session, [.. Enumerable.Repeat(dot, CutoutStroke.MostStrokes + 1)]));
        Should.Throw<StudioParameterException>(() => studio.Engine.Recut(session, [.. Enumerable.Repeat(scribble, 21)])).Message.ShouldContain("together");
    }

    private ReadOnlyMemory<byte> Master(Raster photo) => studio.Normalised(StudioFixture.Jpeg(photo)).Master;

    private static CutoutStroke Line(StrokeKind kind, double radius, params (double X, double Y)[] pixels) =>
        new(kind, radius, [.. pixels.Select(pixel => new StrokePoint(pixel.X / Width, pixel.Y / Width))]);

    private static bool Covers(Cutout cutout, int photoX, int photoY)
    {
        var (region, verdict) = (cutout.Verdict.Region, cutout.Verdict);
        int x = (photoX - region.Left) * cutout.Width / region.Width, y = (photoY - region.Top) * cutout.Height / region.Height;
        verdict.PhotoWidth.ShouldBeGreaterThan(photoX);
        return x >= 0 && y >= 0 && x < cutout.Width && y < cutout.Height && cutout.Rgba.Pixels[(y * cutout.Width + x) * 4 + 3] > 127;
    }

    private static void Paint(Raster photo, byte[] mask, int left, int top, int width, int height, int lighter)
    {
        for (var y = top; y < top + height; y++)
        {
            for (var x = left; x < left + width; x++)
            {
                for (var c = 0; c < 3; c++)
                {
                    photo.Pixels[(y * Width + x) * 3 + c] = (byte)(photo.Pixels[(y * Width + x) * 3 + c] + lighter);
                }

                mask[y * Width + x] = 1;
            }
        }
    }
}
