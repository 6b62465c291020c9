using CommerceOS.Data.Schema;
using CommerceOS.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CommerceOS.Data;

/// <summary>The answer that was given to a request with an Idempotency-Key: the same key gets the same answer for 24 hours.</summary>
public sealed class IdempotentAnswer
{
    public static TimeSpan KeptFor { get; } = TimeSpan.FromHours(24);

    public required WorkspaceId WorkspaceId { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 over method, path and body: the same key with another request is refused.</summary>
    public required byte[] RequestHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while the first request is still running.</summary>
    public int? Status { get; set; }

    public string? ContentType { get; set; }

    public string? Location { get; set; }

    public string? ETag { get; set; }

    public byte[]? Body { get; set; }
}

internal sealed class IdempotentAnswerConfiguration : IEntityTypeConfiguration<IdempotentAnswer>
{
    public void Configure(EntityTypeBuilder<IdempotentAnswer> builder)
    {
        builder.ToTable("idempotent_answers", Schemas.Commerce);
        builder.HasKey(a => new { a.WorkspaceId, a.Key });
        builder.Property(a => a.Key).HasMaxLength(100);
        builder.Property(a => a.RequestHash).HasMaxLength(32);
        builder.Property(a => a.ContentType).HasMaxLength(80);
        builder.Property(a => a.Location).HasMaxLength(300);
        builder.Property(a => a.ETag).HasMaxLength(80);
    }
}
