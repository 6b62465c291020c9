using CommerceOS.Data.Schema;
using CommerceOS.Domain.Publishing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CommerceOS.Data.Publishing;

internal sealed class PublicationConfiguration : IEntityTypeConfiguration<Publication>
{
    public void Configure(EntityTypeBuilder<Publication> builder)
    {
        builder.ToTable("publications", Schemas.Commerce);
        builder.HasOrdinal();
        builder.Ignore(p => p.ObjectKey);
        builder.Property(p => p.Channel).HasMaxLength(40);
        builder.Property(p => p.State).HasConversion<string>().HasMaxLength(10);
        builder.Property(p => p.Items).AsJson();
        builder.Property(p => p.Files).AsJson();
        builder.Property(p => p.Sha256).HasMaxLength(64);
        builder.Property(p => p.FailureCode).HasMaxLength(60);
        builder.Property(p => p.FailureDetail).HasMaxLength(500);
        builder.Property(p => p.JobId).HasMaxLength(40);
        builder.Property(p => p.Version).IsRowVersion();
        builder.HasIndex(p => p.WorkspaceId);
    }
}
