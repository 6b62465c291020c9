using System.Globalization;
using CommerceOS.Studio.Rendering;

namespace CommerceOS.Studio.Templates;

/// <summary>A palette's four colours, and those that pages mix from them: readable ones for words, whatever the merchant chose.</summary>
internal sealed class TemplateColours
{
    private const double Reserve = .4; // over the least contrast: grounds are not quite even
    private static readonly Tint Black = new(0, 0, 0);
    private static readonly Tint White = new(255, 255, 255);

    private readonly Dictionary<string, Tint> colours;

    internal TemplateColours(TemplatePalette palette)
    {
        Tint primary = Tint.Of(palette.Primary), accent = Tint.Of(palette.Accent), ground = Tint.Of(palette.Ground);
        var floor = ground.Towards(primary, .09f);
        // Words stand on the ground and on what is mixed into it.
        var ink = Readable(Readable(Tint.Of(palette.Ink), ground), floor);
        var onPrimary = Best(primary);
        colours = new()
        {
            ["ground"] = ground, ["primary"] = primary, ["accent"] = accent, ["ink"] = ink, ["floor"] = floor,
            ["muted"] = Readable(Readable(ink.Towards(ground, .26f), ground), floor),
            ["faint"] = ink.Towards(ground, .52f),
            ["hairline"] = ink.Towards(ground, .80f),
            ["soft"] = floor,
            ["soft-line"] = ground.Towards(primary, .20f),
            ["panel"] = ground.Towards(primary, .15f),
            ["glow"] = ground.Towards(White, .80f),
            ["disc"] = primary.Towards(onPrimary, .16f),
            ["on-primary"] = onPrimary,
            ["on-primary-soft"] = Readable(onPrimary.Towards(primary, .14f), primary),
            ["on-accent"] = Best(accent),
            ["accent-line"] = Legibility.Contrast(accent, ground) >= 1.35 ? accent : primary,
            ["accent-on-primary"] = Legibility.Contrast(accent, primary) >= 1.6 ? accent : onPrimary,
        };
    }

    internal Tint this[string name] => colours[name];

    internal string Css => string.Concat(colours.Select(colour => $"--{colour.Key}:{Hex(colour.Value)};"));

    /// <summary>The colour, moved towards black or white until it can be read on the ground.</summary>
    internal static Tint Readable(Tint colour, Tint ground)
    {
        var goal = Best(ground);
        for (var share = 0f; share < 1; share += .06f)
        {
            var candidate = colour.Towards(goal, share);
            if (Legibility.Contrast(candidate, ground) >= Legibility.Least + Reserve)
            {
                return candidate;
            }
        }

        return goal;
    }

    internal static string Hex(Tint tint)
    {
        var level = tint.Clamped();
        return string.Create(CultureInfo.InvariantCulture, $"#{(int)(level.Red + .5f):x2}{(int)(level.Green + .5f):x2}{(int)(level.Blue + .5f):x2}");
    }

    // The house's dark ink where it is enough, pure black where only that is.
    private static Tint Best(Tint ground)
    {
        var better = Legibility.Better(ground);
        return Legibility.Contrast(better, ground) >= Legibility.Least + Reserve ? better
            : Legibility.Contrast(Black, ground) >= Legibility.Contrast(White, ground) ? Black : White;
    }
}
