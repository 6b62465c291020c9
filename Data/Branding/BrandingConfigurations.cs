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

internal sealed class StudioAbilitiesConfiguration : IEntityTypeConfiguration<StudioAbilities>
{
    public void Configure(EntityTypeBuilder<StudioAbilities> builder)
    {
        builder.ToTable("abilities", Schemas.Studio);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Fonts).HasColumnType("text[]");
    }
}
