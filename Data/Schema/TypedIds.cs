using CommerceOS.Domain;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CommerceOS.Data.Schema;

/// <summary>Typed ids are uuids in the database.</summary>
internal static class TypedIds
{
    public sealed class OfAccount() : ValueConverter<AccountId, Guid>(id => id.Value, value => new(value));

    public sealed class OfWorkspace() : ValueConverter<WorkspaceId, Guid>(id => id.Value, value => new(value));

    public sealed class OfProduct() : ValueConverter<ProductId, Guid>(id => id.Value, value => new(value));

    public sealed class OfAsset() : ValueConverter<AssetId, Guid>(id => id.Value, value => new(value));

    public sealed class OfGeneration() : ValueConverter<GenerationId, Guid>(id => id.Value, value => new(value));

    public sealed class OfCopy() : ValueConverter<CopyId, Guid>(id => id.Value, value => new(value));

    public sealed class OfPublication() : ValueConverter<PublicationId, Guid>(id => id.Value, value => new(value));
}
