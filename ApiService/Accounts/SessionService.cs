using CommerceOS.Data;
using CommerceOS.Data.Accounts;
using CommerceOS.Domain;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.ApiService.Accounts;

/// <summary>Gives out, finds and ends sessions. The database has only the hash of each <see cref="SecretToken"/>.</summary>
internal sealed class SessionService(CommerceDbContext database, TimeProvider time)
{
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(30);

    private static readonly TimeSpan SeenInterval = TimeSpan.FromMinutes(5);

    public (Session Session, string Token) Start(AccountId account, string? device)
    {
        var token = SecretToken.New();
        var now = time.GetUtcNow();
        var session = new Session
        {
            Id = Guid.CreateVersion7(now), AccountId = account, TokenHash = SecretToken.Hash(token), CreatedAt = now, LastSeenAt = now, ExpiresAt = now + Lifetime, Device = device,
        };
        database.Sessions.Add(session);
        return (session, token);
    }

    public async Task<Session?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (!SecretToken.MayBe(token)) return null;
        var hash = SecretToken.Hash(token);
        var now = time.GetUtcNow();
        var session = await database.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.TokenHash == hash && s.ExpiresAt > now, cancellationToken);
        if (session is not null && now - session.LastSeenAt > SeenInterval)
        {
            await database.Sessions.Where(s => s.Id == session.Id)
                .ExecuteUpdateAsync(s => s.SetProperty(x => x.LastSeenAt, now).SetProperty(x => x.ExpiresAt, now + Lifetime), cancellationToken);
        }
        return session;
    }

    public Task<int> EndAsync(AccountId account, Guid sessionId, CancellationToken cancellationToken) =>
        database.Sessions.Where(s => s.AccountId == account && s.Id == sessionId).ExecuteDeleteAsync(cancellationToken);

    /// <param name="except">A session that stays.</param>
    public Task<int> EndAllAsync(AccountId account, Guid? except, CancellationToken cancellationToken) =>
        database.Sessions.Where(s => s.AccountId == account && s.Id != except).ExecuteDeleteAsync(cancellationToken);
}
