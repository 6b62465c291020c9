namespace CommerceOS.Domain.Generation;

/// <summary>The words of a listing in one language, made from the product's facts and perhaps edited by a person.</summary>
public sealed class ListingCopy : IReviewed
{
    public required CopyId Id { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required ProductId ProductId { get; init; }

    public required GenerationId GenerationId { get; init; }

    public required string Language { get; init; }

    public required CopyText Text { get; set; }

    /// <summary>As it was made, before anyone edited it.</summary>
    public required CopyText Made { get; init; }

    public required List<UsedFact> Facts { get; init; }

    public List<Check> Checks { get; set; } = [];

    public required Lineage Lineage { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public ReviewState? ReviewState { get; set; } = Generation.ReviewState.ToReview;

    public ReviewState? PreviousReviewState { get; set; }

    public string? ReviewReason { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public AccountId? DecidedBy { get; set; }

    public uint Version { get; private set; }

    /// <summary>New words need a new look: an approval of the old ones does not carry over.</summary>
    public void Edit(CopyText text)
    {
        Text = text;
        Checks = [.. Checks.Where(c => c.Code is not ("too_long" or "empty_title")), .. ListingCopyWriter.Check(text, Language)];
        (ReviewState, PreviousReviewState, ReviewReason, DecidedAt, DecidedBy) = (Generation.ReviewState.ToReview, null, null, null, null);
    }
}

/// <param name="Keywords">Search terms separated by spaces.</param>
public sealed record CopyText(string Title, IReadOnlyList<string> Bullets, string Description, string Keywords, string SeoTitle, string SeoDescription);

/// <summary>A fact and the fields whose words were built from it.</summary>
public sealed record UsedFact(string Name, string Value, IReadOnlyList<string> UsedIn);
