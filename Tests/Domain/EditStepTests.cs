using System.Text.Json;
using System.Text.Json.Nodes;
using CommerceOS.Domain.Generation;
using CommerceOS.Studio.Editing;
using CommerceOS.Workers.Generation;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Domain;

/// <summary>The rules of steps and the Studio's own agree.</summary>
public sealed class EditStepTests
{
    public static TheoryData<string> Kinds => [.. EditSteps.Kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_Studio_takes_every_kind_at_both_ends_of_its_ranges(string kind)
    {
        foreach (var most in new[] { false, true })
        {
            var step = new JsonObject { ["kind"] = kind };
            foreach (var field in EditSteps.Kinds[kind])
            {
                step[field.Name] = field.Type switch
                {
                    EditFieldType.Number => Number(kind, field, most),
                    EditFieldType.Integer => (int)(most ? field.Max : field.Min),
                    EditFieldType.Boolean => most,
                    EditFieldType.Choice => field.Choices![most ? ^1 : 0],
                    EditFieldType.Colour => most ? "#FFffFF" : null,
                    EditFieldType.Strokes => JsonNode.Parse(most ? """[{"radius":0.1,"points":[{"x":1,"y":1}]}]""" : """[{"radius":0.002,"points":[{"x":0,"y":0}]}]"""),
                    _ => throw new InvalidOperationException(),
                };
            }

            var (canonical, error) = EditSteps.Read(JsonSerializer.SerializeToElement(new[] { step }), "steps");

            error.ShouldBeNull();
            var read = EditMaker.Read(canonical.ToJsonString()).ShouldHaveSingleItem();
            Should.NotThrow(() => read.Validate("steps[0]"));
            foreach (var field in EditSteps.Kinds[kind]) read.GetType().GetProperties().ShouldContain(p => p.Name.Equals(field.Name, StringComparison.OrdinalIgnoreCase), $"the Studio reads {kind}.{field.Name}");
        }
    }

    [Fact]
    public void The_same_list_has_one_way_to_be_written()
    {
        var first = Read("""[{"kind":"light","exposure":0.5},{"kind":"crop","width":0.5}]""");
        Read("""[{"contrast":0,"exposure":0.500001,"kind":"light"},{"kind":"crop","aspect":null,"width":0.5,"left":0}]""").ShouldBe(first);
        Read(first).ShouldBe(first);
        Read("""[{"kind":"light","exposure":0.6},{"kind":"crop","width":0.5}]""").ShouldNotBe(first);
    }

    [Fact]
    public void A_crop_whose_sides_were_rounded_up_still_fits() =>
        Read("""[{"kind":"crop","left":0.333335,"width":0.666665}]""").ShouldContain("0.66666");

    [Fact]
    public void Every_channel_s_size_is_a_list_that_the_Studio_takes()
    {
        foreach (var preset in ChannelPresets.All)
        {
            var steps = EditMaker.Read(preset.Steps(preset.NeedsOutline ? new(.2, .1, .5, .8) : null));
            var plan = EditPlan.Of(steps, 3000, 4000);
            (plan.Result.Width, plan.Result.Height).ShouldBe((preset.Width, preset.Height), preset.Id);
            plan.NeedsCutout.ShouldBe(preset.NeedsOutline);
        }
        ChannelPresets.All.Select(p => p.Id).ShouldBeUnique();
        Should.Throw<ArgumentNullException>(() => ChannelPresets.Find("amazon-main")!.Steps(null));
    }

    private static double Number(string kind, EditField field, bool most) =>
        kind == "crop" && most && field.Name is "width" or "height" ? .01 : kind == "crop" && field.Name is "left" or "top" && most ? .99 : most ? field.Max : field.Min;

    private static string Read(string json)
    {
        var (steps, error) = EditSteps.Read(JsonSerializer.Deserialize<JsonElement>(json), "steps");
        error.ShouldBeNull();
        return steps.ToJsonString();
    }
}
