using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CommerceOS.Data.Schema;

internal static class Columns
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A value stored as one jsonb document. Compared by its text, so that a changed list inside is noticed.</summary>
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property)
    {
        property.HasColumnType("jsonb").HasConversion(
            v => JsonSerializer.Serialize(v, Json),
            v => JsonSerializer.Deserialize<T>(v, Json)!,
            new ValueComparer<T>(
                (a, b) => JsonSerializer.Serialize(a, Json) == JsonSerializer.Serialize(b, Json),
                v => JsonSerializer.Serialize(v, Json).GetHashCode(StringComparison.Ordinal),
                v => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(v, Json), Json)!));
        return property;
    }

    /// <summary>Grows with every new row: pages are cut by it, so a cursor is one number.</summary>
    public const string Ordinal = "Ordinal";

    public static void HasOrdinal<T>(this EntityTypeBuilder<T> builder) where T : class
    {
        builder.Property<long>(Ordinal).UseIdentityAlwaysColumn();
        builder.HasIndex(Ordinal).IsUnique();
    }
}
