using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CommerceOS.Data.Schema;

/// <summary>A key of ASP.NET's data protection (it signs download links), encrypted under the master key.</summary>
internal sealed class DataProtectionKey
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Xml { get; init; }
}

internal sealed class DataProtectionKeyConfiguration : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> builder)
    {
        builder.ToTable("data_protection_keys", Schemas.Identity);
        builder.Property(k => k.Name).HasMaxLength(200);
        builder.HasIndex(k => k.Name).IsUnique();
    }
}
