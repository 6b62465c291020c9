using CommerceOS.Data.Schema;
using CommerceOS.Domain.Catalog;
using CommerceOS.Domain.Generation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CommerceOS.Data.Generation;

internal sealed class GenerationRunConfiguration : IEntityTypeConfiguration<GenerationRun>
{
    public void Configure(EntityTypeBuilder<GenerationRun> builder)
    {
        builder.ToTable("generations", Schemas.Commerce);
        builder.HasOrdinal();
        builder.Ignore(g => g.IsFinished);
        builder.Property(g => g.Recipe).HasMaxLength(40);
        builder.Property(g => g.Parameters).HasColumnType("jsonb");
        builder.Property(g => g.State).HasConversion<string>().HasMaxLength(10);
        builder.Property(g => g.Step).HasMaxLength(20);
        builder.Property(g => g.FailureCode).HasMaxLength(60);
        builder.Property(g => g.FailureDetail).HasMaxLength(500);
        builder.Property(g => g.JobId).HasMaxLength(40);
        builder.Property(g => g.Version).IsRowVersion();
        // A trigger sets it from one sequence at each change; see the migration.
        builder.Property(g => g.Sequence).ValueGeneratedOnAddOrUpdate();
        builder.HasOne<Product>().WithMany().HasForeignKey(g => g.ProductId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(g => new { g.WorkspaceId, g.ProductId });
        builder.HasIndex(g => new { g.WorkspaceId, g.State });
        builder.HasIndex(g => new { g.WorkspaceId, g.SetId });
    }
}

internal sealed class ListingCopyConfiguration : IEntityTypeConfiguration<ListingCopy>
{
    public void Configure(EntityTypeBuilder<ListingCopy> builder)
    {
        builder.ToTable("copies", Schemas.Commerce);
        builder.HasOrdinal();
        builder.Property(c => c.Language).HasMaxLength(10);
        builder.Property(c => c.Text).AsJson();
        builder.Property(c => c.Made).AsJson();
        builder.Property(c => c.Facts).AsJson();
        builder.Property(c => c.Checks).AsJson();
        builder.Property(c => c.Lineage).AsJson();
        builder.Property(c => c.ReviewState).HasConversion<string>().HasMaxLength(10);
        builder.Property(c => c.PreviousReviewState).HasConversion<string>().HasMaxLength(10);
        builder.Property(c => c.ReviewReason).HasMaxLength(500);
        builder.Property(c => c.Version).IsRowVersion();
        builder.HasOne<Product>().WithMany().HasForeignKey(c => c.ProductId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(c => new { c.WorkspaceId, c.ProductId });
        builder.HasIndex(c => new { c.WorkspaceId, c.ReviewState });
        builder.HasIndex(c => c.GenerationId);
    }
}
