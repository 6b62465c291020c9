using System.Security.Claims;
using System.Text.Encodings.Web;
using CommerceOS.ApiService.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CommerceOS.ApiService.Edge;

/// <summary>Reads the bearer token that sign-in gave out and looks its session up, so that a session ended anywhere is refused at once everywhere.</summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionService sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        var session = await sessions.FindAsync(header["Bearer ".Length..].Trim(), Context.RequestAborted);
        if (session is null) return AuthenticateResult.Fail("unknown or ended session");
        var identity = new ClaimsIdentity(
            [new(Caller.AccountClaim, session.AccountId.Value.ToString()), new(Caller.SessionClaim, session.Id.ToString())], Scheme.Name);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Scheme.Name));
    }
}
