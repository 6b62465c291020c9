using System.Net.Mail;
using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts.Accounts;
using CommerceOS.Data;
using CommerceOS.Data.Accounts;
using CommerceOS.Domain;
using CommerceOS.Domain.Accounts;
using CommerceOS.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.ApiService.Accounts;

internal static class AccountEndpoints
{
    public static void MapAccounts(this RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/accounts").WithTags("Accounts").RequireRateLimiting(RateLimits.Credentials);
        group.MapPost("/", SignUpAsync).ForStrangers().WithName("SignUp").WithSummary("Sign up: an account, its workspace and a first session");
        group.MapPost("/confirm", ConfirmEmailAsync).ForStrangers().WithName("ConfirmEmail").WithSummary("Confirm an e-mail address with the token from the mail");
        group.MapPost("/password-resets", RequestPasswordResetAsync).ForStrangers().WithName("RequestPasswordReset").WithSummary("Ask for a password reset mail");
        group.MapPost("/password-resets/complete", ResetPasswordAsync).ForStrangers().WithName("ResetPassword").WithSummary("Set a new password with the token from the mail");

        var own = v1.MapGroup("/account").WithTags("Accounts");
        own.MapGet("/", GetAccountAsync).ForAccounts().WithName("GetAccount").WithSummary("Your account and the workspaces you belong to");
        own.MapPatch("/", UpdateAccountAsync).ForAccounts().WithName("UpdateAccount").WithSummary("Change your language");
        own.MapPost("/password", ChangePasswordAsync).ForAccounts().WithName("ChangePassword").WithSummary("Change your password; ends every other session")
            .RequireRateLimiting(RateLimits.Credentials);
        own.MapPost("/confirmation-mails", SendConfirmationMailAsync).ForAccounts().WithName("SendConfirmationMail").WithSummary("Send the confirmation mail again")
            .RequireRateLimiting(RateLimits.Credentials);
    }

