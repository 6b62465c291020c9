namespace CommerceOS.Domain.Generation;

public enum ReviewState { ToReview, Approved, Rejected }

/// <summary>Something that a person approves or rejects before it goes anywhere.</summary>
public interface IReviewed
{
    ReviewState? ReviewState { get; set; }

    /// <summary>What undo goes back to; null when there is nothing to undo.</summary>
    ReviewState? PreviousReviewState { get; set; }

    string? ReviewReason { get; set; }

    DateTimeOffset? DecidedAt { get; set; }

    AccountId? DecidedBy { get; set; }
}

public enum ReviewOutcome { Done, NotReviewable, NothingToUndo, UndoExpired }

/// <summary>Decisions take effect at once and can be taken back for ten minutes.</summary>
public static class Review
{
    public static TimeSpan UndoWindow { get; } = TimeSpan.FromMinutes(10);

    public static DateTimeOffset? UndoUntil(IReviewed item) =>
        item.PreviousReviewState is null ? null : item.DecidedAt + UndoWindow;

    public static ReviewOutcome Approve(IReviewed item, AccountId by, DateTimeOffset now) => Decide(item, ReviewState.Approved, null, by, now);

    public static ReviewOutcome Reject(IReviewed item, string reason, AccountId by, DateTimeOffset now) => Decide(item, ReviewState.Rejected, reason, by, now);

    public static ReviewOutcome Undo(IReviewed item, DateTimeOffset now)
    {
        if (item.PreviousReviewState is null || item.DecidedAt is null) return ReviewOutcome.NothingToUndo;
        if (now > item.DecidedAt + UndoWindow) return ReviewOutcome.UndoExpired;
        item.ReviewState = item.PreviousReviewState;
        item.PreviousReviewState = null;
        item.ReviewReason = null;
        item.DecidedAt = null;
        item.DecidedBy = null;
        return ReviewOutcome.Done;
    }

    private static ReviewOutcome Decide(IReviewed item, ReviewState state, string? reason, AccountId by, DateTimeOffset now)
    {
        if (item.ReviewState is not { } before) return ReviewOutcome.NotReviewable;
        // Pressing the same button twice is one decision: undo must still lead back to what was before the first.
        if (before != state) item.PreviousReviewState = before;
        item.ReviewState = state;
        item.ReviewReason = reason;
        item.DecidedAt = now;
        item.DecidedBy = by;
        return ReviewOutcome.Done;
    }
}
