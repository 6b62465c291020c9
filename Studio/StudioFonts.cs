using CommerceOS.Studio.Vips;

namespace CommerceOS.Studio;

/// <summary>The open families that a brand can choose from, where they are installed.</summary>
public static class StudioFonts
{
    /// <summary>Latin families first, then Chinese ones. Names are stored with brands and pictures and never change.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        "Inter", "Inter Display", "Noto Sans", "Noto Serif", "Noto Serif Display", "Open Sans", "Roboto", "Lato", "Montserrat", "Poppins", "Source Sans 3",
        "Source Serif 4", "IBM Plex Sans", "Lora", "Playfair Display", "EB Garamond", "Noto Sans CJK SC", "Noto Serif CJK SC", "LXGW WenKai",
    ];

    /// <summary>Those that this machine can draw with. All of them where fontconfig cannot be asked.</summary>
    public static IReadOnlyList<string> Installed() => [.. Known.Where(family => FontCatalogue.Has(family) != false)];

    internal static void Require(string parameter, string? family)
    {
        if (family is not null && !Known.Contains(family))
        {
            throw new StudioParameterException(parameter, $"{parameter}: expected one of {string.Join(", ", Known)}, got \"{(family.Length > 40 ? family[..40] : family)}\".");
        }
    }
}