    private static async Task<Results<Created<SessionTokenDto>, ProblemHttpResult>> SignUpAsync(
        SignUpRequest request, HttpContext http, UserManager<Account> users, SessionService sessions, CommerceDbContext database, JobQueue jobs, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var errors = CheckSignUp(request);
        if (errors.Count > 0) return ApiErrors.Invalid(errors);

        var now = time.GetUtcNow();
        var email = request.Email.Trim();
        if (await users.FindByEmailAsync(email) is not null) return EmailTaken();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var account = new Account { Id = Guid.CreateVersion7(now), UserName = email, Email = email, Language = request.Language, AdultSince = now, CreatedAt = now };
        var created = await users.CreateAsync(account, request.Password);
        if (!created.Succeeded)
        {
            // The name is the e-mail address, so these two are one: somebody signed up with it between our look and our insert.
            if (created.Errors.Any(e => e.Code is "DuplicateEmail" or "DuplicateUserName")) return EmailTaken();
            return ApiErrors.Invalid(created.Errors.Select(e => new FieldError("email", "refused", e.Description)));
        }
        var workspace = new Workspace { Id = WorkspaceId.New(time), Name = request.WorkspaceName.Trim(), CreatedAt = now };
        database.Workspaces.Add(workspace);
        database.Members.Add(new() { WorkspaceId = workspace.Id, AccountId = account.AccountId, Role = Domain.Accounts.Role.Owner, Since = now });
        var (session, token) = sessions.Start(account.AccountId, DeviceName.From(http.Request.Headers.UserAgent));
        await database.SaveChangesAsync(cancellationToken);
        await jobs.EnqueueInAsync(database, NewJob.For(SendAccountMail.Kind, new SendAccountMail(account.Id, AccountMail.ConfirmEmail)) with { Priority = -10 }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Created("/v1/account", new SessionTokenDto(token, session.ExpiresAt, await AccountAsync(account, database, cancellationToken)));
    }

    private static ProblemHttpResult EmailTaken() =>
        ApiErrors.Conflict("email_taken", "This e-mail address has an account", "Sign in with it, or reset its password.");

    private static List<FieldError> CheckSignUp(SignUpRequest request)
    {
        var errors = new List<FieldError>();
        if (CheckEmail(request.Email) is { } wrongEmail) errors.Add(wrongEmail);
        if (PasswordPolicy.Check("password", request.Password, request.Email) is { } weak) errors.Add(weak);
        if (WorkspaceEndpoints.CheckName("workspaceName", request.WorkspaceName) is { } badName) errors.Add(badName);
        if (!Languages.IsKnown(request.Language)) errors.Add(FieldError.OneOf("language", Languages.All, request.Language));
        if (!request.IsAdult) errors.Add(new("isAdult", "age", "CommerceOS is for people of 18 or older: confirm your age to sign up."));
        return errors;
    }

    internal static FieldError? CheckEmail(string? email)
    {
        var text = email?.Trim();
        if (string.IsNullOrEmpty(text)) return FieldError.Required("email");
        if (text.Length > 254) return FieldError.TooLong("email", 254, text.Length);
        var whole = MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Contains('.', StringComparison.Ordinal) && !text.Any(char.IsControl);
        return whole ? null : FieldError.Wrong("email", "not_an_email", "an e-mail address such as name@example.com", text);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ConfirmEmailAsync(
        ConfirmEmailRequest request, AccountTokens tokens, CommerceDbContext database, CancellationToken cancellationToken)
    {
        if (await tokens.UseAsync(request.Token, AccountTokenPurpose.ConfirmEmail, cancellationToken) is not { } account) return TokenRefused();
        account.EmailConfirmed = true;
        await database.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    // Says the same, after the same work, whether the address has an account or not.
    private static async Task<Results<Accepted, ProblemHttpResult>> RequestPasswordResetAsync(
        EmailRequest request, UserManager<Account> users, JobQueue jobs, CancellationToken cancellationToken)
    {
        if (CheckEmail(request.Email) is { } error) return ApiErrors.Invalid(error);
        if (await users.FindByEmailAsync(request.Email.Trim()) is { } account)
        {
            await jobs.EnqueueAsync(NewJob.For(SendAccountMail.Kind, new SendAccountMail(account.Id, AccountMail.ResetPassword)) with { Priority = -10 }, cancellationToken);
        }
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ResetPasswordAsync(
        ResetPasswordRequest request, AccountTokens tokens, UserManager<Account> users, SessionService sessions, CommerceDbContext database, JobQueue jobs,
        CancellationToken cancellationToken)
    {
        if (PasswordPolicy.Check("newPassword", request.NewPassword, null) is { } weak) return ApiErrors.Invalid(weak);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (await tokens.UseAsync(request.Token, AccountTokenPurpose.ResetPassword, cancellationToken) is not { } account) return TokenRefused();
        account.PasswordHash = users.PasswordHasher.HashPassword(account, request.NewPassword);
        account.SecurityStamp = Guid.CreateVersion7().ToString("N");
        (account.AccessFailedCount, account.LockoutEnd) = (0, null);
        // The mail reached its reader, so the address is proven as well.
        account.EmailConfirmed = true;
        await database.SaveChangesAsync(cancellationToken);
        await sessions.EndAllAsync(account.AccountId, except: null, cancellationToken);
        await jobs.EnqueueInAsync(database, NewJob.For(SendAccountMail.Kind, new SendAccountMail(account.Id, AccountMail.PasswordChanged)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult TokenRefused() =>
        ApiErrors.Refused(410, "token_used_or_expired", "This link was used before, or it is too old. Ask for a new mail.");

    private static async Task<Results<Ok<AccountDto>, ProblemHttpResult>> GetAccountAsync(Caller caller, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var account = await database.Accounts.AsNoTracking().SingleAsync(a => a.Id == caller.AccountId.Value, cancellationToken);
        return TypedResults.Ok(await AccountAsync(account, database, cancellationToken));
    }

    private static async Task<Results<Ok<AccountDto>, ProblemHttpResult>> UpdateAccountAsync(
        UpdateAccountRequest request, Caller caller, CommerceDbContext database, CancellationToken cancellationToken)
    {
        if (!Languages.IsKnown(request.Language)) return ApiErrors.Invalid(FieldError.OneOf("language", Languages.All, request.Language));
        var account = await database.Accounts.SingleAsync(a => a.Id == caller.AccountId.Value, cancellationToken);
        account.Language = request.Language;
        await database.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(await AccountAsync(account, database, cancellationToken));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangePasswordAsync(
        ChangePasswordRequest request, Caller caller, UserManager<Account> users, SessionService sessions, CommerceDbContext database, JobQueue jobs,
        CancellationToken cancellationToken)
    {
        var account = await database.Accounts.SingleAsync(a => a.Id == caller.AccountId.Value, cancellationToken);
        if (PasswordPolicy.Check("newPassword", request.NewPassword, account.Email) is { } weak) return ApiErrors.Invalid(weak);
        if (!await users.CheckPasswordAsync(account, request.CurrentPassword ?? "")) return ApiErrors.Invalid(new FieldError("currentPassword", "wrong_password", "This is not your present password."));
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        account.PasswordHash = users.PasswordHasher.HashPassword(account, request.NewPassword);
        await database.SaveChangesAsync(cancellationToken);
        await sessions.EndAllAsync(account.AccountId, except: caller.SessionId, cancellationToken);
        await jobs.EnqueueInAsync(database, NewJob.For(SendAccountMail.Kind, new SendAccountMail(account.Id, AccountMail.PasswordChanged)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Accepted> SendConfirmationMailAsync(Caller caller, CommerceDbContext database, JobQueue jobs, CancellationToken cancellationToken)
    {
        if (await database.Accounts.AnyAsync(a => a.Id == caller.AccountId.Value && !a.EmailConfirmed, cancellationToken))
        {
            await jobs.EnqueueAsync(
                NewJob.For(SendAccountMail.Kind, new SendAccountMail(caller.AccountId.Value, AccountMail.ConfirmEmail)) with { Priority = -10 }, cancellationToken);
        }
        return TypedResults.Accepted((string?)null);
    }

    internal static async Task<AccountDto> AccountAsync(Account account, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var memberships = await database.Members.AsNoTracking().Where(m => m.AccountId == account.AccountId).OrderBy(m => m.Since)
            .Select(m => new { m.WorkspaceId, m.Workspace!.Name, m.Role }).ToListAsync(cancellationToken);
        return new(
            account.Id, account.Email!, account.EmailConfirmed, account.Language,
            [.. memberships.Select(m => new MembershipDto(m.WorkspaceId.Value, m.Name, m.Role.ToDto()))]);
    }
}
