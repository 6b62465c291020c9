using System.Security.Cryptography;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Domain;
using CommerceOS.Domain.Branding;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Generation;

/// <summary>The workspace's brand as it is when a picture's turn comes.</summary>
internal sealed class Brands(CommerceDbContext database, WorkspaceObjects objects)
{
    /// <param name="recipe">Only what has a place for a logo gets it, and only a video music.</param>
    /// <param name="parameters">Of the recipe, as canonical JSON.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<(BrandKit? Brand, BrandFile? File)> ReadAsync(string recipe, string parameters, CancellationToken cancellationToken)
    {
        var brand = await database.BrandKits.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (PictureMaker.IsTemplate(recipe, parameters) && brand?.ReadyLogo is { } logo) return (brand, await OpenAsync(brand.WorkspaceId, logo, BrandFile.Logo, cancellationToken));
        if (!VideoMaker.WantsMusic(recipe, parameters)) return (brand, null);
        var music = await database.BrandMusic.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        return (brand, music?.ReadyKey is { } key ? await OpenAsync(music.WorkspaceId, key, BrandFile.Music, cancellationToken) : null);
    }

    // Deleted at this moment: the piece is made without it, and its capsule says so.
    private async Task<BrandFile?> OpenAsync(WorkspaceId workspace, string key, string rendition, CancellationToken cancellationToken) =>
        await objects.ReadAllAsync(workspace.Value, key, cancellationToken) is { } bytes ? new(rendition, bytes) : null;
}

/// <summary>A logo or music that goes into a piece; its bytes are kept with the piece, so that it can be made again when the brand has long got another.</summary>
/// <param name="Rendition">What the piece keeps it as: <see cref="Logo"/> or <see cref="Music"/>.</param>
internal sealed record BrandFile(string Rendition, byte[] Bytes)
{
    public const string Logo = "logo";
    public const string Music = "music";

    /// <summary>SHA-256, lower-case hex.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));
}
