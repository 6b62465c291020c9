namespace CommerceOS.Domain;

// Ids are UUIDv7: they sort by time, so an index on them grows at one end.

public readonly record struct AccountId(Guid Value)
{
    public static AccountId New(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()));
}

public readonly record struct WorkspaceId(Guid Value)
{
    public static WorkspaceId New(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()));
}

public readonly record struct ProductId(Guid Value)
{
    public static ProductId New(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()));
}

public readonly record struct AssetId(Guid Value)
{
    public static AssetId New(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()));
}

public readonly record struct GenerationId(Guid Value)
{
    public static GenerationId New(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()));
}

public readonly record struct CopyId(Guid Value)
{
    public static CopyId New(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()));
}

public readonly record struct PublicationId(Guid Value)
{
    public static PublicationId New(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()));
}
