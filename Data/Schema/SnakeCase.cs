using System.Text;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Data.Schema;

/// <summary>Columns are named as Postgres folds them, so that hand-written SQL needs no quotes.</summary>
internal static class SnakeCase
{
    public static void Apply(ModelBuilder builder)
    {
        foreach (var property in builder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            // xmin is Postgres's own.
            if (property.Name != "Version") property.SetColumnName(Of(property.Name));
        }
    }

    private static string Of(string name)
    {
        var result = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsUpper(c) && result.Length > 0) result.Append('_');
            result.Append(char.ToLowerInvariant(c));
        }
        return result.ToString();
    }
}
