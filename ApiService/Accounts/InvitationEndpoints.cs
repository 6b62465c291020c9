using CommerceOS.ApiService.Edge;
using CommerceOS.Contracts;
using CommerceOS.Contracts.Accounts;
using CommerceOS.Data;
using CommerceOS.Data.Accounts;
using CommerceOS.Domain.Accounts;
using CommerceOS.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Role = CommerceOS.Domain.Accounts.Role;

namespace CommerceOS.ApiService.Accounts;

internal static class InvitationEndpoints
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public static void MapInvitations(this RouteGroupBuilder workspace)
    {
        var group = workspace.MapGroup("/invitations").WithTags("Workspace");
        group.MapGet("/", ListAsync).ForMembers(Role.Owner).WithName("ListInvitations").WithSummary("Invitations that were not accepted yet");
        group.MapPost("/", InviteAsync).ForMembers(Role.Owner).WithName("Invite").WithSummary("Invite somebody by e-mail");
        group.MapDelete("/{invitationId:guid}", RevokeAsync).ForMembers(Role.Owner).WithName("RevokeInvitation").WithSummary("Take an invitation back");
    }

    public static void MapInvitationAnswers(this RouteGroupBuilder v1) =>
        v1.MapPost("/invitations/accept", AcceptAsync).ForAccounts().WithName("AcceptInvitation").WithTags("Workspace").WithSummary("Join the workspace of an invitation")
            .RequireRateLimiting(RateLimits.Credentials);

    private static async Task<Ok<Page<InvitationDto>>> ListAsync(Caller caller, CommerceDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var open = await database.Invitations.AsNoTracking().Where(i => i.WorkspaceId == caller.WorkspaceId && i.AcceptedAt == null && i.ExpiresAt > now)
            .OrderByDescending(i => i.CreatedAt).ToListAsync(cancellationToken);
        return TypedResults.Ok(new Page<InvitationDto>([.. open.Select(ToDto)], null, open.Count));
    }

    private static async Task<Results<Created<InvitationDto>, ProblemHttpResult>> InviteAsync(
        InviteRequest request, Caller caller, CommerceDbContext database, JobQueue jobs, TimeProvider time, CancellationToken cancellationToken)
    {
        if (AccountEndpoints.CheckEmail(request.Email) is { } error) return ApiErrors.Invalid(error);
        var email = request.Email.Trim();
        // Mail in a merchant's name goes out only for somebody whose own address is proven.
        if (!await database.Accounts.AnyAsync(a => a.Id == caller.AccountId.Value && a.EmailConfirmed, cancellationToken)) return ApiErrors.ConfirmEmailFirst();
        var normalized = email.ToUpperInvariant();
        var memberIds = database.Members.Where(m => m.WorkspaceId == caller.WorkspaceId).Select(m => (Guid)(object)m.AccountId);
        if (await database.Accounts.AnyAsync(a => a.NormalizedEmail == normalized && memberIds.Contains(a.Id), cancellationToken))
        {
            return ApiErrors.Conflict("already_member", "Already a member", $"{email} belongs to this workspace.");
        }
        var now = time.GetUtcNow();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        // A newer invitation replaces an open one to the same address.
        await database.Invitations.Where(i => i.WorkspaceId == caller.WorkspaceId && i.Email == email && i.AcceptedAt == null).ExecuteDeleteAsync(cancellationToken);
        var invitation = new Invitation
        {
            Id = Guid.CreateVersion7(now), WorkspaceId = caller.WorkspaceId, Email = email, Role = request.Role.ToDomain(), InvitedBy = caller.AccountId,
            CreatedAt = now, ExpiresAt = now + Lifetime,
        };
        database.Invitations.Add(invitation);
        await database.SaveChangesAsync(cancellationToken);
        await jobs.EnqueueInAsync(database, NewJob.For(SendInvitationMail.Kind, new SendInvitationMail(invitation.Id)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Created($"/v1/workspaces/{caller.WorkspaceId.Value}/invitations/{invitation.Id}", ToDto(invitation));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(Guid invitationId, Caller caller, CommerceDbContext database, CancellationToken cancellationToken)
    {
        var gone = await database.Invitations.Where(i => i.Id == invitationId && i.WorkspaceId == caller.WorkspaceId && i.AcceptedAt == null).ExecuteDeleteAsync(cancellationToken);
        return gone > 0 ? TypedResults.NoContent() : ApiErrors.NotFound("invitation");
    }

    private static async Task<Results<Ok<MembershipDto>, ProblemHttpResult>> AcceptAsync(
        AcceptInvitationRequest request, Caller caller, CommerceDbContext database, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var hash = SecretToken.Hash(request.Token ?? "");
        var invitation = await database.Invitations.SingleOrDefaultAsync(i => i.TokenHash == hash && i.AcceptedAt == null && i.ExpiresAt > now, cancellationToken);
        if (invitation is null) return ApiErrors.Refused(410, "invitation_gone", "This invitation was accepted, taken back, or it is too old.");
        var account = await database.Accounts.SingleAsync(a => a.Id == caller.AccountId.Value, cancellationToken);
        if (!string.Equals(account.Email, invitation.Email, StringComparison.OrdinalIgnoreCase))
        {
            return ApiErrors.Refused(403, "invitation_for_another", $"This invitation is for another e-mail address. You are signed in as {account.Email}.");
        }
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var accepted = await database.Invitations.Where(i => i.Id == invitation.Id && i.AcceptedAt == null)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.AcceptedAt, now), cancellationToken);
        if (accepted == 0) return ApiErrors.Refused(410, "invitation_gone", "This invitation was accepted, taken back, or it is too old.");
        if (!await database.Members.AnyAsync(m => m.WorkspaceId == invitation.WorkspaceId && m.AccountId == caller.AccountId, cancellationToken))
        {
            database.Members.Add(new() { WorkspaceId = invitation.WorkspaceId, AccountId = caller.AccountId, Role = invitation.Role, Since = now });
        }
        // The token came by mail to this address: it is proven.
        account.EmailConfirmed = true;
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        var name = await database.Workspaces.Where(w => w.Id == invitation.WorkspaceId).Select(w => w.Name).SingleAsync(cancellationToken);
        return TypedResults.Ok(new MembershipDto(invitation.WorkspaceId.Value, name, invitation.Role.ToDto()));
    }

    private static InvitationDto ToDto(Invitation invitation) =>
        new(invitation.Id, invitation.Email, invitation.Role.ToDto(), invitation.CreatedAt, invitation.ExpiresAt);
}
