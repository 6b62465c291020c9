using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CommerceOS.Data;
using CommerceOS.Data.Accounts;
using CommerceOS.Domain;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.ApiService.Accounts;

/// <summary>Gives out, finds and ends sessions. A token is 32 random bytes; the database has only its SHA-256.</summary>
internal sealed class SessionService(CommerceDbContext database, TimeProvider time)
{
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(30);

    private static readonly TimeSpan SeenInterval = TimeSpan.FromMinutes(5);

    public (Session Session, string Token) Start(AccountId account, string? device)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow();
        var session = new Session
        {
            Id = Guid.CreateVersion7(now), AccountId = account, TokenHash = Hash(token), CreatedAt = now, LastSeenAt = now, ExpiresAt = now + Lifetime, Device = device,
        };
        database.Sessions.Add(session);
        return (session, token);
    }

    public async Task<Session?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length is < 20 or > 100) return null;
        var hash = Hash(token);
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

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
