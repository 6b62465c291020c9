namespace CommerceOS.Domain.Branding;

/// <summary>The open families that a brand can choose from; which of them can be used, the workers announce.</summary>
public static class BrandFonts
{
    public static IReadOnlyList<string> All { get; } =
    [
        "Inter", "Inter Display", "Noto Sans", "Noto Serif", "Noto Serif Display", "Open Sans", "Roboto", "Lato", "Montserrat", "Poppins", "Source Sans 3",
        "Source Serif 4", "IBM Plex Sans", "Lora", "Playfair Display", "EB Garamond", "Noto Sans CJK SC", "Noto Serif CJK SC", "LXGW WenKai",
    ];

    public static FieldError? Check(string field, string? family) => family is null || All.Contains(family) ? null : FieldError.OneOf(field, All, family);
}

/// <summary>What the workers' machines can draw with, as the one that started last announced it.</summary>
public sealed class StudioAbilities
{
    public const int OnlyId = 1;

    public required int Id { get; init; }

    /// <summary>Those of <see cref="BrandFonts.All"/> that are installed.</summary>
    public required List<string> Fonts { get; set; }

    /// <summary>Major version of the Chromium that draws templates; null where there is none.</summary>
    public int? Chromium { get; set; }

    public required DateTimeOffset AnnouncedAt { get; set; }
}
