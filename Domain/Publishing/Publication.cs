namespace CommerceOS.Domain.Publishing;

public enum PublicationState { Queued, Running, Done, Failed }

/// <summary>Listings that went, or are going, out on one channel together.</summary>
public sealed class Publication
{
    public required PublicationId Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required string Channel { get; init; }

    public PublicationState State { get; private set; } = PublicationState.Queued;

    public required List<PublicationItem> Items { get; init; }

    public List<PublicationFile> Files { get; private set; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    public required AccountId CreatedBy { get; init; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public long? SizeBytes { get; private set; }

    public string? Sha256 { get; private set; }

    public string? FailureCode { get; private set; }

    public string? FailureDetail { get; private set; }

    public string? JobId { get; set; }

    public uint Version { get; private set; }

    public string ObjectKey => $"publications/{Id.Value:N}.zip";

    public bool Start()
    {
        if (State is PublicationState.Done or PublicationState.Failed) return false;
        State = PublicationState.Running;
        return true;
    }

    public void Finish(long sizeBytes, string sha256, IEnumerable<PublicationFile> files, DateTimeOffset now)
    {
        (State, SizeBytes, Sha256, Files, FinishedAt) = (PublicationState.Done, sizeBytes, sha256, [.. files], now);
    }

    public void Fail(string code, string detail, DateTimeOffset now)
    {
        (State, FailureCode, FailureDetail, FinishedAt) = (PublicationState.Failed, code, detail, now);
    }
}

/// <param name="AssetIds">In their order; the main image first.</param>
/// <param name="CopyIds">One for each language.</param>
public sealed record PublicationItem(Guid ProductId, string Sku, string Title, IReadOnlyList<Guid> AssetIds, IReadOnlyList<Guid> CopyIds, IReadOnlyList<string> Languages);

public sealed record PublicationFile(string Name, long SizeBytes, string Sha256);
