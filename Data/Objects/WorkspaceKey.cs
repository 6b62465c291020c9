using CommerceOS.Data.Schema;
using CommerceOS.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CommerceOS.Data.Objects;

/// <summary>A workspace's data key, wrapped by the master key. Deleting the row makes every object of the workspace unreadable.</summary>
public sealed class WorkspaceKey
{
    public required WorkspaceId WorkspaceId { get; init; }

    /// <summary>Stands in the clear in every object, so that one under another key is told from a damaged one.</summary>
    public required Guid KeyId { get; init; }

    public required byte[] WrappedKey { get; init; }

    public required string MasterKeyId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class WorkspaceKeyConfiguration : IEntityTypeConfiguration<WorkspaceKey>
{
    public void Configure(EntityTypeBuilder<WorkspaceKey> builder)
    {
        builder.ToTable("workspace_keys", Schemas.Commerce);
        builder.HasKey(k => k.WorkspaceId);
        builder.Property(k => k.WrappedKey).HasMaxLength(200);
        builder.Property(k => k.MasterKeyId).HasMaxLength(60);
    }
}
