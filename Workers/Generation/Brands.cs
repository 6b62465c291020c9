using System.Security.Cryptography;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Domain.Branding;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Generation;

/// <summary>The workspace's brand as it is when a picture's turn comes.</summary>
internal sealed class Brands(CommerceDbContext database, WorkspaceObjects objects)
{
    /// <param name="withLogo">Whether the picture has a place for one: a main image and the Studio's own looks have none.</param>
    public async Task<(BrandKit? Brand, byte[]? Logo)> ReadAsync(bool withLogo, CancellationToken cancellationToken)
    {
        var brand = await database.BrandKits.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var key = withLogo ? brand?.ReadyLogo : null;
        // Deleted at this moment: the picture is made without it, and its capsule says so.
        return (brand, key is null ? null : await objects.ReadAllAsync(brand!.WorkspaceId.Value, key, cancellationToken));
    }

    public static string? HashOf(byte[]? logo) => logo is null ? null : Convert.ToHexStringLower(SHA256.HashData(logo));
}
