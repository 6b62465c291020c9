using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Accounts;
using CommerceOS.Data;
using CommerceOS.Data.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.ApiService.Accounts;

internal static class SessionEndpoints
{
    public static void MapSessions(this RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/sessions").WithTags("Accounts");
        group.MapPost("/", SignInAsync).ForStrangers().WithName("SignIn").WithSummary("Sign in: gives out a bearer token").RequireRateLimiting(RateLimits.Credentials);
        group.MapGet("/", ListAsync).ForAccounts().WithName("ListSessions").WithSummary("Where you are signed in");
        group.MapDelete("/", EndAllAsync).ForAccounts().WithName("EndAllSessions").WithSummary("Sign out everywhere");
        group.MapDelete("/current", EndCurrentAsync).ForAccounts().WithName("EndCurrentSession").WithSummary("Sign out here");
        group.MapDelete("/{sessionId:guid}", EndAsync).ForAccounts().WithName("EndSession").WithSummary("Sign out one device");
    }

    private static async Task<Results<Created<SessionTokenDto>, ProblemHttpResult>> SignInAsync(
        SignInRequest request, HttpContext http, UserManager<Account> users, SessionService sessions, UnknownAccount unknown, CommerceDbContext database,
        CancellationToken cancellationToken)
    {
        var account = string.IsNullOrWhiteSpace(request.Email) ? null : await users.FindByEmailAsync(request.Email.Trim());
        if (account is null)
        {
            unknown.SpendTheSameTime(request.Password ?? "");
            return ApiErrors.WrongCredentials();
        }
        if (await users.IsLockedOutAsync(account)) return ApiErrors.LockedOut(account.LockoutEnd!.Value);
        if (!await users.CheckPasswordAsync(account, request.Password ?? ""))
        {
            await users.AccessFailedAsync(account);
            return await users.IsLockedOutAsync(account) ? ApiErrors.LockedOut(account.LockoutEnd!.Value) : ApiErrors.WrongCredentials();
        }
        await users.ResetAccessFailedCountAsync(account);
        var (session, token) = sessions.Start(account.AccountId, DeviceName.From(http.Request.Headers.UserAgent));
        await database.SaveChangesAsync(cancellationToken);
        return TypedResults.Created(
            $"/v1/sessions/{session.Id}", new SessionTokenDto(token, session.ExpiresAt, await AccountEndpoints.AccountAsync(account, database, cancellationToken)));
    }

    private static async Task<Ok<Page<SessionDto>>> ListAsync(Caller caller, CommerceDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var sessions = await database.Sessions.AsNoTracking().Where(s => s.AccountId == caller.AccountId && s.ExpiresAt > now)
            .OrderByDescending(s => s.LastSeenAt).Take(100)
            .Select(s => new SessionDto(s.Id, s.CreatedAt, s.LastSeenAt, s.ExpiresAt, s.Device, s.Id == caller.SessionId)).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<SessionDto>(sessions, null, sessions.Count));
    }

    private static async Task<NoContent> EndAllAsync(Caller caller, SessionService sessions, CancellationToken cancellationToken)
    {
        await sessions.EndAllAsync(caller.AccountId, except: null, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> EndCurrentAsync(Caller caller, SessionService sessions, CancellationToken cancellationToken)
    {
        await sessions.EndAsync(caller.AccountId, caller.SessionId, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(Guid sessionId, Caller caller, SessionService sessions, CancellationToken cancellationToken) =>
        await sessions.EndAsync(caller.AccountId, sessionId, cancellationToken) > 0 ? TypedResults.NoContent() : ApiErrors.NotFound("session");
}

/// <summary>Without it, the answer to an unknown address would come 200 ms sooner and tell who has an account.</summary>
internal sealed class UnknownAccount(IPasswordHasher<Account> hasher, TimeProvider time)
{
    private readonly Lazy<(Account Account, string Hash)> _nobody = new(() =>
    {
        var nobody = new Account { Language = Domain.Languages.English, AdultSince = time.GetUtcNow(), CreatedAt = time.GetUtcNow() };
        return (nobody, hasher.HashPassword(nobody, "nobody has this password"));
    });

    public void SpendTheSameTime(string password) => hasher.VerifyHashedPassword(_nobody.Value.Account, _nobody.Value.Hash, password);
}
