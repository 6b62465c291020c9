using CommerceOS.Data;
using CommerceOS.Data.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.ApiService.Accounts;

/// <summary>Takes the single-use tokens that went out by mail.</summary>
internal sealed class AccountTokens(CommerceDbContext database, TimeProvider time)
{
    /// <summary>The account that the token was sent to, tracked; null when it is unknown, used or expired. Two uses at once: one wins.</summary>
    public async Task<Account?> UseAsync(string? token, AccountTokenPurpose purpose, CancellationToken cancellationToken)
    {
        if (!SecretToken.MayBe(token)) return null;
        var hash = SecretToken.Hash(token);
        var now = time.GetUtcNow();
        var used = await database.AccountTokens
            .Where(t => t.TokenHash == hash && t.Purpose == purpose && t.UsedAt == null && t.ExpiresAt > now)
            .ExecuteUpdateAsync(t => t.SetProperty(x => x.UsedAt, now), cancellationToken);
        if (used == 0) return null;
        var owner = await database.AccountTokens.Where(t => t.TokenHash == hash).Select(t => t.AccountId).SingleAsync(cancellationToken);
        return await database.Accounts.SingleOrDefaultAsync(a => a.Id == owner.Value, cancellationToken);
    }
}
