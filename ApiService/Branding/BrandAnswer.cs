using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Branding;
using CommerceOS.Data;
using CommerceOS.Domain.Branding;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using BrandTone = CommerceOS.Domain.Branding.BrandTone;
using LogoState = CommerceOS.Domain.Branding.LogoState;
using MusicState = CommerceOS.Domain.Branding.MusicState;

namespace CommerceOS.ApiService.Branding;

/// <summary>The brand as it is told: colours, fonts, tone, logo, music, with the tag of the part that is saved as one.</summary>
internal static class BrandAnswer
{
    /// <summary>Of a brand that nobody saved yet: a row's version is never zero.</summary>
    public const uint NoVersion = 0;

    public static async Task<Ok<BrandDto>> ReadAsync(HttpContext http, CommerceDbContext database, CancellationToken cancellationToken) =>
        await OfAsync(await database.BrandKits.AsNoTracking().SingleOrDefaultAsync(cancellationToken), http, database, cancellationToken);

    public static async Task<Ok<BrandDto>> OfAsync(BrandKit? brand, HttpContext http, CommerceDbContext database, CancellationToken cancellationToken)
    {
        // Before a worker ever ran nobody knows; then every family may be chosen.
        var fonts = await database.StudioAbilities.AsNoTracking().Select(a => a.Fonts).SingleOrDefaultAsync(cancellationToken) ?? [.. BrandFonts.All];
        var music = await database.BrandMusic.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        ETags.Set(http, brand?.Version ?? NoVersion);
        var colours = brand?.Colours ?? BrandColours.Suggested;
        return TypedResults.Ok(new BrandDto(
            brand is not null, colours.Primary, colours.Accent, colours.Ink, colours.Ground, Math.Round(colours.Contrast, 2), brand?.HeadlineFont, brand?.TextFont,
            (Contracts.Branding.BrandTone)(brand?.Tone ?? BrandTone.Plain), Logo(brand), fonts, Music(music)));
    }

    private static BrandLogoDto? Logo(BrandKit? brand) => brand?.LogoState switch
    {
        null or LogoState.None => null,
        LogoState.Processing => new(Contracts.Branding.LogoState.Processing, 0, 0, null, null),
        LogoState.Ready => new(Contracts.Branding.LogoState.Ready, brand.LogoWidth, brand.LogoHeight, null, null),
        LogoState.Refused => new(Contracts.Branding.LogoState.Refused, 0, 0, brand.LogoRefusedCode, brand.LogoRefusedDetail),
        _ => throw new ArgumentOutOfRangeException(nameof(brand), brand.LogoState, "unknown state"),
    };

    private static BrandMusicDto? Music(BrandMusic? music) => music is null ? null : new(
        music.State switch
        {
            MusicState.Processing => Contracts.Branding.MusicState.Processing,
            MusicState.Ready => Contracts.Branding.MusicState.Ready,
            MusicState.Refused => Contracts.Branding.MusicState.Refused,
            _ => throw new ArgumentOutOfRangeException(nameof(music), music.State, "unknown state"),
        },
        music.FileName, music.Seconds, music.Sha256, music.RefusedCode, music.RefusedDetail);
}
