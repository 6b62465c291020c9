using CommerceOS.Data.Schema;
using CommerceOS.Domain.Branding;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CommerceOS.Data.Branding;

internal sealed class BrandKitConfiguration : IEntityTypeConfiguration<BrandKit>
{
    public void Configure(EntityTypeBuilder<BrandKit> builder)
    {
        builder.ToTable("brand_kits", Schemas.Commerce);
        builder.HasKey(b => b.WorkspaceId);
        builder.Ignore(b => b.ReadyLogo);
        builder.Property(b => b.Colours).AsJson();
        builder.Property(b => b.HeadlineFont).HasMaxLength(40);
        builder.Property(b => b.TextFont).HasMaxLength(40);
        builder.Property(b => b.Tone).HasConversion<string>().HasMaxLength(10);
        builder.Property(b => b.LogoState).HasConversion<string>().HasMaxLength(12);
        builder.Property(b => b.LogoSha256).HasMaxLength(64);
        builder.Property(b => b.LogoRefusedCode).HasMaxLength(60);
        builder.Property(b => b.LogoRefusedDetail).HasMaxLength(500);
        builder.Property(b => b.Version).IsRowVersion();
    }
}

internal sealed class BrandMusicConfiguration : IEntityTypeConfiguration<BrandMusic>
{
    public void Configure(EntityTypeBuilder<BrandMusic> builder)
    {
        builder.ToTable("brand_music", Schemas.Commerce);
        builder.HasKey(m => m.WorkspaceId);
        builder.Ignore(m => m.ReadyKey);
        builder.Property(m => m.FileName).HasMaxLength(200);
        builder.Property(m => m.State).HasConversion<string>().HasMaxLength(12);
        builder.Property(m => m.Sha256).HasMaxLength(64);
        builder.Property(m => m.RefusedCode).HasMaxLength(60);
        builder.Property(m => m.RefusedDetail).HasMaxLength(500);
        builder.Property(m => m.Version).IsRowVersion();
    }
}

internal sealed class StudioAbilitiesConfiguration : IEntityTypeConfiguration<StudioAbilities>
{
    public void Configure(EntityTypeBuilder<StudioAbilities> builder)
    {
        builder.ToTable("abilities", Schemas.Studio);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Fonts).HasColumnType("text[]");
    }
}
