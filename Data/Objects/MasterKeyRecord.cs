using CommerceOS.Data.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CommerceOS.Data.Objects;

/// <summary>A master key that this database has met: enough to tell a wrong key and a missing one, nothing to find the key by.</summary>
public sealed class MasterKeyRecord
{
    public required string Id { get; init; }

    /// <summary>Derived from the key for this purpose alone (HKDF-SHA256), 32 bytes.</summary>
    public required byte[] CheckValue { get; init; }

    /// <summary>When it last wrapped a workspace's key, or was first seen.</summary>
    public required DateTimeOffset LastUsedAt { get; set; }

    /// <summary>Set when no key of any workspace was found wrapped by it: it need not be configured any more.</summary>
    public DateTimeOffset? ReleasedAt { get; set; }
}

internal sealed class MasterKeyRecordConfiguration : IEntityTypeConfiguration<MasterKeyRecord>
{
    public void Configure(EntityTypeBuilder<MasterKeyRecord> builder)
    {
        builder.ToTable("master_keys", Schemas.Identity);
        builder.HasKey(k => k.Id);
        builder.Property(k => k.Id).HasMaxLength(60);
        builder.Property(k => k.CheckValue).HasMaxLength(32);
    }
}
