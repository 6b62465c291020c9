using CommerceOS.Connectors.Mail;
using CommerceOS.Data;
using CommerceOS.Data.Accounts;
using CommerceOS.Domain.Accounts;
using CommerceOS.Jobs;
using Microsoft.EntityFrameworkCore;

namespace CommerceOS.Workers.Accounts;

/// <summary>Sends an invitation in the inviter's language: it is the best guess for somebody who has no account yet.</summary>
internal sealed class SendInvitationMailWorker(CommerceDbContext database, MailSender mail, PublicLinks links) : IJobHandler
{
    public static string Kind => SendInvitationMail.Kind;

    public async Task<JobOutcome> RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var wish = context.ReadPayload<SendInvitationMail>();
        var invitation = await database.Invitations.SingleOrDefaultAsync(i => i.Id == wish.InvitationId && i.AcceptedAt == null, cancellationToken);
        if (invitation is null) return JobOutcome.Done.Instance;
        if (!mail.IsConfigured) return new JobOutcome.Discard("mail is not configured: set the connection string “mail”");
        var inviter = await database.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == invitation.InvitedBy.Value, cancellationToken);
        var workspace = await database.Workspaces.AsNoTracking().SingleAsync(w => w.Id == invitation.WorkspaceId, cancellationToken);
        if (inviter is null) return JobOutcome.Done.Instance;
        var normalized = invitation.Email.ToUpperInvariant();
        var invited = await database.Accounts.AsNoTracking().Where(a => a.NormalizedEmail == normalized).Select(a => a.Language).SingleOrDefaultAsync(cancellationToken);
        var token = SecretToken.New();
        invitation.TokenHash = SecretToken.Hash(token);
        await database.SaveChangesAsync(cancellationToken);
        await mail.SendAsync(
            MailTexts.Invitation(invitation.Email, invited ?? inviter.Language, inviter.Email!, workspace.Name, links.To("invitation", token)), cancellationToken);
        return JobOutcome.Done.Instance;
    }
}
