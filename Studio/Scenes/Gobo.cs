using CommerceOS.Studio.Rendering;

namespace CommerceOS.Studio.Scenes;

/// <summary>
/// What stands between the light and the scene: a window, blinds or a palm leaf. Its shadow runs over the wall and on over
/// the floor, where it leans away from the light.
/// </summary>
internal sealed class Gobo
{
    private readonly string kind;
    private readonly float strength;
    private readonly float softness;

    private Gobo(string kind, float strength, float softness) => (this.kind, this.strength, this.softness) = (kind, strength, softness);

    internal static Gobo Read(SceneReader reader)
    {
        var gobo = new Gobo(
            reader.Choice("kind", null, "window", "blinds", "palm"),
            reader.Number("strength", .05f, 1, "of full contrast"),
            reader.Number("softness", .005f, .1f, "of the side"));
        reader.Done();
        return gobo;
    }

    /// <summary>What the light is multiplied by.</summary>
    /// <param name="x">Across, in sides from the middle; positive is away from the light.</param>
    /// <param name="y">Up the wall from the floor, or as a negative number along the floor towards the camera.</param>
    internal float At(float x, float y)
    {
        var open = kind switch
        {
            "window" => Window(x - .24f * y, y + .20f * x),
            "blinds" => Blinds(x - .22f * y, y + .30f * x),
            _ => Palm(x, y),
        };
        return 1 + strength * (open * .90f - .40f);
    }

    private float Pulse(float from, float to, float value) => Curves.Smooth(from - softness, from + softness, value) - Curves.Smooth(to - softness, to + softness, value);

    private float Window(float x, float y)
    {
        const float left = -.72f, bottom = -.42f, pane = .46f, bar = .045f;
        var across = Pulse(left, left + pane, x) + Pulse(left + pane + bar, left + 2 * pane + bar, x);
        var up = Pulse(bottom, bottom + pane, y) + Pulse(bottom + pane + bar, bottom + 2 * pane + bar, y) + Pulse(bottom + 2 * (pane + bar), bottom + 3 * pane + 2 * bar, y);
        return across * up;
    }

    private float Blinds(float x, float y)
    {
        const float slat = .105f;
        var phase = y / slat - MathF.Floor(y / slat);
        return (Pulse(.12f * slat, .68f * slat, phase * slat)) * Pulse(-.62f, .50f, x);
    }

    // Two fronds: stems with leaflets on both sides, thin and closer together towards the tip.
    private float Palm(float x, float y) => 1 - .92f * MathF.Max(Frond(x + 1.12f, y - .86f, .40f), Frond(x - .32f, y - 1.42f, .95f));

    private float Frond(float x, float y, float angle)
    {
        float cos = MathF.Cos(angle), sin = MathF.Sin(angle);
        float along = x * cos - y * sin, across = x * sin + y * cos;
        across += .16f * along * along; // the stem hangs
        if (along is < -.05f or > 1.3f)
        {
            return 0;
        }

        var shade = 1 - Curves.Smooth(.004f, .004f + softness, MathF.Abs(across));
        shade *= Pulse(-.05f, 1.02f, along);
        var upper = across > 0;
        var reach = .46f * MathF.Pow(MathF.Max(0, MathF.Sin(MathF.PI * Math.Clamp(along * .86f + .10f, 0, 1))), .7f);
        // Leaflets lean towards the tip; follow this one back to where it leaves the stem.
        var root = along - MathF.Abs(across) * .85f + (upper ? .031f : 0);
        const float spacing = .074f;
        var place = root / spacing - MathF.Floor(root / spacing) - .5f;
        var out01 = MathF.Abs(across) / MathF.Max(.02f, reach);
        if (out01 < 1.15f && root is > -.02f and < 1.02f)
        {
            var half = .44f * spacing * MathF.Pow(MathF.Max(0, MathF.Sin(MathF.PI * Math.Clamp(.12f + .88f * out01, 0, 1))), .6f);
            shade = MathF.Max(shade, 1 - Curves.Smooth(half - softness * .8f, half + softness * .8f, MathF.Abs(place) * spacing));
            shade *= 1 - Curves.Smooth(.9f, 1.15f, out01) * .9f;
        }

        return shade;
    }
}
