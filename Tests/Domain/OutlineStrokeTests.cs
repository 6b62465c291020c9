using CommerceOS.Domain.Catalog;
using Shouldly;
using Xunit;
using Sent = (string? Mark, double? Radius, System.Collections.Generic.IReadOnlyList<(double? X, double? Y)>? Points);

namespace CommerceOS.Tests.Domain;

public sealed class OutlineStrokeTests
{
    private const int Width = 3000;
    private const int Height = 4000;

    private static readonly (double? X, double? Y)[] Line = [(.1, .2), (.3, .4)];

    [Fact]
    public void Strokes_inside_the_limits_come_back_in_their_order()
    {
        var (strokes, errors) = OutlineStrokes.Check([("keep", .001, [(0, 0)]), ("erase", .1, [(.75, 1), (.123456789, .5)])], Width, Height);

        errors.ShouldBeEmpty();
        strokes.Select(s => (s.Mark, s.Radius)).ShouldBe([(OutlineMark.Keep, .001), (OutlineMark.Erase, .1)]);
        strokes[1].Points.ShouldBe([new(.75, 1), new(.12346, .5)]);
    }

    [Fact]
    public void No_strokes_are_the_automatic_outline_and_no_list_is_none()
    {
        OutlineStrokes.Check([], Width, Height).Errors.ShouldBeEmpty();
        OutlineStrokes.Check(null, Width, Height).Errors.ShouldHaveSingleItem().ShouldSatisfyAllConditions(e => e.Field.ShouldBe("strokes"), e => e.Code.ShouldBe("required"));
        OutlineStrokes.HashOf([]).ShouldBeNull();
    }

    public static TheoryData<string, string, Sent> Bad => new()
    {
        { "strokes[0].mark", "not_one_of", ("paint", .01, Line) },
        { "strokes[0].mark", "not_one_of", (null, .01, Line) },
        { "strokes[0].mark", "not_one_of", ("Keep", .01, Line) },
        { "strokes[0].radius", "required", ("keep", null, Line) },
        { "strokes[0].radius", "out_of_range", ("keep", .00099, Line) },
        { "strokes[0].radius", "out_of_range", ("keep", .10001, Line) },
        { "strokes[0].radius", "out_of_range", ("keep", double.NaN, Line) },
        { "strokes[0].radius", "out_of_range", ("keep", 1e308, Line) },
        { "strokes[0].points", "required", ("keep", .01, null) },
        { "strokes[0].points", "required", ("keep", .01, []) },
        { "strokes[0].points", "too_many", ("keep", .01, [.. Enumerable.Repeat(Line[0], 501)]) },
        { "strokes[0].points[1].x", "out_of_range", ("keep", .01, [(.1, .1), (.7501, .1)]) },
        { "strokes[0].points[1].y", "out_of_range", ("keep", .01, [(.1, .1), (.1, 1.0001)]) },
        { "strokes[0].points[0].x", "out_of_range", ("keep", .01, [(-.0001, .1)]) },
        { "strokes[0].points[0].y", "required", ("keep", .01, [(.1, null)]) },
        { "strokes[0].points[0].x", "out_of_range", ("keep", .01, [(double.PositiveInfinity, .1)]) },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_does_not_fit_is_refused_by_field(string field, string code, Sent stroke)
    {
        var (strokes, errors) = OutlineStrokes.Check([stroke], Width, Height);

        strokes.ShouldBeEmpty();
        errors.ShouldHaveSingleItem().ShouldSatisfyAllConditions(e => (e.Field, e.Code).ShouldBe((field, code)), e => e.Message.ShouldStartWith("Expected "));
    }

    [Fact]
    public void A_hundred_strokes_and_ten_thousand_points_are_allowed_and_one_more_is_not()
    {
        Sent dot = ("erase", .01, [(.1, .1)]), long500 = ("erase", .01, [.. Enumerable.Repeat(Line[0], 500)]);

        OutlineStrokes.Check([.. Enumerable.Repeat(dot, 100)], Width, Height).Strokes.Count.ShouldBe(100);
        OutlineStrokes.Check([.. Enumerable.Repeat(dot, 101)], Width, Height).Errors.ShouldHaveSingleItem().Code.ShouldBe("too_many");
        OutlineStrokes.Check([.. Enumerable.Repeat(long500, 20)], Width, Height).Strokes.Count.ShouldBe(20);
        OutlineStrokes.Check([.. Enumerable.Repeat(long500, 20), dot], Width, Height).Errors.ShouldHaveSingleItem().Code.ShouldBe("too_many_points");
    }

    [Fact]
    public void Rounding_leaves_no_point_outside_the_photo()
    {
        // 2/3 is rounded up: .66667 would be outside of a photo of 2:3.
        var (strokes, errors) = OutlineStrokes.Check([("keep", .01, [(2 / 3.0, 1)])], 2000, 3000);

        errors.ShouldBeEmpty();
        strokes[0].Points[0].X.ShouldBeLessThanOrEqualTo(2000 / 3000.0);
        OutlineStrokes.Check([("keep", .01, [(strokes[0].Points[0].X, 1)])], 2000, 3000).Errors.ShouldBeEmpty("what was stored can be sent again");
    }

    [Fact]
    public void The_hash_is_of_marks_widths_places_and_order()
    {
        OutlineStroke one = new(OutlineMark.Keep, .01, [new(.1, .2), new(.3, .4)]), two = one with { Mark = OutlineMark.Erase };
        var hash = OutlineStrokes.HashOf([one, two]);

        OutlineStrokes.HashOf([one with { Points = [new(.1, .2), new(.3, .4)] }, two]).ShouldBe(hash, "equal by value");
        foreach (var other in (IReadOnlyList<OutlineStroke>[])[[two, one], [one], [one, one], [one with { Radius = .02 }, two], [one with { Points = [new(.1, .2)] }, two], [one, two, two]])
        {
            OutlineStrokes.HashOf(other).ShouldNotBe(hash);
        }
        hash.ShouldNotBeNull().Length.ShouldBe(32);
    }
}
