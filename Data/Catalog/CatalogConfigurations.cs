using CommerceOS.Data.Schema;
using CommerceOS.Domain.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CommerceOS.Data.Catalog;

internal sealed class ProductConfiguration : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.ToTable("products", Schemas.Commerce);
        builder.HasOrdinal();
        builder.Property(p => p.Sku).HasMaxLength(40);
        builder.Property(p => p.Brand).HasMaxLength(80);
        builder.Property(p => p.Category).HasMaxLength(120);
        builder.Property(p => p.Gtin).HasMaxLength(14);
        builder.Property(p => p.SortTitle).HasMaxLength(ProductDraft.MaxTitle * 2);
        builder.Property(p => p.SearchText).HasMaxLength(1200);
        builder.Property(p => p.Texts).AsJson();
        builder.Property(p => p.Attributes).AsJson();
        builder.Property(p => p.Price).AsJson();
        builder.Property(p => p.TargetLanguages).HasColumnType("text[]");
        builder.Property(p => p.Version).IsRowVersion();
        // A deleted product's SKU may be used again; restoring it then asks for another.
        builder.HasIndex(p => new { p.WorkspaceId, p.Sku }).IsUnique().HasFilter("deleted_at is null").HasDatabaseName("ux_products_sku");
        builder.HasIndex(p => new { p.WorkspaceId, p.SortTitle });
        builder.HasIndex(p => p.SearchText).HasMethod("gin").HasOperators("gin_trgm_ops").HasDatabaseName("ix_products_search");
    }
}

internal sealed class AssetConfiguration : IEntityTypeConfiguration<Asset>
{
    public void Configure(EntityTypeBuilder<Asset> builder)
    {
        builder.ToTable("assets", Schemas.Commerce);
        builder.HasOrdinal();
        builder.Property(a => a.Kind).HasConversion<string>().HasMaxLength(10);
        builder.Property(a => a.State).HasConversion<string>().HasMaxLength(12);
        builder.Property(a => a.ReviewState).HasConversion<string>().HasMaxLength(10);
        builder.Property(a => a.PreviousReviewState).HasConversion<string>().HasMaxLength(10);
        builder.Property(a => a.FileName).HasMaxLength(200);
        builder.Property(a => a.ContentType).HasMaxLength(80);
        builder.Property(a => a.Sha256).HasMaxLength(64);
        builder.Property(a => a.InputHash).HasMaxLength(64);
        builder.Property(a => a.RefusedCode).HasMaxLength(60);
        builder.Property(a => a.RefusedDetail).HasMaxLength(500);
        builder.Property(a => a.ReviewReason).HasMaxLength(500);
        builder.Property(a => a.Lineage).AsJson();
        builder.Property(a => a.Checks).AsJson();
        builder.Property(a => a.Strokes).AsJson().HasDefaultValueSql("'[]'");
        builder.Property(a => a.Version).IsRowVersion();
        builder.HasOne<Product>().WithMany().HasForeignKey(a => a.ProductId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(a => new { a.WorkspaceId, a.ProductId });
        builder.HasIndex(a => new { a.WorkspaceId, a.ReviewState });
        builder.HasIndex(a => a.GenerationId);
        builder.HasIndex(a => new { a.WorkspaceId, a.InputHash });
    }
}

internal sealed class OutlinePreviewConfiguration : IEntityTypeConfiguration<OutlinePreview>
{
    public void Configure(EntityTypeBuilder<OutlinePreview> builder)
    {
        builder.ToTable("outline_previews", Schemas.Commerce);
        builder.Ignore(p => p.PictureKey);
        builder.Property(p => p.Strokes).AsJson();
        builder.Property(p => p.StrokesHash).HasMaxLength(32);
        builder.Property(p => p.JobId).HasMaxLength(40);
        builder.Property(p => p.State).HasConversion<string>().HasMaxLength(10);
        builder.Property(p => p.Region).AsJson();
        builder.Property(p => p.Concerns).AsJson();
        builder.HasOne<Asset>().WithMany().HasForeignKey(p => p.PhotoId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(p => new { p.PhotoId, p.StrokesHash }).IsUnique().HasDatabaseName("ux_outline_previews_strokes");
        builder.HasIndex(p => new { p.WorkspaceId, p.CreatedAt });
    }
}
